import { watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isLoopbackHost } from '../../../specwright/base/http.ts';
import { madeSandbox, serveSandbox, tell, type Io } from 'specwright/cli';
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
    if (wanted.watch && wanted.seed !== undefined) stopWatching = follow(wanted.seed, sandbox, io);
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

/** Starts anew from the seed when its file changes; a file that cannot be used is reported and changes nothing. */
function follow(file: string, sandbox: Sandbox, io: Io): () => void {
  let timer: NodeJS.Timeout | undefined;
  const reload = async (): Promise<void> => {
    try {
      sandbox.control.reset(await loadSeed(file));
      tell(io, 'The seed changed: started anew.');
    } catch (error) {
      tell(io, `The seed changed and was not loaded. ${error instanceof Error ? error.message : ''}`);
    }
  };
  // The folder is watched, because many editors replace a file instead of writing into it.
  const watcher = watch(dirname(resolve(file)), { persistent: false }, (_event, name) => {
    if (name !== basename(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), 100);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
