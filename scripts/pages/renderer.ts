import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../../src/specwright/cli/frame/command-error.ts';

const run = promisify(execFile);

/** The package brings eighty megabytes of dependencies; its bundle needs none of them, so only that is fetched. */
const RENDERER = 'redoc@2.5.4';
const BUNDLE = 'package/bundles/redoc.standalone.js';
const CACHE = path.resolve(import.meta.dirname, '../../node_modules/.cache/pages');

/** The script that turns an OpenAPI document into a page; from the npm registry the first time. */
export async function fetchRenderer(): Promise<string> {
  const file = path.join(CACHE, `${RENDERER}.js`);
  try {
    return await readFile(file, 'utf8');
  } catch {
    await download(file); // not fetched yet
    return readFile(file, 'utf8');
  }
}

async function download(file: string): Promise<void> {
  const scratch = path.join(CACHE, `fetch-${process.pid}`);
  await mkdir(scratch, { recursive: true });
  try {
    const { stdout } = await run('npm', ['pack', RENDERER, '--json', '--loglevel=error'], { cwd: scratch });
    const [packed] = JSON.parse(stdout);
    await run('tar', ['-xzf', packed.filename, BUNDLE], { cwd: scratch });
    await rename(path.join(scratch, BUNDLE), file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      'no-renderer',
      `${RENDERER} could not be fetched from the npm registry: ${reason}`,
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
