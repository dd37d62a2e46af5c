import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { StoredToken } from '../index.ts';
import { exitCode, type Io } from '../../specwright/cli/frame/command.ts';
import { connect, connectionHelp, connectionOptions, showHelp } from './connection.ts';

const usage = `Usage: bpcc-task-routing token [--show] [options]

Fetches a token and tries it on a task that does not exist, which tells whether the credentials, the
privilege and the feature are in place. Nothing is changed on the server.

  --show   print the access token, for curl and the like

${connectionHelp}`;

/** `bpcc-task-routing token` */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { ...connectionOptions, show: { type: 'boolean' } } });
  if (values.help) return showHelp(io, usage);
  let token: StoredToken | undefined;
  const tokenStore = {
    get: () => undefined,
    set: (_key: string, fresh: StoredToken) => void (token = fresh),
  };
  const client = await connect(values, io, { tokenStore });
  const probe = await client.safe.queryTask({ extTaskId: `probe-${randomUUID()}` }, { signal: io.signal });
  // "No such task" is the answer of a server that lets the user in.
  const ready = probe.ok || probe.errorCode === 8;
  if (!ready) io.stderr.write(`${probe.error.message}\n`);
  const seconds = token && Math.round(token.lifetimeMs / 1000);
  const shown = { ready, expiresInSeconds: seconds, ...(values.show && { accessToken: token?.accessToken }) };
  io.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
  return ready ? exitCode.fine : exitCode.findings;
}
