import { once } from 'node:events';
import type { ControlAccess } from '../../sandbox/control/control-plane.ts';
import type { SandboxServer } from '../../sandbox/server.ts';
import { keepState, type Kept } from '../../sandbox/state-file.ts';
import { CommandError } from '../frame/command-error.ts';
import { EXIT_CODE } from '../frame/exit-code.ts';
import { tell, type Io } from '../frame/io.ts';
import type { Values } from '../frame/option.ts';
import { reasonOf } from '../frame/reason-of.ts';
import type { SERVER_OPTIONS } from './server-options.ts';

type ServerValues = Values<typeof SERVER_OPTIONS>;
type Served = SandboxServer & { readonly control: Kept };

/** Who may use the control plane. */
export function controlAccess({ noControl, controlFromAnywhere }: ServerValues): ControlAccess {
  if (noControl) return 'off';
  return controlFromAnywhere ? 'any' : 'loopback';
}

/** Makes a sandbox; what it refuses is unusable input. @throws CommandError */
export function madeSandbox<S>(make: () => S): S {
  try {
    return make();
  } catch (error) {
    throw error instanceof Error ? new CommandError('sandbox-refused', error.message) : error;
  }
}

/**
 * Serves until the signal comes.
 *
 * @param announce - shows the user where the sandbox is
 */
export async function serveSandbox(
  sandbox: Served,
  wanted: ServerValues,
  announce: (url: string) => void,
  io: Io,
): Promise<number> {
  const stopKeeping = wanted.state === undefined ? undefined : await keep(wanted.state, sandbox, io);
  announce(await listen(sandbox, wanted));
  if (!io.signal.aborted) await once(io.signal, 'abort');
  await stopKeeping?.();
  await sandbox.close();
  return EXIT_CODE.fine;
}

async function keep(file: string, sandbox: Served, io: Io): Promise<() => Promise<void>> {
  try {
    // The control may be another one later.
    const kept: Kept = {
      snapshot: () => sandbox.control.snapshot(),
      restore: (snapshot) => sandbox.control.restore(snapshot),
    };
    return await keepState(file, kept, (error) => tell(io, `Cannot write ${file}: ${reasonOf(error)}.`));
  } catch (error) {
    throw error instanceof Error ? new CommandError('state-invalid', error.message) : error;
  }
}

async function listen(sandbox: Served, { port, host }: ServerValues): Promise<string> {
  try {
    return (await sandbox.listen({ port, host })).url;
  } catch (error) {
    await sandbox.close();
    const sentence = `Cannot listen on ${host}, port ${port}: ${reasonOf(error)}. Choose another --port or --host.`;
    throw new CommandError('port-unusable', sentence);
  }
}
