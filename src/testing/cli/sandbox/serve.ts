import { once } from 'node:events';
import { watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { keepState } from 'specwright/sandbox';
import { isLoopbackHost } from '../../../specwright/base/http.ts';
import { CommandError } from '../../../specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../../specwright/cli/frame/exit-code.ts';
import { tell, type Io } from '../../../specwright/cli/frame/io.ts';
import { reasonOf } from '../../../specwright/cli/frame/reason-of.ts';
import { createSandbox, type Sandbox } from '../../sandbox/create-sandbox.ts';
import type { SandboxOptions } from '../../sandbox/options.ts';
import type { SandboxValues } from './sandbox-options.ts';
import { loadSeed } from './files.ts';

/** Serves until the signal comes. */
export async function serve(wanted: SandboxValues, options: SandboxOptions, io: Io): Promise<number> {
  const { seed, state } = wanted;
  const sandbox = await start(seed, options);
  const stopKeeping = state === undefined ? undefined : await keep(state, sandbox, io);
  const { url } = await listen(sandbox, wanted);
  announce(sandbox, url, wanted, io);
  const stopWatching = wanted.watch && seed !== undefined ? follow(seed, sandbox, io) : undefined;
  if (!io.signal.aborted) await once(io.signal, 'abort');
  stopWatching?.();
  await stopKeeping?.();
  await sandbox.close();
  return EXIT_CODE.fine;
}

async function start(seedFile: string | undefined, options: SandboxOptions): Promise<Sandbox> {
  const seed = seedFile === undefined ? {} : { seed: await loadSeed(seedFile) };
  try {
    return createSandbox({ ...options, ...seed });
  } catch (error) {
    throw error instanceof Error ? new CommandError('sandbox-refused', error.message) : error;
  }
}

async function keep(file: string, { control }: Sandbox, io: Io): Promise<() => Promise<void>> {
  try {
    return await keepState(file, control, (error) => tell(io, `Cannot write ${file}: ${reasonOf(error)}.`));
  } catch (error) {
    throw error instanceof Error ? new CommandError('state-invalid', error.message) : error;
  }
}

async function listen(sandbox: Sandbox, { port, host }: SandboxValues) {
  try {
    return await sandbox.listen({ port, host });
  } catch (error) {
    await sandbox.close();
    const sentence = `Cannot listen on ${host}, port ${port}: ${reasonOf(error)}. Choose another --port or --host.`;
    throw new CommandError('port-unusable', sentence);
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
