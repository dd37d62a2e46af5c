import type { Json } from '../base/json.ts';
import { parse } from 'yaml';
import { CommandError } from './command-error.ts';
import { readInput } from './read-input.ts';

/** A JSON or YAML file as a value. */
export async function readStructured(path: string): Promise<Json> {
  const text = new TextDecoder().decode(await readInput(path));
  try {
    // YAML 1.2 is a superset of JSON; the round trip leaves plain JSON values only.
    const value: unknown = path.endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: 100 });
    const json: Json = JSON.parse(JSON.stringify(value ?? null));
    return json;
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new CommandError('input-invalid', `Cannot read ${path}: ${reason.replace(/:$/, '')}.`);
  }
}
