import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError, type Io, readBytes, readJson, UsageError } from 'specwright/cli';
import type { VerifyPlace } from 'specwright/cli/verify';
import { rootMessage } from 'specwright/contract';
import { checkHooks } from '../../suite/target/check-hooks.ts';
import { checkProfile } from '../../suite/target/check-profile.ts';
import type { Hooks } from '../../suite/target/hooks.ts';
import type { Profile } from '../../suite/target/profile.ts';
import { taskRoutingSuite, type TenantOptions } from '../../suite/task-routing-suite.ts';
import { createSandbox, sandboxHooksAt, sandboxProfileAt } from '../../sandbox/index.ts';

/** Files that describe a tenant. */
interface TenantFiles {
  readonly profile: string | undefined;
  readonly hooks: string | undefined;
}

/** A tenant to verify, and its services of type Task. */
interface TenantPlace extends VerifyPlace {
  readonly services: readonly string[];
}

/** In place of a file: what a sandbox that runs as a process of its own says about itself. */
const SANDBOX = 'sandbox';

/** The server at `target`, or the embedded sandbox. @throws CommandError */
export async function findPlace(
  target: string | undefined,
  files: TenantFiles,
  io: Io,
): Promise<TenantPlace> {
  return target === undefined ? embedded() : tenant(target, files, io);
}

async function embedded(): Promise<TenantPlace> {
  const sandbox = createSandbox();
  const { url } = await sandbox.listen();
  const { credentials, profile, hooks, unprivileged } = sandbox;
  const known = {
    credentials,
    profile,
    hooks,
    ...(unprivileged && { unprivilegedSecret: unprivileged.clientSecret }),
  };
  return { ...placeOf(url, known, true), close: () => sandbox.close() };
}

async function tenant(target: string, files: TenantFiles, { env }: Io): Promise<TenantPlace> {
  const profile = files.profile === undefined ? undefined : await readProfile(files.profile, target);
  const hooks = files.hooks === undefined ? undefined : await loadHooks(files.hooks, target);
  const { BPCC_CLIENT_ID: clientId = '', BPCC_CLIENT_SECRET: clientSecret = '' } = env;
  // CI systems set the variable of a secret that is not there to an empty text.
  if (clientId.trim() === '' || clientSecret.trim() === '') {
    throw new UsageError(
      'Set BPCC_CLIENT_ID and BPCC_CLIENT_SECRET: a run against --target needs both, and neither may be empty.',
    );
  }
  const unprivilegedSecret = profile?.unprivileged && env[profile.unprivileged.clientSecretEnv];
  return placeOf(target, {
    credentials: { clientId, clientSecret },
    ...(profile && { profile }),
    ...(hooks && { hooks }),
    ...(unprivilegedSecret !== undefined && { unprivilegedSecret }),
  });
}

function placeOf(target: string, known: TenantOptions, sandbox = false): TenantPlace {
  return {
    services: known.profile?.services ?? [],
    options: { target, sandbox, suite: taskRoutingSuite(known) },
    close: async () => undefined,
  };
}

async function readProfile(file: string, target: string): Promise<Profile> {
  const value =
    file === SANDBOX ? await usable(target, () => sandboxProfileAt(target)) : await readJson(file);
  return usable(file, () => checkProfile(value));
}

async function loadHooks(file: string, target: string): Promise<Hooks> {
  if (file === SANDBOX) return sandboxHooksAt(target);
  await readBytes(file);
  return usable(file, async () => checkHooks(await import(pathToFileURL(resolve(file)).href)));
}

async function usable<T>(name: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new CommandError('tenant-file-unusable', `Cannot use ${name}: ${rootMessage(error)}`);
  }
}
