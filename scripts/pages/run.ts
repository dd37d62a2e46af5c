import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { CommandError } from '../../src/specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../src/specwright/cli/frame/exit-code.ts';
import { landingPage } from './landing-page.ts';
import { openApiPage } from './openapi-page.ts';
import { fetchRenderer } from './renderer.ts';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');

const USAGE = `Usage: npm run pages -- [--out FOLDER]

Writes the reference pages: the TypeScript API and the OpenAPI document, readable offline.

  --out FOLDER  where to (default docs/api); the folder is emptied before
`;

/** `npm run pages`. */
export async function pagesCommand(args: readonly string[]): Promise<number> {
  const wanted = parse(args);
  if (wanted.help === true) {
    process.stdout.write(USAGE);
    return EXIT_CODE.fine;
  }
  const out = path.resolve(ROOT, wanted.out ?? 'docs/api');
  const text = await readFile(path.join(ROOT, 'generated/openapi.json'), 'utf8');
  const [page] = await Promise.all([
    openApiPage(text, await fetchRenderer()),
    typeDoc(path.join(out, 'typescript'), out),
  ]);
  await mkdir(path.join(out, 'http'), { recursive: true });
  await writeFile(path.join(out, 'http/index.html'), page);
  await writeFile(path.join(out, 'index.html'), landingPage());
  process.stderr.write(`pages: ${path.relative(ROOT, path.join(out, 'index.html'))}\n`);
  return EXIT_CODE.fine;
}

/** Warnings fail: a link into nothing is a defect of the comment that holds it. */
async function typeDoc(folder: string, out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  const command = path.join(ROOT, 'node_modules/typedoc/bin/typedoc');
  const flags = ['--out', folder, '--treatWarningsAsErrors', '--logLevel', 'Warn'];
  try {
    await run(process.execPath, [command, ...flags], { cwd: ROOT });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new CommandError('typedoc', `The TypeScript reference could not be made.\n${output}`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CommandError('usage', `${message} See npm run pages -- --help.`);
  }
}
