import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, serve } from 'vitepress';
import type { JsonObject } from '../../src/specwright/base/json.ts';
import { CommandError } from '../../src/specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../src/specwright/cli/frame/exit-code.ts';
import { commandPage } from './command-page.ts';
import { decisionPage } from './decision-page.ts';
import { pages } from './doc-pages.ts';
import { openApiPages } from './openapi-pages.ts';
import { recordPages } from './record-pages.ts';
import { ROOT } from './root.ts';
import { writeScenarios } from './scenarios.ts';
import { writeTypeScriptReference } from './typescript.ts';

const USAGE = `Usage: npm run pages -- [--out FOLDER] [--base PATH] [--serve PORT]

Builds the documentation site: static files that any web server can serve, without a network.

  --out FOLDER  where to (default docs/site); the folder is emptied before
  --base PATH   the path that the site is served under (default /)
  --serve PORT  serve it on this machine when it is built
`;

/** What the site is built from; emptied before each build. */
const SOURCE = path.join(ROOT, '.pages');

/** `npm run pages`. */
export async function pagesCommand(args: readonly string[]): Promise<number> {
  const wanted = parse(args);
  if (wanted.help === true) {
    process.stdout.write(USAGE);
    return EXIT_CODE.fine;
  }
  const out = path.resolve(ROOT, wanted.out ?? 'docs/site');
  await rm(SOURCE, { recursive: true, force: true });
  await writePages();
  await Promise.all([
    writeTypeScriptReference(path.join(SOURCE, 'reference/typescript')),
    writeScenarios(path.join(SOURCE, '.scenarios'), path.join(SOURCE, 'public/scenarios')),
  ]);
  await buildSite(out, wanted.base ?? '/');
  process.stderr.write(`pages: ${path.relative(ROOT, out)}\n`);
  if (wanted.serve !== undefined)
    await serve({ root: SOURCE, base: wanted.base ?? '/', port: Number(wanted.serve) });
  return EXIT_CODE.fine;
}

async function writePages(): Promise<void> {
  await cp(path.join(import.meta.dirname, 'site'), SOURCE, { recursive: true });
  await Promise.all(
    pages().map((page) => cp(path.join(ROOT, page), path.join(SOURCE, page), { recursive: true })),
  );
  await cp(path.join(ROOT, 'docs/images'), path.join(SOURCE, 'docs/images'), { recursive: true });
  const document: JsonObject = JSON.parse(await readFile(path.join(ROOT, 'generated/openapi.json'), 'utf8'));
  const made = new Map([
    ['docs/adr/index.md', decisionPage()],
    ['reference/commands.md', await commandPage()],
    ...[...recordPages()].map(([name, text]) => [`reference/${name}`, text] as const),
    ...[...openApiPages(document)].map(([name, text]) => [`reference/http/${name}`, text] as const),
  ]);
  for (const [name, text] of made) {
    const file = path.join(SOURCE, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** VitePress reads its settings from the environment, as it loads them from a file. */
async function buildSite(outDir: string, base: string): Promise<void> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  Object.assign(process.env, {
    PAGES_OUT: outDir,
    PAGES_BASE: base,
    ...(server !== undefined && repository !== undefined && { PAGES_REPOSITORY: `${server}/${repository}` }),
  });
  await build(SOURCE);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        base: { type: 'string' },
        serve: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CommandError('usage', `${message} See npm run pages -- --help.`);
  }
}
