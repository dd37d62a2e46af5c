import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError, UsageError } from '../../../specwright/cli/frame/command-error.ts';
import type { Io } from '../../../specwright/cli/frame/io.ts';
import { readBytes, readJson } from '../../../specwright/cli/frame/read-input.ts';
import type { VerifyPlace } from '../../../specwright/cli/verify/subject.ts';
import { rootMessage } from '../../../specwright/contract/exchange/fetch-transport.ts';
import { checkHooks } from '../../../specwright/contract/target/check-hooks.ts';
import { checkProfile } from '../../../specwright/contract/target/check-profile.ts';
import type { Hooks } from '../../../specwright/contract/target/hooks.ts';
import type { Profile } from '../../../specwright/contract/target/profile.ts';
import { createSandbox, sandboxHooksAt, sandboxProfileAt } from '../../sandbox/index.ts';

/** Files that describe a tenant. */
interface TenantFiles {
  readonly profile: string | undefined;
  readonly hooks: string | undefined;
}

/** In place of a file: what a sandbox that runs as a process of its own says about itself. */
const SANDBOX = 'sandbox';

/** The server at `target`, or the embedded sandbox. @throws CommandError */
export async function findPlace(
  target: string | undefined,
  files: TenantFiles,
  io: Io,
): Promise<VerifyPlace> {
  return target === undefined ? embedded() : tenant(target, files, io);
}

async function embedded(): Promise<VerifyPlace> {
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

async function tenant(target: string, files: TenantFiles, { env }: Io): Promise<VerifyPlace> {
  const profile = files.profile === undefined ? undefined : await readProfile(files.profile, target);
  const hooks = files.hooks === undefined ? undefined : await loadHooks(files.hooks, target);
  const [clientId, clientSecret] = [env['BPCC_CLIENT_ID'], env['BPCC_CLIENT_SECRET']];
  if (clientId === undefined || clientSecret === undefined) {
    throw new UsageError('Set BPCC_CLIENT_ID and BPCC_CLIENT_SECRET: a run against --target needs both.');
  }
  const unprivilegedSecret = profile?.unprivileged && env[profile.unprivileged.clientSecretEnv];
  return {
    options: {
      target,
      credentials: { clientId, clientSecret },
      ...(profile && { profile }),
      ...(hooks && { hooks }),
      ...(unprivilegedSecret !== undefined && { unprivilegedSecret }),
    },
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
