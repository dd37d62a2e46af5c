import { exec } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { jsonOf, own, ownList, ownObject, ownString } from '../../base/json.ts';
import type { OutputFile } from '../../emit/output-file.ts';
import type { ContractOutcome } from './words.ts';

const AT_MOST_MS = 120_000;

/** Not copied: what is large and says nothing about the contract. */
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', 'coverage', 'reports']);

/**
 * Runs a command that verifies the contract in a copy of this folder that holds the new files.
 *
 * @param command - exits with 0 where the contract holds; may print the JSON report of `verify`
 * @param out - folder of the new files, relative to this one
 */
export async function runContract(
  command: string,
  out: string,
  files: readonly OutputFile[],
): Promise<ContractOutcome> {
  const scratch = await mkdtemp(join(tmpdir(), 'bump-contract-'));
  const folder = join(scratch, basename(resolve('.')));
  try {
    await cp('.', folder, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    await symlink(installed(resolve('.')), join(folder, 'node_modules'), 'junction');
    for (const { path, content } of files) {
      await mkdir(dirname(join(folder, out, path)), { recursive: true });
      await writeFile(join(folder, out, path), content);
    }
    return await runIn(folder, command);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The packages of a folder, which those of a workspace are above. */
function installed(folder: string): string {
  const here = join(folder, 'node_modules');
  const above = dirname(folder);
  return existsSync(here) || above === folder ? here : installed(above);
}

function runIn(folder: string, command: string): Promise<ContractOutcome> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const options = { cwd: folder, timeout: AT_MOST_MS, maxBuffer: 64 * 1024 * 1024, env };
  return new Promise((settle) => {
    exec(command, options, (error, stdout, stderr) => {
      if (error === null) return settle({ state: 'passed', summary: summaryOf(stdout) });
      if (error.killed === true)
        return settle({ state: 'failed', summary: `it did not end within ${AT_MOST_MS / 1000} s.` });
      const reported = (error.code === 1 || error.code === 3) && stdout.trim() !== '';
      settle({ state: 'failed', summary: reported ? summaryOf(stdout) : lastWords(stderr, folder) });
    });
  });
}

/** The error itself, without the trace and without the folder of the copy. */
function lastWords(stderr: string, folder: string): string {
  const [, from = '', name = ''] =
    /requested module '([^'\n]{1,300})' does not provide an export named '([^'\n]{1,100})'/.exec(stderr) ??
    [];
  if (name !== '')
    return `it did not start: code of this folder imports "${name}" from ${from}, which has another name in the new version. Change that code (the TypeScript compiler names each place), then run the contract again.`;
  const line = stderr.split('\n').find((one) => /error/i.test(one)) ?? '';
  return line === ''
    ? 'the run crashed without a message; run the command by hand to see why.'
    : `the run crashed: ${line.replaceAll(`file://${folder}/`, '').replaceAll(`${folder}/`, '').trim()}`;
}

/** Counts and the titles of findings, from the JSON report; of other output the last line that counts tests. */
function summaryOf(stdout: string): string {
  const report = jsonOf(stdout);
  if (own(report, 'summary') === undefined) {
    const lines = stdout.split('\n').map((line) => line.trim());
    return lines.findLast((line) => /\b\d+ (?:passed|failed)\b/.test(line)) ?? lines.find(Boolean) ?? '';
  }
  const counts = Object.entries(ownObject(report, 'summary') ?? {}).filter(
    ([, value]) => typeof value === 'number',
  );
  const titles = ownList(report, 'findings').slice(0, 10);
  return [
    counts.map(([name, value]) => `${String(value)} ${name}`).join(', '),
    ...titles.map((finding) => ownString(finding, 'title') ?? ''),
  ]
    .filter(Boolean)
    .join('; ');
}
