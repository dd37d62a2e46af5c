import { closest } from '../base/closest.ts';
import { FORMATS } from './formats.ts';
import type { ValidationIssue } from './outcome.ts';

/*
 * Checks a value against a JSON Schema (2020-12) that is read as data, and says in sentences what is wrong: one per
 * fact, each with the name of its field. `unevaluatedItems`, `unevaluatedProperties` and `$dynamicRef` are not read.
 * No sentence quotes a value: it may be personal data, or a secret.
 */

/** A schema as parsed JSON. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

type Members = Readonly<Record<string, unknown>>;
type SchemaObject = Exclude<Schema, boolean>;

/** More than this many facts help nobody. */
const MOST_ISSUES = 20;
/** Deeper than any document; JSON of a hostile server may be deeper than the stack. */
const DEEPEST = 200;
const MOST_CHOICES = 8;

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isMembers(value);
}

function schemas(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function isType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object':
      return isMembers(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'number':
      return Number.isFinite(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'bigint') return 'a BigInt, which JSON cannot hold';
  return TYPES[typeof value] ?? `a ${typeof value}`;
}

/** `a, b or c`. */
function either(words: readonly string[], last = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** Equal for equal values, whatever the order of their members; what JSON cannot hold equals nothing. */
function canonical(value: unknown): string | symbol {
  try {
    return JSON.stringify(value, (_key, part: unknown) =>
      isMembers(part)
        ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    );
  } catch {
    return Symbol('no JSON');
  }
}

/** Code points, as JSON Schema counts. */
function lengthOf(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

/** `/contactInfo/emails/0` as `contactInfo.emails[0]`. */
function nameOf(path: string): string {
  if (path === '') return 'the body';
  const parts = path
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.reduce(
    (name, part) => (/^\d+$/.test(part) ? `${name}[${part}]` : (name && `${name}.${part}`) || part),
    '',
  );
}

function join(path: string, key: string | number): string {
  const text = String(key);
  // Every field of every value comes through here, and hardly any needs it.
  return `${path}/${text.includes('~') || text.includes('/') ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text}`;
}

/** Regular expressions of schemas, each compiled once. */
const expressions = new Map<string, RegExp>();

function expressionOf(source: string): RegExp {
  const known = expressions.get(source);
  if (known) return known;
  const fresh = new RegExp(source, 'u');
  expressions.set(source, fresh);
  return fresh;
}

/** A member that is undefined is not part of the JSON. */
function lacks(value: Members, name: string): boolean {
  return value[name] === undefined || !Object.hasOwn(value, name);
}

/** Whether an object has one member, of this name. */
function isAlone(schema: Members, only: string): boolean {
  for (const name in schema) if (name !== only) return false;
  return only in schema;
}

/** Names that a schema demands and nothing else; `undefined` where it says more. */
function demandedBy(schema: Schema): readonly string[] | undefined {
  if (!isMembers(schema) || !isAlone(schema, 'required')) return undefined;
  return texts(schema['required']);
}

/** What each of several schemas demands, where they demand names and nothing else. */
function alternatives(branches: readonly Schema[]): readonly string[] | undefined {
  const demands = branches.map(demandedBy);
  return demands.length > 0 && demands.every((names) => names !== undefined)
    ? demands.map((names) => either(names ?? [], 'and'))
    : undefined;
}

/** `unless a or b is given`, for a condition that only says which fields are absent. */
function conditionOf(schema: unknown): string {
  if (!isMembers(schema) || !isAlone(schema, 'not')) return '';
  const absent = schema['not'];
  if (!isSchema(absent)) return '';
  const single = demandedBy(absent);
  const names =
    single ?? (isMembers(absent) && isAlone(absent, 'anyOf') && alternatives(schemas(absent['anyOf'])));
  return names
    ? ` unless ${single ? either(single, 'and') : either([...names])} ${single && single.length > 1 ? 'are' : 'is'} given`
    : '';
}

/** One value against one schema. */
class Check {
  readonly issues: ValidationIssue[] = [];
  readonly #definitions: Readonly<Record<string, Schema>>;
  #depth: number;

  constructor(definitions: Readonly<Record<string, Schema>>, depth = 0) {
    this.#definitions = definitions;
    this.#depth = depth;
  }

  value(schema: Schema, value: unknown, path: string, condition = ''): void {
    if (schema === true || this.issues.length > MOST_ISSUES) return;
    if (schema === false) return this.#add(path, 'is not allowed');
    if (this.#depth > DEEPEST) return;
    this.#depth += 1;
    this.#keywords(schema, value, path, condition);
    this.#depth -= 1;
  }

  #keywords(schema: SchemaObject, value: unknown, path: string, condition: string): void {
    const { $ref: reference, type, enum: choices } = schema;
    if (typeof reference === 'string') {
      const target = this.#definitions[reference.slice(reference.lastIndexOf('/') + 1)];
      if (target !== undefined) this.value(target, value, path, condition);
    }
    if (type !== undefined) {
      const types = Array.isArray(type) ? type : [type];
      // Further facts about a value of another type would say the same once more.
      if (!types.some((one) => isType(value, one)))
        return this.#add(
          path,
          `must be ${either(types.map((one) => TYPES[String(one)] ?? String(one)))}, not ${kindOf(value)}`,
        );
    }
    if (Array.isArray(choices) && !choices.some((choice) => same(choice, value)))
      return this.#add(path, `must be ${either(shown(choices))}`);
    if ('const' in schema && !same(schema['const'], value))
      return this.#add(path, `must be ${JSON.stringify(schema['const'])}`);
    if (typeof value === 'string') this.#text(schema, value, path);
    else if (typeof value === 'number') this.#number(schema, value, path);
    else if (Array.isArray(value)) this.#list(schema, value, path);
    else if (isMembers(value)) this.#object(schema, value, path, condition);
    this.#combined(schema, value, path);
  }

  #text({ minLength, maxLength, pattern, format }: SchemaObject, value: string, path: string): void {
    if (minLength !== undefined || maxLength !== undefined)
      this.#bounds(lengthOf(value), minLength, maxLength, path, 'character');
    if (typeof pattern === 'string' && !expressionOf(pattern).test(value))
      this.#add(path, `must match the pattern ${pattern}`);
    const known = typeof format === 'string' ? FORMATS.get(format) : undefined;
    if (known && !known.fits(value)) this.#add(path, `must be ${known.what}`);
  }

  #number(schema: SchemaObject, value: number, path: string): void {
    const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf: step } = schema;
    const low = typeof minimum === 'number' && value < minimum;
    const high = typeof maximum === 'number' && value > maximum;
    if (low || high) {
      const range = typeof minimum === 'number' && typeof maximum === 'number';
      this.#add(
        path,
        `must be ${range ? `from ${minimum} to ${maximum}` : low ? `at least ${minimum}` : `at most ${String(maximum)}`}`,
      );
    }
    if (typeof above === 'number' && value <= above) this.#add(path, `must be more than ${above}`);
    if (typeof below === 'number' && value >= below) this.#add(path, `must be less than ${below}`);
    if (typeof step === 'number' && !Number.isInteger(value / step))
      this.#add(path, `must be a multiple of ${step}`);
  }

  #list(schema: SchemaObject, value: readonly unknown[], path: string): void {
    const { prefixItems, items, contains, minItems, maxItems, uniqueItems } = schema;
    this.#bounds(value.length, minItems, maxItems, path, 'entry');
    const first = schemas(prefixItems);
    for (const [index, entry] of value.entries()) {
      const own = first[index] ?? items;
      if (isSchema(own)) this.value(own, entry, join(path, index));
    }
    if (uniqueItems === true && new Set(value.map(canonical)).size < value.length)
      this.#add(path, 'must not hold an entry twice');
    if (isSchema(contains)) {
      const { minContains = 1, maxContains } = schema;
      const fitting = value.filter((entry) => this.#fits(contains, entry)).length;
      this.#bounds(fitting, minContains, maxContains, path, 'fitting entry');
    }
  }

  #object(schema: SchemaObject, value: Members, path: string, condition: string): void {
    const { properties, required, dependentRequired, dependentSchemas, propertyNames, minProperties } =
      schema;
    for (const name of texts(required)) if (lacks(value, name)) this.#missing(join(path, name), condition);
    const names = Object.keys(value).filter((name) => !lacks(value, name));
    const known = isMembers(properties) ? properties : {};
    const patterns = isMembers(schema['patternProperties'])
      ? Object.entries(schema['patternProperties'])
      : [];
    if (minProperties === 1 && names.length === 0 && Object.keys(known).length > 0)
      this.#tell(path, `${this.#prefixed(path, either(Object.keys(known)))} is required`);
    else this.#bounds(names.length, minProperties, schema['maxProperties'], path, 'field');
    for (const name of names) {
      this.#member(schema['additionalProperties'], known, patterns, name, value[name], path);
      if (isSchema(propertyNames) && !this.#fits(propertyNames, name))
        this.#tell(join(path, name), `${nameOf(join(path, name))} is not an allowed name of a field`);
      const also = isMembers(dependentRequired) ? texts(dependentRequired[name]) : [];
      for (const other of also) if (lacks(value, other)) this.#missing(join(path, other), ` with ${name}`);
      const then = isMembers(dependentSchemas) ? dependentSchemas[name] : undefined;
      if (isSchema(then)) this.value(then, value, path);
    }
  }

  #member(
    further: unknown,
    known: Members,
    patterns: readonly [string, unknown][],
    name: string,
    value: unknown,
    path: string,
  ): void {
    const at = join(path, name);
    const own = Object.hasOwn(known, name) ? known[name] : undefined;
    let isKnown = own !== undefined;
    if (isSchema(own)) this.value(own, value, at);
    for (const [pattern, matching] of patterns) {
      if (!expressionOf(pattern).test(name)) continue;
      isKnown = true;
      if (isSchema(matching)) this.value(matching, value, at);
    }
    if (isKnown || !isSchema(further)) return;
    if (further !== false) return this.value(further, value, at);
    const [meant] = closest(name, Object.keys(known));
    this.#tell(at, `unknown field ${nameOf(at)}${meant === undefined ? '' : `; did you mean ${meant}?`}`);
  }

  #combined(schema: SchemaObject, value: unknown, path: string): void {
    const { allOf, anyOf, oneOf, not, if: when, then, else: otherwise } = schema;
    for (const part of schemas(allOf)) this.value(part, value, path);
    if (Array.isArray(anyOf)) this.#oneOrMore(schemas(anyOf), value, path);
    if (Array.isArray(oneOf) && this.#oneOrMore(schemas(oneOf), value, path) > 1)
      this.#add(path, 'fits more than one of the forms that exclude each other');
    if (isSchema(not) && this.#fits(not, value)) {
      const names = demandedBy(not);
      if (names)
        this.#tell(
          path,
          `${this.#prefixed(path, either(names, 'and'))} cannot be given${names.length > 1 ? ' together' : ''}`,
        );
      else this.#add(path, 'has a form that is not allowed');
    }
    if (!isSchema(when)) return;
    const branch = this.#fits(when, value) ? then : otherwise;
    if (isSchema(branch)) this.value(branch, value, path, branch === then ? conditionOf(when) : '');
  }

  /** How many of the forms a value has. Where it has none, it says what keeps the value from the nearest. */
  #oneOrMore(branches: readonly Schema[], value: unknown, path: string): number {
    const fitting = branches.filter((branch) => this.#fits(branch, value)).length;
    if (fitting > 0) return fitting;
    const results = branches.map((branch) => this.#issuesOf(branch, value, path));
    const names = isMembers(value) && alternatives(branches);
    const types = branches.map((branch) => (isMembers(branch) ? TYPES[String(branch['type'])] : undefined));
    if (names) this.#tell(path, `${this.#prefixed(path, either(names))} is required`);
    else if (
      types.every((type) => type !== undefined) &&
      !branches.some((branch) => isMembers(branch) && isType(value, branch['type']))
    )
      this.#add(path, `must be ${either(types)}, not ${kindOf(value)}`);
    else this.issues.push(...(results.toSorted((a, b) => a.length - b.length)[0] ?? []));
    return 0;
  }

  #issuesOf(schema: Schema, value: unknown, path: string): readonly ValidationIssue[] {
    const check = new Check(this.#definitions, this.#depth);
    check.value(schema, value, path);
    return check.issues;
  }

  #fits(schema: Schema, value: unknown): boolean {
    // Most conditions ask for names and nothing else: no sentence is made for them.
    const names = isMembers(value) && demandedBy(schema);
    return names ? !names.some((name) => lacks(value, name)) : this.#issuesOf(schema, value, '').length === 0;
  }

  #bounds(count: number, least: unknown, most: unknown, path: string, what: string): void {
    const many = (number: number): string =>
      `${number} ${number === 1 ? what : `${what}s`.replace(/ys$/, 'ies')}`;
    if (typeof least === 'number' && count < least) this.#add(path, `must have at least ${many(least)}`);
    if (typeof most === 'number' && count > most) this.#add(path, `must have at most ${many(most)}`);
  }

  #missing(path: string, condition: string): void {
    this.#tell(path, `${nameOf(path)} is required${condition}`);
  }

  /** Names of fields, below the object that they belong to. */
  #prefixed(path: string, names: string): string {
    return path === '' ? names : `${nameOf(path)}: ${names}`;
  }

  #add(path: string, message: string): void {
    this.#tell(path, `${nameOf(path)} ${message}`);
  }

  #tell(path: string, message: string): void {
    if (!this.issues.some((issue) => issue.message === message)) this.issues.push({ path, message });
  }
}

function shown(choices: readonly unknown[]): readonly string[] {
  const all = choices.map((choice) => JSON.stringify(choice));
  return all.length > MOST_CHOICES
    ? [...all.slice(0, MOST_CHOICES), `one of ${all.length - MOST_CHOICES} more`]
    : all;
}

function same(expected: unknown, value: unknown): boolean {
  return expected === value || (typeof value === 'object' && canonical(expected) === canonical(value));
}

/** What is wrong with a value; `undefined` where nothing is. `definitions`: what references name. */
export function checkSchema(
  schema: Schema,
  value: unknown,
  definitions: Readonly<Record<string, Schema>> = {},
): readonly ValidationIssue[] | undefined {
  const check = new Check(definitions);
  check.value(schema, value, '');
  const { issues } = check;
  if (issues.length <= MOST_ISSUES) return issues.length === 0 ? undefined : issues;
  return [...issues.slice(0, MOST_ISSUES), { path: '', message: 'more is wrong, which is not listed' }];
}
