import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
/** The newest on npm; the platform's own package, which the package `node` would fetch in an install script. */
const NEWEST = '26.10.0';
const PLATFORM = `node-${process.platform}-${process.arch}`;
/** Inside the repository, so that the dependencies of the build are found. */
const scratch = path.join(root, 'node_modules/.cache/newest-node');
const built = path.join(scratch, 'dist');

beforeAll(async () => {
  await mkdir(scratch, { recursive: true });
  await run('npx', ['tsdown', '--out-dir', built, '--no-dts', '--logLevel', 'error'], { cwd: root });
}, 120_000);

afterAll(() => rm(built, { recursive: true, force: true }));

describe('the built package', () => {
  it('works on the Node that runs the tests', async () => {
    expect(await smoke(process.execPath)).toEqual(result(process.versions.node));
  }, 60_000);

  it(`works on Node ${NEWEST}`, async () => {
    const home = path.join(scratch, NEWEST);
    const options = ['--prefix', home, '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    await run('npm', ['install', ...options, `${PLATFORM}@${NEWEST}`]);
    expect(await smoke(path.join(home, 'node_modules', PLATFORM, 'bin/node'))).toEqual(result(NEWEST));
  }, 240_000);
});

async function smoke(node: string): Promise<unknown> {
  const { stdout } = await run(node, [path.join(import.meta.dirname, 'smoke.mjs'), built]);
  return JSON.parse(stdout);
}

function result(version: string) {
  return { version, status: 'queued', taskStatus: 'QUEUED', refused: true, findings: [] };
}
