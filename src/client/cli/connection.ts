import { jsonText } from '../../specwright/base/text.ts';
import { CommandError, UsageError } from '../../specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../specwright/cli/frame/exit-code.ts';
import { tell, type Io } from '../../specwright/cli/frame/io.ts';
import { flag, number, text, under, type Values } from '../../specwright/cli/frame/option.ts';
import { readText } from '../../specwright/cli/frame/read-input.ts';
import {
  ConfigurationError,
  createTaskRoutingClient,
  InvalidRequestError,
  TaskRoutingError,
  type ClientOptions,
  type TaskRoutingClient,
} from '../index.ts';
import { inCliWords } from './cli-words.ts';

/** Options that every command takes. */
export const CONNECTION_OPTIONS = under('Connection (each wins over its environment variable)', {
  tenantUrl: text('URL', 'BPCC_TENANT_URL'),
  clientId: text('NAME', 'BPCC_CLIENT_ID'),
  clientSecretFile: text(
    'FILE',
    'first line of a file, in place of BPCC_CLIENT_SECRET; the secret itself is not an option, because every user of this machine could read it in the process list',
  ),
  scope: text('TEXT', 'BPCC_SCOPE (default: the host)'),
  allowHttp: flag('plain http:// to other machines too'),
  timeout: number('SECONDS', 'for one call, retries included (default: 60)', { from: 0, to: 1_000_000 }),
});

type ConnectionValues = Values<typeof CONNECTION_OPTIONS>;

function required(value: string | undefined, option: string, variable: string): string {
  if (value) return value;
  throw new UsageError(`Set ${variable} or give ${option}.`);
}

/** Makes a client from options and environment. @throws UsageError where something is missing or wrong */
export async function connect(
  values: ConnectionValues,
  { env }: Io,
  extra: Partial<ClientOptions> = {},
): Promise<TaskRoutingClient> {
  const { clientSecretFile, timeout, allowHttp } = values;
  // Files of variables with Windows line ends, and mounted secrets, end in white space.
  const setting = (name: string): string | undefined => env[name]?.trim();
  const secret =
    clientSecretFile === undefined
      ? setting('BPCC_CLIENT_SECRET')
      : (await readText(clientSecretFile)).split(/[\r\n]/, 1)[0]?.trim();
  const scope = values.scope ?? setting('BPCC_SCOPE');
  const options: ClientOptions = {
    tenantUrl: required(values.tenantUrl ?? setting('BPCC_TENANT_URL'), '--tenant-url', 'BPCC_TENANT_URL'),
    clientId: required(values.clientId ?? setting('BPCC_CLIENT_ID'), '--client-id', 'BPCC_CLIENT_ID'),
    clientSecret: required(secret, '--client-secret-file', 'BPCC_CLIENT_SECRET'),
    ...(scope && { scope }),
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
    allowHttp,
    headers: { 'user-agent': 'bpcc-task-routing-cli' },
    ...extra,
  };
  try {
    return createTaskRoutingClient(options);
  } catch (error) {
    if (error instanceof ConfigurationError) throw new UsageError(inCliWords(error.message));
    throw error;
  }
}

/** Carries out a call and prints its result as JSON; a failure is one sentence on stderr. */
export async function report(io: Io, call: () => Promise<object | void>): Promise<number> {
  try {
    io.stdout.write(`${jsonText((await call()) ?? { ok: true })}\n`);
    return EXIT_CODE.fine;
  } catch (error) {
    if (!(error instanceof TaskRoutingError)) throw error;
    if (error instanceof InvalidRequestError && error.attempts === 0) {
      throw new CommandError(error.code, inCliWords(error.message));
    }
    tell(io, inCliWords(error.message));
    return EXIT_CODE.findings;
  }
}
