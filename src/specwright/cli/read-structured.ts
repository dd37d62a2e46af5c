import type { Json } from '../base/json.ts';
import { CommandError } from './frame/command-error.ts';
import { decoded, parseJson, readBytes } from './frame/read-input.ts';
import { loadYaml } from './load-yaml.ts';

/** A JSON or YAML file as a value. @throws CommandError */
export async function readStructured(path: string): Promise<Json> {
  return parseStructured(path, await readBytes(path));
}

/** Bytes of a JSON or YAML file, known by its name, as a value. @throws CommandError */
export function parseStructured(name: string, bytes: Uint8Array): Json {
  const text = decoded(bytes);
  if (name.endsWith('.json')) return parseJson(name, text);
  try {
    // YAML 1.2 is a superset of JSON; the round trip leaves plain JSON values only.
    const value: unknown = loadYaml().parse(text, { maxAliasCount: 100 });
    const json: Json = JSON.parse(JSON.stringify(value ?? null));
    return json;
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new CommandError('input-invalid', `Cannot read ${name}: ${reason.replace(/:$/, '')}.`);
  }
}
