import { readFile } from 'node:fs/promises';
import {
  ConfigurationError,
  createTaskRoutingClient,
  InvalidRequestError,
  TaskRoutingError,
  type ClientOptions,
  type TaskRoutingClient,
} from '../index.ts';
import { exitCode, UsageError, type Io } from '../../specwright/cli/frame/command.ts';

/** Options that every command with a connection takes; for `util.parseArgs`. */
export const connectionOptions = {
  'tenant-url': { type: 'string' },
  'client-id': { type: 'string' },
  'client-secret-file': { type: 'string' },
  scope: { type: 'string' },
  'allow-http': { type: 'boolean' },
  timeout: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** For the help of a command. */
export const connectionHelp = `Connection (each wins over its environment variable):
  --tenant-url <url>            BPCC_TENANT_URL
  --client-id <name>            BPCC_CLIENT_ID
  --client-secret-file <path>   first line of a file, in place of BPCC_CLIENT_SECRET; the secret itself is
                                no option, as every user of this machine could read it in the process list
  --scope <text>                BPCC_SCOPE; default: the host
  --allow-http                  plain http:// to other machines too
  --timeout <seconds>           for one call, retries included; default: 60
`;

/** The values that `util.parseArgs` found. */
export interface ConnectionValues {
  readonly 'tenant-url'?: string | undefined;
  readonly 'client-id'?: string | undefined;
  readonly 'client-secret-file'?: string | undefined;
  readonly scope?: string | undefined;
  readonly 'allow-http'?: boolean | undefined;
  readonly timeout?: string | undefined;
}

async function readSecret(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).split(/\r?\n/, 1)[0]?.trim() ?? '';
  } catch {
    throw new UsageError(`The file ${path} of --client-secret-file cannot be read.`);
  }
}

function required(value: string | undefined, option: string, variable: string): string {
  if (value) return value;
  throw new UsageError(`Set ${variable}${option && ` or give ${option}`}.`);
}

/** A number in an option. */
export function readNumber(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`${option} takes a number, not "${text}".`);
  return value;
}

/** Makes a client from options and environment. @throws UsageError where something is missing or wrong */
export async function connect(
  values: ConnectionValues,
  { env }: Io,
  extra: Partial<ClientOptions> = {},
): Promise<TaskRoutingClient> {
  const file = values['client-secret-file'];
  const secret = file === undefined ? env['BPCC_CLIENT_SECRET'] : await readSecret(file);
  const scope = values.scope ?? env['BPCC_SCOPE'];
  const timeout = readNumber(values.timeout, '--timeout');
  const options: ClientOptions = {
    tenantUrl: required(values['tenant-url'] ?? env['BPCC_TENANT_URL'], '--tenant-url', 'BPCC_TENANT_URL'),
    clientId: required(values['client-id'] ?? env['BPCC_CLIENT_ID'], '--client-id', 'BPCC_CLIENT_ID'),
    clientSecret: required(secret, '--client-secret-file', 'BPCC_CLIENT_SECRET'),
    ...(scope && { scope }),
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
    allowHttp: values['allow-http'] ?? false,
    headers: { 'user-agent': 'bpcc-task-routing-cli' },
    ...extra,
  };
  try {
    return createTaskRoutingClient(options);
  } catch (error) {
    if (error instanceof ConfigurationError) throw new UsageError(error.message);
    throw error;
  }
}

/** Carries out a call and prints its result as JSON; a failure is told in one sentence on stderr. */
export async function report(io: Io, call: () => Promise<unknown>): Promise<number> {
  try {
    io.stdout.write(`${JSON.stringify((await call()) ?? { ok: true }, undefined, 2)}\n`);
    return exitCode.fine;
  } catch (error) {
    if (!(error instanceof TaskRoutingError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return error instanceof InvalidRequestError && error.attempts === 0 ? exitCode.usage : exitCode.findings;
  }
}

/** Prints the help of a command. */
export function showHelp(io: Io, usage: string): number {
  io.stdout.write(usage);
  return exitCode.fine;
}
