import { execFile } from 'node:child_process';

/** What a command cost, once, and said. */
export interface CommandRun {
  /** Seconds of CPU, user and system, children included. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly exitCode: number;
  readonly stdout: string;
}

/**
 * Runs `node` with the given arguments and measures its CPU time with the shell's own clock: so many times one after the
 * other, as that clock counts in milliseconds.
 */
export function runMeasured(
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  times = 1,
): Promise<CommandRun> {
  const again = `for ((left = ${times}; left > 0; left--)); do "$0" "$@" 2>/dev/null; done`;
  const script = `TIMEFORMAT="%U %S %R"; { time ${again}; } 2>&3`;
  const options = {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    timeout: 600_000,
  } as const;
  return new Promise((resolve, reject) => {
    const wrapped = `exec 3>&2; ${script}`;
    execFile('bash', ['-c', wrapped, process.execPath, ...argv], options, (error, stdout, stderr) => {
      const figures = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr);
      if (figures === null)
        return reject(new Error(`${argv.join(' ')} could not be run: ${stderr.slice(0, 200)}`));
      const [user, system, wall] = figures.slice(1).map(Number);
      const exitCode = typeof error?.code === 'number' ? error.code : 0;
      return resolve({
        cpuSeconds: ((user ?? Number.NaN) + (system ?? Number.NaN)) / times,
        wallSeconds: (wall ?? Number.NaN) / times,
        exitCode,
        stdout,
      });
    });
  });
}
