import { type Json, type JsonObject, objectAt, own, ownList } from '../base/json.ts';
import { resolve } from './reference.ts';

/** Property names under which APIs report their own error code. */
export const CODE_PROPERTY = /^(error_?code|code|err_?code|errno|error_?number)$/i;
/** Error shapes nest a little (`{ error: { code } }`), never deeply. */
const DEEPEST = 4;

/** Numbers that the schemas of an error response allow for its application error code, in ascending order. */
export function errorCodes(document: JsonObject, schemas: readonly Json[]): readonly number[] {
  const found = union(schemas.map((schema) => collect(document, schema, DEEPEST)));
  return [...(found ?? [])].sort((a, b) => a - b);
}

/** The codes that a schema allows; `undefined` where it does not say. */
type Codes = ReadonlySet<number> | undefined;

/** The members of `allOf` narrow; those of `oneOf` or `anyOf` widen. */
function collect(document: JsonObject, schema: Json, depth: number): Codes {
  if (depth === 0) return undefined;
  const { value } = resolve(document, schema, '');
  const parts = (key: string): readonly Codes[] =>
    ownList(value, key).map((part) => collect(document, part, depth - 1));
  const stated = Object.entries(objectAt(value, 'properties')).map(([name, property]) =>
    CODE_PROPERTY.test(name)
      ? statedCodes(resolve(document, property, '').value)
      : collect(document, property, depth - 1),
  );
  return intersection([union(stated), union([...parts('oneOf'), ...parts('anyOf')]), ...parts('allOf')]);
}

function union(sets: readonly Codes[]): Codes {
  const stated = sets.filter((set) => set !== undefined);
  return stated.length === 0 ? undefined : new Set(stated.flatMap((set) => [...set]));
}

function intersection(sets: readonly Codes[]): Codes {
  const [first, ...others] = sets.filter((set) => set !== undefined);
  return first && new Set([...first].filter((code) => others.every((set) => set.has(code))));
}

function statedCodes(schema: JsonObject): Codes {
  const constant = own(schema, 'const');
  const values = [...ownList(schema, 'enum'), ...(constant === undefined ? [] : [constant])];
  const codes = values.filter((value) => typeof value === 'number');
  return codes.length === 0 ? undefined : new Set(codes);
}
