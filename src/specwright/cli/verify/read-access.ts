import type { Access } from '../../contract/document/authenticator.ts';
import { UsageError } from '../frame/command-error.ts';
import type { Io } from '../frame/io.ts';
import type { VerifyValues } from './verify-options.ts';

/** The credentials that `--auth` and `--header` name; their values come from the environment. @throws UsageError */
export function readAccess({ auth, header }: Pick<VerifyValues, 'auth' | 'header'>, { env }: Io): Access {
  return {
    auth: Object.fromEntries(auth.map((given) => entry('--auth', given, /^([^=]+)=env:(\w+)$/, env))),
    headers: Object.fromEntries(
      header.map((given) => entry('--header', given, /^([\w!#$%&'*+.^`|~-]+): *env:(\w+)$/, env)),
    ),
  };
}

function entry(option: string, given: string, form: RegExp, env: Io['env']): readonly [string, string] {
  const [, name, variable] = form.exec(given) ?? [];
  if (name === undefined || variable === undefined) {
    const example = option === '--auth' ? 'SCHEME=env:VARIABLE' : "'Name: env:VARIABLE'";
    throw new UsageError(
      `${option} takes ${example}: secrets come from the environment, never from the command line.`,
    );
  }
  const value = env[variable];
  if (value === undefined || value === '')
    throw new UsageError(`${option} names the environment variable ${variable}, which is not set.`);
  if (/[\r\n\0]/.test(value))
    throw new UsageError(`${variable} holds a line break. Header fields must not hold one.`);
  return [name, value];
}
