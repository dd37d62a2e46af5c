import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { builtCli } from '../run-cli.ts';

const run = promisify(execFile);
const ACTION = path.resolve(import.meta.dirname, '../../.github/actions/verify');
/** Plays GitHub: notes what it is asked to do, one line for each call. */
const GH = '#!/bin/sh\nprintf "%s\\n" "$*" >> "$GH_CALLS"\n';
const QUIET = {
  VERIFY_TARGET: '',
  VERIFY_MODE: '',
  VERIFY_PROFILE: '',
  VERIFY_BASELINE: '',
  VERIFY_ARGUMENTS: '',
};

let folder: string;
let command: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verify-action-'));
  command = `${process.execPath} ${await builtCli('testing')} verify`;
  await mkdir(path.join(folder, 'bin'));
  await writeFile(path.join(folder, 'bin/gh'), GH);
  await chmod(path.join(folder, 'bin/gh'), 0o755);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

it('hands every input to its scripts, and ends with the exit code of the checks', async () => {
  const { inputs, runs } = parse(await readFile(path.join(ACTION, 'action.yml'), 'utf8'));
  const used = [...JSON.stringify(runs).matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name);
  expect(new Set(used)).toEqual(new Set(Object.keys(inputs)));
  expect(runs.steps.at(-1)).toMatchObject({ run: 'exit "$EXIT_CODE"' });
});

it('verifies, and leaves the page, the summary and the exit code', async () => {
  const job = await start('good', { ...QUIET, VERIFY_MODE: 'read-only', VERIFY_SARIF: 'false' });
  expect(job.outputs).toContain('exit-code=0');
  expect(await readFile(path.join(job.temp, 'contract/report.html'), 'utf8')).toContain('<html');
}, 120_000);

it('goes on after findings, so that they are published', async () => {
  const job = await start('bad', {
    ...QUIET,
    VERIFY_ARGUMENTS: '--mode read-only --min-coverage 100',
    VERIFY_SARIF: 'true',
  });
  expect(job.outputs).toContain('exit-code=1');
  const calls = await publish(job.temp, { VERIFY_SARIF: 'true', VERIFY_COMMENT: 'false' });
  expect(calls).toContain('api --method POST repos/o/r/code-scanning/sarifs');
  const sent = await readFile(path.join(job.temp, 'contract/report.sarif.gz.base64'), 'utf8');
  expect(JSON.parse(gunzipSync(Buffer.from(sent, 'base64')).toString('utf8'))).toMatchObject({
    version: '2.1.0',
  });
}, 120_000);

it('reports a run that could not be made', async () => {
  const job = await start('none', { ...QUIET, VERIFY_MODE: 'nonsense', VERIFY_SARIF: 'false' });
  expect(job.outputs).toContain('exit-code=2');
  expect(await publish(job.temp, { VERIFY_SARIF: 'true', VERIFY_COMMENT: 'true' })).toBe('');
}, 120_000);

it('comments on the pull request, once', async () => {
  const temp = path.join(folder, 'comment');
  await mkdir(path.join(temp, 'contract'), { recursive: true });
  await writeFile(path.join(temp, 'contract/summary.md'), '# Honoured\n');
  const calls = await publish(temp, { VERIFY_SARIF: 'false', VERIFY_COMMENT: 'true' });
  expect(calls).toBe(
    `pr comment 7 --repo o/r --edit-last --create-if-none --body-file ${temp}/contract/summary.md\n`,
  );
});

async function start(name: string, env: Readonly<Record<string, string>>) {
  const temp = path.join(folder, name);
  await mkdir(temp, { recursive: true });
  const files = { GITHUB_OUTPUT: path.join(temp, 'output'), GITHUB_STEP_SUMMARY: path.join(temp, 'summary') };
  await script('verify.sh', { ...env, ...files, RUNNER_TEMP: temp, VERIFY_COMMAND: command });
  return { temp, outputs: await readFile(files.GITHUB_OUTPUT, 'utf8') };
}

/** What was asked of GitHub. */
async function publish(temp: string, env: Readonly<Record<string, string>>): Promise<string> {
  const calls = path.join(temp, 'calls');
  const job = {
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_SHA: 'abc',
    GITHUB_REF: 'refs/heads/main',
    PULL_REQUEST: '7',
  };
  await writeFile(calls, '');
  await script('publish.sh', { ...env, ...job, RUNNER_TEMP: temp, GH_CALLS: calls });
  return readFile(calls, 'utf8');
}

function script(name: string, env: Readonly<Record<string, string>>) {
  const where = `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
  return run('bash', [path.join(ACTION, name)], { env: { ...env, PATH: where } });
}
