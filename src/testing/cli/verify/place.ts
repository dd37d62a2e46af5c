import type { VerifyOptions } from '../../suite/verify.ts';
import { checkProfile } from '../../suite/target/check-profile.ts';
import type { Hooks } from '../../suite/target/hooks.ts';
import type { Profile } from '../../suite/target/profile.ts';
import { rootMessage } from '../../../specwright/contract/exchange/fetch-transport.ts';
import { createSandbox, sandboxHooksAt, sandboxProfileAt } from '../../sandbox/index.ts';
import { UsageError, type Io } from '../../../specwright/cli/frame/command.ts';
import type { VerifyArgs } from './args.ts';
import { loadHooks, loadProfile } from './load.ts';

/** Where a run goes: the options that describe the target, and how to leave it. */
export interface Place {
  readonly options: Pick<
    VerifyOptions,
    'target' | 'credentials' | 'profile' | 'hooks' | 'unprivilegedSecret' | 'sandbox'
  >;
  close(): Promise<void>;
}

/** The target of the arguments, or the embedded sandbox. */
export async function findPlace(args: VerifyArgs, io: Io): Promise<Place> {
  return args.target === undefined ? embedded() : foreign(args, args.target, io);
}

async function embedded(): Promise<Place> {
  const sandbox = createSandbox();
  const { url } = await sandbox.listen();
  return {
    options: {
      target: url,
      credentials: sandbox.credentials,
      profile: sandbox.profile,
      hooks: sandbox.hooks,
      sandbox: true,
      ...(sandbox.unprivileged && { unprivilegedSecret: sandbox.unprivileged.clientSecret }),
    },
    close: () => sandbox.close(),
  };
}

/** In place of a file: what a sandbox that runs as a process of its own says of itself. */
const SANDBOX = 'sandbox';

async function findProfile(file: string, target: string): Promise<Profile> {
  if (file !== SANDBOX) return loadProfile(file);
  try {
    return checkProfile(await sandboxProfileAt(target));
  } catch (error) {
    throw new UsageError(`The sandbox at ${target} tells no profile: ${rootMessage(error)}.`);
  }
}

function findHooks(file: string, target: string): Hooks | Promise<Hooks> {
  return file === SANDBOX ? sandboxHooksAt(target) : loadHooks(file);
}

async function foreign(args: VerifyArgs, target: string, { env }: Io): Promise<Place> {
  const profile = args.profile === undefined ? undefined : await findProfile(args.profile, target);
  const hooks = args.hooks === undefined ? undefined : await findHooks(args.hooks, target);
  const [clientId, clientSecret] = [env['BPCC_CLIENT_ID'], env['BPCC_CLIENT_SECRET']];
  if ((clientId === undefined || clientSecret === undefined) && args.spec === undefined) {
    throw new UsageError(
      'BPCC_CLIENT_ID and BPCC_CLIENT_SECRET are not set; a run against --target needs both.',
    );
  }
  const unprivilegedSecret = profile?.unprivileged && env[profile.unprivileged.clientSecretEnv];
  return {
    options: {
      target,
      ...(clientId !== undefined &&
        clientSecret !== undefined && { credentials: { clientId, clientSecret } }),
      ...(profile && { profile }),
      ...(hooks && { hooks }),
      ...(unprivilegedSecret !== undefined && { unprivilegedSecret }),
    },
    close: async () => undefined,
  };
}
