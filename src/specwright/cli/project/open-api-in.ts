import { isObject, jsonOf, ownString, type JsonObject } from '../../base/json.ts';
import { readYaml } from '../diff/read-yaml.ts';
import { CommandError } from '../frame/command-error.ts';
import { decoded } from '../frame/read-input.ts';

/** An OpenAPI 3 document, JSON or YAML; `undefined` for everything else. @throws CommandError for broken YAML */
export function openApiIn(name: string, bytes: Uint8Array): JsonObject | undefined {
  const text = decoded(bytes);
  const json = jsonOf(text);
  const looksYaml = json === undefined && /^["']?openapi["']?\s*:/m.test(text.slice(0, 100_000));
  const document = looksYaml ? yamlOf(name, text) : json;
  return isObject(document) && ownString(document, 'openapi')?.startsWith('3.') === true
    ? document
    : undefined;
}

function yamlOf(name: string, text: string): JsonObject | undefined {
  const read = readYaml(text);
  if ('reason' in read) {
    throw new CommandError('input-invalid', `Cannot read ${name}: ${read.reason.replace(/[.:]$/, '')}.`);
  }
  return isObject(read.value) ? read.value : undefined;
}

/** Whether a document is written in YAML. */
export function isYaml(bytes: Uint8Array): boolean {
  return jsonOf(decoded(bytes)) === undefined;
}
