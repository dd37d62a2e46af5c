import { execFile } from 'node:child_process';
import { CommandError } from '../frame/command-error.ts';

/** What git prints, without the line break at its end. @throws CommandError where git refuses */
export function git(...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', args, { encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout.trimEnd());
      const verb = args.find((arg) => /^[a-z]+(?:-[a-z]+)*$/.test(arg)) ?? '';
      const [reason = ''] = stderr.trim().split('\n');
      reject(new CommandError('git-refused', `git ${verb} failed: ${reason || error.message}.`));
    });
  });
}

export async function gitSucceeds(...args: readonly string[]): Promise<boolean> {
  return git(...args).then(
    () => true,
    () => false,
  );
}
