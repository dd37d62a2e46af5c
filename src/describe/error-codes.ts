import type { Json, JsonObject } from '../json.ts';
import { get, listAt, objectAt } from './read.ts';
import { resolve } from './reference.ts';

/** Property names under which APIs report their own error code. */
const CODE_PROPERTY = /^(error_?code|code|err_?code|errno|error_?number)$/i;
/** Error shapes nest a little (`{ error: { code } }`), never deeply. */
const DEEPEST = 4;

/** Numbers that the schemas of an error response allow for its application error code, in ascending order. */
export function errorCodes(document: JsonObject, schemas: readonly Json[]): readonly number[] {
  const found = new Set<number>();
  for (const schema of schemas) collect(document, schema, found, DEEPEST);
  return [...found].sort((a, b) => a - b);
}

function collect(document: JsonObject, schema: Json, found: Set<number>, depth: number): void {
  if (depth === 0) return;
  const { value } = resolve(document, schema, '');
  for (const part of ['allOf', 'oneOf', 'anyOf'].flatMap((key) => listAt(value, key))) {
    collect(document, part, found, depth - 1);
  }
  for (const [name, property] of Object.entries(objectAt(value, 'properties'))) {
    if (CODE_PROPERTY.test(name)) addCodes(resolve(document, property, '').value, found);
    else collect(document, property, found, depth - 1);
  }
}

function addCodes(schema: JsonObject, found: Set<number>): void {
  const constant = get(schema, 'const');
  for (const value of [...listAt(schema, 'enum'), ...(constant === undefined ? [] : [constant])]) {
    if (typeof value === 'number') found.add(value);
  }
}
