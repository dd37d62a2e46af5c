import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** How to start a server in a process of its own. */
export interface ServerCommand {
  readonly name: string;
  /** Arguments of `node`. */
  readonly argv: (port: number) => readonly string[];
}

/** Ends with the block that has it: `await using server = await startServer(...)`. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  /** Milliseconds from the start of the process to its first answer. */
  readonly startMs: number;
  /** Megabytes in memory; `NaN` where the system does not tell. */
  residentMb(): Promise<number>;
  /** Milliseconds of CPU so far, in steps of ten; `NaN` where the system does not tell. */
  cpuMs(): Promise<number>;
}

const LIMIT_MS = 120_000;

/** Starts a server and waits until it answers anything at all at `path`. */
export async function startServer({ name, argv }: ServerCommand, path: string): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begin = performance.now();
  const child = spawn(process.execPath, [...argv(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const stderr: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  while (!(await answers(url + path))) {
    if (child.exitCode !== null)
      throw new Error(`${name} ended: ${Buffer.concat(stderr).toString().slice(0, 300)}`);
    if (performance.now() - begin > LIMIT_MS) {
      child.kill('SIGKILL');
      throw new Error(`${name} does not answer`);
    }
    await sleep(2);
  }
  const startMs = performance.now() - begin;
  return {
    url,
    startMs,
    residentMb: () => residentMb(child),
    cpuMs: () => cpuMs(child),
    [Symbol.asyncDispose]: () => stop(child),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url, { signal: AbortSignal.timeout(30_000) })).arrayBuffer();
    return true;
  } catch {
    return false; // not listening yet
  }
}

async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** Fields 14 and 15 of `/proc/PID/stat`: hundredths of a second of user and system time. */
async function cpuMs({ pid }: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await ended;
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
