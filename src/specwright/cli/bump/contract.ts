import { copyFile, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ContractOutcome } from './words.ts';
import type { OutputFile } from '../../emit/output-file.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const atMostMs = 120_000;

/** Runs the contract checks that the new files carry against the sandbox, in a copy of the sources and a process of its own. */
export async function contractRun(generated: readonly OutputFile[]): Promise<ContractOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'bump-contract-'));
  try {
    await cp(join(root, 'src'), join(folder, 'src'), { recursive: true });
    await copyFile(join(root, 'package.json'), join(folder, 'package.json'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    await mkdir(join(folder, 'generated'));
    for (const { path, content } of generated) await writeFile(join(folder, 'generated', path), content);
    return await verifyIn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function verifyIn(folder: string): Promise<ContractOutcome> {
  const args = [
    '--conditions=@specwright/source',
    '--import',
    'tsx',
    'src/testing/cli/main.ts',
    'verify',
    '--format',
    'json',
  ];
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: atMostMs, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (error === null) return resolve({ state: 'passed', summary: summaryOf(stdout) });
      if (error.killed === true)
        return resolve({ state: 'failed', summary: `no end within ${atMostMs / 1000} s.` });
      resolve({ state: 'failed', summary: error.code === 1 ? summaryOf(stdout) : lastWords(stderr) });
    });
  });
}

/** The error itself, without the trace and without the folder it was met in. */
function lastWords(stderr: string): string {
  const told = stderr.split('\n').find((line) => /error/i.test(line)) ?? '';
  return told === ''
    ? 'the run could not be started.'
    : told.replaceAll(/(file:\/\/)?\/[^\s']*\/(src|generated)\//g, '$2/');
}

/** Counts and the titles of findings, from the JSON report. */
function summaryOf(stdout: string): string {
  try {
    const report: { summary?: Record<string, unknown>; findings?: { title?: string }[] } = JSON.parse(stdout);
    const counts = Object.entries(report.summary ?? {}).filter(([, value]) => typeof value === 'number');
    const titles = (report.findings ?? []).slice(0, 10).map(({ title }) => title ?? '');
    return [counts.map(([name, value]) => `${String(value)} ${name}`).join(', '), ...titles]
      .filter(Boolean)
      .join('; ');
  } catch {
    return stdout.trim().split('\n', 1)[0] ?? '';
  }
}
