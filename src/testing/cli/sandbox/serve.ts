import { isLoopbackHost } from '../../../specwright/base/http.ts';
import { followFile, madeSandbox, serveSandbox, tell, type Io } from 'specwright/cli';
import { createSandbox, type Sandbox } from '../../sandbox/create-sandbox.ts';
import type { SandboxOptions } from '../../sandbox/options.ts';
import type { SandboxValues } from './sandbox-options.ts';
import { loadSeed } from './files.ts';

/** Serves until the signal comes. */
export async function serve(wanted: SandboxValues, options: SandboxOptions, io: Io): Promise<number> {
  const seed = wanted.seed === undefined ? {} : { seed: await loadSeed(wanted.seed) };
  const sandbox = madeSandbox(() => createSandbox({ ...options, ...seed }));
  let stopWatching: (() => void) | undefined;
  const announced = (url: string): void => {
    announce(sandbox, url, wanted, io);
    const { seed: file } = wanted;
    if (!wanted.watch || file === undefined) return;
    const reload = async (): Promise<string> => {
      sandbox.control.reset(await loadSeed(file));
      return 'The seed changed: started anew.';
    };
    stopWatching = followFile(file, 'The seed', reload, io);
  };
  try {
    return await serveSandbox(sandbox, wanted, announced, io);
  } finally {
    stopWatching?.();
  }
}

/** The lines on stdout can be read by a shell; what they mean goes to stderr. */
function announce(sandbox: Sandbox, url: string, { host, noControl }: SandboxValues, io: Io): void {
  const { clientId, clientSecret } = sandbox.credentials;
  io.stdout.write(`BPCC_TENANT_URL=${url}\nBPCC_CLIENT_ID=${clientId}\nBPCC_CLIENT_SECRET=${clientSecret}\n`);
  const page = noControl ? '' : ` Live page: ${url}/`;
  tell(io, `Sandbox of the Task Routing API, credentials invented.${page}`);
  if (!isLoopbackHost(host)) tell(io, 'Other machines can reach it.');
  tell(io, 'Ctrl-C ends it.');
}
