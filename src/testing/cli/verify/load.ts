import type { Json, JsonObject } from '../../../specwright/base/json.ts';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { checkHooks, HooksError } from '../../suite/target/check-hooks.ts';
import { checkProfile, ProfileError } from '../../suite/target/check-profile.ts';
import type { Hooks } from '../../suite/target/hooks.ts';
import type { Profile } from '../../suite/target/profile.ts';
import { rootMessage } from '../../../specwright/contract/exchange/fetch-transport.ts';
import { UsageError } from '../../../specwright/cli/frame/command.ts';

/** Reads a file that the user named. @throws UsageError */
export async function readText(what: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The ${what} ${JSON.stringify(file)} cannot be read: ${rootMessage(error)}.`);
  }
}

export function parseJson(what: string, file: string, text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (error) {
    throw new UsageError(`The ${what} ${JSON.stringify(file)} is not JSON: ${rootMessage(error)}.`);
  }
}

export async function loadProfile(file: string): Promise<Profile> {
  const value = parseJson('profile', file, await readText('profile', file));
  try {
    return checkProfile(value);
  } catch (error) {
    if (error instanceof ProfileError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

export async function loadHooks(file: string): Promise<Hooks> {
  await readText('hooks module', file);
  try {
    return checkHooks(await import(pathToFileURL(resolve(file)).href));
  } catch (error) {
    const words =
      error instanceof HooksError
        ? error.message
        : `The hooks module cannot be loaded: ${rootMessage(error)}.`;
    throw new UsageError(`${file}: ${words}`);
  }
}

export async function loadSpec(file: string): Promise<JsonObject> {
  const text = await readText('OpenAPI document', file);
  const value = /\.ya?ml$/i.test(file) ? yaml(file, text) : parseJson('OpenAPI document', file, text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`The OpenAPI document ${JSON.stringify(file)} is no object.`);
  }
  return value;
}

function yaml(file: string, text: string): Json {
  try {
    const value: Json = parseYaml(text);
    return value;
  } catch (error) {
    throw new UsageError(`The OpenAPI document ${JSON.stringify(file)} is not YAML: ${rootMessage(error)}.`);
  }
}
