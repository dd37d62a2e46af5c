import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CommandError } from '../frame/command-error.ts';

/** `HEAD~1:generated/openapi.json`, unless a file has this very name. */
export function isGitPlace(name: string): boolean {
  return /^[^:/\\][^:]+:[^\\].*$/.test(name) && !name.startsWith('-') && !existsSync(name);
}

/** The bytes of a file as it was at a commit. */
export function gitShow(place: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'buffer' as const, maxBuffer: 256 * 1024 * 1024 };
    execFile('git', ['show', '--end-of-options', place], options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const reason =
        stderr
          .toString('utf8')
          .trim()
          .replace(/^fatal: /, '') || 'git could not be run';
      reject(new CommandError('git-place-unknown', `Cannot read ${place} from git: ${reason}.`));
    });
  });
}
