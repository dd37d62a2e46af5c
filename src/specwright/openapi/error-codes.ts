import { type Json, type JsonObject, objectAt, own, ownList } from '../base/json.ts';
import { resolve } from './reference.ts';

/** Property names under which APIs report their own error code. */
export const CODE_PROPERTY = /^(error_?code|code|err_?code|errno|error_?number)$/i;
/** Error shapes nest a little (`{ error: { code } }`), never deeply. */
const DEEPEST = 4;

/** Numbers that the schemas of an error response allow for its application error code, in ascending order. */
export function errorCodes(document: JsonObject, schemas: readonly Json[]): readonly number[] {
  const numbers = new Collector(document, (value) => typeof value === 'number');
  return numbers.all(schemas).sort((a, b) => a - b);
}

/** Texts that the schemas of an error response allow for its application error code. */
export function errorCodeTexts(document: JsonObject, schemas: readonly Json[]): readonly string[] {
  return new Collector(document, (value) => typeof value === 'string').all(schemas).sort();
}

/** The codes that a schema allows; `undefined` where it does not say. */
type Codes<Code> = ReadonlySet<Code> | undefined;

class Collector<Code extends Json> {
  readonly #document: JsonObject;
  readonly #isCode: (value: Json) => value is Code;

  constructor(document: JsonObject, isCode: (value: Json) => value is Code) {
    this.#document = document;
    this.#isCode = isCode;
  }

  all(schemas: readonly Json[]): Code[] {
    return [...(union(schemas.map((schema) => this.#collect(schema, DEEPEST))) ?? [])];
  }

  /** The members of `allOf` narrow; those of `oneOf` or `anyOf` widen. */
  #collect(schema: Json, depth: number): Codes<Code> {
    if (depth === 0) return undefined;
    const { value } = resolve(this.#document, schema, '');
    const parts = (key: string): readonly Codes<Code>[] =>
      ownList(value, key).map((part) => this.#collect(part, depth - 1));
    const stated = Object.entries(objectAt(value, 'properties')).map(([name, property]) =>
      CODE_PROPERTY.test(name)
        ? this.#statedCodes(resolve(this.#document, property, '').value)
        : this.#collect(property, depth - 1),
    );
    return intersection([union(stated), union([...parts('oneOf'), ...parts('anyOf')]), ...parts('allOf')]);
  }

  #statedCodes(schema: JsonObject): Codes<Code> {
    const constant = own(schema, 'const');
    const values = [...ownList(schema, 'enum'), ...(constant === undefined ? [] : [constant])];
    const codes = values.filter(this.#isCode);
    return codes.length === 0 ? undefined : new Set(codes);
  }
}

function union<Code>(sets: readonly Codes<Code>[]): Codes<Code> {
  const stated = sets.filter((set) => set !== undefined);
  return stated.length === 0 ? undefined : new Set(stated.flatMap((set) => [...set]));
}

function intersection<Code>(sets: readonly Codes<Code>[]): Codes<Code> {
  const [first, ...others] = sets.filter((set) => set !== undefined);
  return first && new Set([...first].filter((code) => others.every((set) => set.has(code))));
}
