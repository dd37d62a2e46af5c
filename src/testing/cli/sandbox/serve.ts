import { once } from 'node:events';
import { watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { createSandbox } from '../../sandbox/create-sandbox.ts';
import type { Sandbox } from '../../sandbox/create-sandbox.ts';
import { UsageError, exitCode } from '../../../specwright/cli/frame/command.ts';
import type { Io } from '../../../specwright/cli/frame/command.ts';
import { loadSeed, loadState, saveState } from './files.ts';
import type { SandboxArgs } from './args.ts';

/** Serves until the signal comes. */
export async function serve(args: SandboxArgs, io: Io): Promise<number> {
  const sandbox = await start(args);
  const { url } = await listen(sandbox, args);
  announce(sandbox, url, args, io);
  const stopWatching =
    args.watch && args.seedFile !== undefined ? follow(args.seedFile, sandbox, io) : undefined;
  if (!io.signal.aborted) await once(io.signal, 'abort');
  stopWatching?.();
  if (args.stateFile !== undefined) await saveState(args.stateFile, sandbox.control.snapshot());
  await sandbox.close();
  return exitCode.fine;
}

async function start({ seedFile, stateFile, options }: SandboxArgs): Promise<Sandbox> {
  const seed = seedFile === undefined ? {} : { seed: await loadSeed(seedFile) };
  const snapshot = stateFile === undefined ? undefined : await loadState(stateFile);
  const sandbox = told(() => createSandbox({ ...options, ...seed }));
  if (snapshot !== undefined) told(() => sandbox.control.restore(snapshot));
  return sandbox;
}

/** Unknown faults and unusable snapshots are wrong usage. */
function told<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw error instanceof Error ? new UsageError(error.message) : error;
  }
}

async function listen(sandbox: Sandbox, { port, host }: SandboxArgs) {
  try {
    return await sandbox.listen({ port, host });
  } catch (error) {
    await sandbox.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const advice =
      code === 'EADDRINUSE' ? 'Another program listens there: choose another --port.' : `(${code})`;
    throw new UsageError(`Cannot listen on ${host}, port ${port}. ${advice}`);
  }
}

/** The lines on stdout can be read by a shell; what they mean goes to stderr. */
function announce(sandbox: Sandbox, url: string, { options, host }: SandboxArgs, io: Io): void {
  const { clientId, clientSecret } = sandbox.credentials;
  io.stdout.write(`BPCC_TENANT_URL=${url}\nBPCC_CLIENT_ID=${clientId}\nBPCC_CLIENT_SECRET=${clientSecret}\n`);
  const page = options.control === 'off' ? '' : ` Live page: ${url}/`;
  io.stderr.write(`Sandbox of the Task Routing API, credentials invented.${page}\n`);
  if (!['127.0.0.1', 'localhost', '::1'].includes(host)) io.stderr.write('Other machines can reach it.\n');
  io.stderr.write('Ctrl-C ends it.\n');
}

/** Starts anew from the seed when its file changes; a file that cannot be used is told and changes nothing. */
function follow(file: string, sandbox: Sandbox, io: Io): () => void {
  let timer: NodeJS.Timeout | undefined;
  const reload = async (): Promise<void> => {
    try {
      sandbox.control.reset(await loadSeed(file));
      io.stderr.write('The seed changed: started anew.\n');
    } catch (error) {
      io.stderr.write(
        `The seed changed and was not taken over. ${error instanceof Error ? error.message : ''}\n`,
      );
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
