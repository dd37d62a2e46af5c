import { randomUUID } from 'node:crypto';
import { jsonText } from '../../specwright/base/text.ts';
import { command } from '../../specwright/cli/frame/command.ts';
import { EXIT_CODE } from '../../specwright/cli/frame/exit-code.ts';
import { tell } from '../../specwright/cli/frame/io.ts';
import { flag } from '../../specwright/cli/frame/option.ts';
import type { StoredToken } from '../index.ts';
import { connect, CONNECTION_OPTIONS } from './connection.ts';
import { inCliWords } from './cli-words.ts';

export const token = command({
  about: `Fetches a token and tries it on a task that does not exist, which shows whether the credentials,
the privilege and the feature are in place. Nothing is changed on the server.`,
  operands: {},
  options: { show: flag('print the access token, for curl and the like'), ...CONNECTION_OPTIONS },
  async run({ show, ...wanted }, io) {
    let stored: StoredToken | undefined;
    const tokenStore = {
      get: () => undefined,
      set: (_key: string, fresh: StoredToken) => void (stored = fresh),
    };
    const client = await connect(wanted, io, { tokenStore });
    const probe = await client.safe.queryTask({ extTaskId: `probe-${randomUUID()}` }, { signal: io.signal });
    // "No such task" is the answer of a server that lets the user in.
    const ready = probe.ok || probe.errorCode === 8;
    if (!ready) tell(io, inCliWords(probe.error.message));
    const expiresInSeconds = stored && Math.round(stored.lifetimeMs / 1000);
    const shown = { ready, expiresInSeconds, ...(show && { accessToken: stored?.accessToken }) };
    io.stdout.write(`${jsonText(shown)}\n`);
    return ready ? EXIT_CODE.fine : EXIT_CODE.findings;
  },
});
