import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readHooks, readProfile, type Knowledge } from '../../contract/document/knowledge.ts';
import { rootMessage } from '../../contract/transports/fetch-transport.ts';
import { CommandError } from '../frame/command-error.ts';
import { readBytes, readJson } from '../frame/read-input.ts';

/** Files with what people know of a target. */
export interface HelpFiles {
  readonly hooks?: string | undefined;
  readonly profile?: string | undefined;
}

/** @throws CommandError when a file cannot be read or used */
export async function readHelp({ hooks, profile }: HelpFiles): Promise<Pick<Knowledge, 'hooks' | 'profile'>> {
  return {
    ...(hooks !== undefined && { hooks: await usable(hooks, async () => readHooks(await load(hooks))) }),
    ...(profile !== undefined && {
      profile: await usable(profile, async () => readProfile(await readJson(profile))),
    }),
  };
}

async function load(file: string): Promise<unknown> {
  await readBytes(file);
  const module: unknown = await import(pathToFileURL(resolve(file)).href);
  return module;
}

async function usable<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError('help-file-unusable', `Cannot use ${name}: ${rootMessage(error)}`);
  }
}
