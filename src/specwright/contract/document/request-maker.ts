import {
  fromEntries,
  isObject,
  objectAt,
  own,
  ownList,
  ownString,
  type Json,
  type JsonObject,
  type JsonSchema,
} from '../../base/json.ts';
import { wordsOf } from '../../base/names.ts';
import { seededRandom, type Random } from '../../base/random.ts';
import type { ApiDocument } from '../../openapi/api-document.ts';
import { isJsonType } from '../../openapi/content.ts';
import type {
  MediaTypeDescriptor,
  OperationDescriptor,
  ParameterDescriptor,
} from '../../openapi/operation.ts';
import { refusalCodes } from '../../openapi/outcome.ts';
import { resolve } from '../../openapi/reference.ts';
import { stemOf } from '../../openapi/resources.ts';
import { sampleOf, typeName } from '../../openapi/sample.ts';
import { matchesPattern, textMatching } from '../../openapi/text-matching.ts';
import type { Api, SchemaError } from '../api/api.ts';
import { examplesOf } from '../api/examples.ts';
import { essence } from '../api/find.ts';
import type { ApiRequest, Query } from '../engine/request.ts';
import type { Answer } from '../exchange/exchange.ts';
import { factorsOf, samples, type Factor } from '../schema/factors.ts';
import { pairwise } from '../schema/pairwise.ts';
import { mutate, mutations, type Mutation, type MutationKind } from '../schema/mutations.ts';
import { withValue, valueAt, type Place } from '../schema/place.ts';
import type { Authenticator } from './authenticator.ts';
import { inSentences, mentions, parted, readable } from './sentences.ts';
import { fitting, follows, tied, tiesIn } from './ties.ts';

/** Most valid bodies that are tried for one operation. */
const MOST_BODIES = 20;
/** Schemas inside schemas beyond this depth are not looked at. */
const DEEPEST = 6;
/** Codes of what is refused for its form, whatever it says. */
const OF_FORM =
  /invalid|malformed|bad|json|argument|param|body|payload|content|media|type|large|size|method|auth|schema|valid/i;
const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';
const BOUNDARY = 'specwright-contract-boundary';
/** Bodies that a few letters are a valid example of. */
const ANY_FILE = /^(text\/plain|application\/octet-stream|\*\/\*)$/;
const FILE_NAME = 'contract-check.txt';
const FILE_TYPE = 'text/plain';

/** What a call takes away from another record. */
const TAKING =
  /\b(falls?|goes down|decreas\w+|reduc\w+|lower\w*|deduct\w*|debit\w*|withdraw\w*|subtract\w*)\b|\b(takes?|taken|taking)\b.*\b(off|from|out of)\b/i;
/** So many calls of one kind should find enough. */
const PARTS = 25;

/** A property that counts the changes of a record. */
export const REVISION = /^((lock|resource|row)_?)?(version|revision|rev)$/i;

/** Violations that many servers repair before they look at the value. */
export const REPAIRED: ReadonlySet<MutationKind> = new Set([
  'convertible-type',
  'numeric-text',
  'wrong-case',
  'null',
  'unknown-property',
]);

/** A valid body, and whether the document states it or it is made. */
export interface ValidBody {
  readonly source: 'examples' | 'positive';
  readonly body: Json | undefined;
}

/** A file in a body. */
export interface SentFile {
  /** Empty where the file is the whole body. */
  readonly place: Place;
  readonly mediaType: string;
  readonly name?: string;
}

/** A sentence on a refusal. */
export interface Refusal {
  readonly status: string;
  readonly text: string;
}

/** What fills an operation in; whatever is left out comes from examples and schemas. */
export interface Filling {
  readonly path?: ReadonlyMap<string, string>;
  readonly query?: Query;
  readonly body?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes valid requests from what a document offers. */
export class RequestMaker {
  readonly #api: Api;
  readonly #document: ApiDocument;
  readonly #auth: Authenticator;
  readonly #seed: number;
  readonly #random: Random;
  /** Values that exist at the target, by the name of a parameter or a property. */
  readonly known = new Map<string, Json>();
  /** Bodies that the target takes, by operation. */
  readonly #bodies: Readonly<Record<string, Json>>;
  #made = 0;
  readonly #valid = new Map<string, readonly ValidBody[]>();
  readonly #grounds = new Map<string, Json>();
  readonly #candidates = new Map<string, readonly (Json | undefined)[]>();
  readonly #used = new Set<string>();
  readonly #words = new WeakMap<OperationDescriptor, string>();
  /** The codes of the refusals of each operation. */
  #codes: readonly string[] | undefined;

  constructor(
    api: Api,
    document: ApiDocument,
    auth: Authenticator,
    seed: number,
    bodies: Readonly<Record<string, Json>> = {},
  ) {
    this.#bodies = bodies;
    this.#api = api;
    this.#document = document;
    this.#auth = auth;
    this.#seed = seed;
    this.#random = seededRandom(seed);
  }

  /** What the document says of an operation in words; each code of a refusal with the status that it amounts to. */
  wordsOf(operation: OperationDescriptor): string {
    const known = this.#words.get(operation) ?? this.#readWords(operation);
    this.#words.set(operation, known);
    return known;
  }

  #readWords(operation: OperationDescriptor): string {
    const { path, method, summary } = operation;
    const item = objectAt(objectAt(this.#document.root, 'paths'), path);
    const text = inSentences(readable(ownString(objectAt(item, method.toLowerCase()), 'description')));
    const statuses = new Map(this.#refusalCodes(operation));
    // "- `room_closed`: the room is closed."
    const lines = text.split('\n').map((line) => {
      const status = statuses.get(/^\s*[*+|-] *[`'"*]*([\w.-]+)/.exec(line)?.[1] ?? '');
      // It stays one sentence, which the code is in.
      const said = line
        .trimEnd()
        .replace(/\.$/, '')
        .replaceAll(/[.;](?= )/g, ',');
      return status === undefined ? line : `${said} (${status}).`;
    });
    return `${summary}.\n${lines.join('\n')}`;
  }

  #refusalCodes(operation: OperationDescriptor): readonly (readonly [code: string, status: number])[] {
    return this.successes(operation).flatMap((schema) => refusalCodes(schema));
  }

  /** What the document says of a parameter in words. */
  parameterWords({ path, method }: OperationDescriptor, wanted: string): string {
    const { root } = this.#document;
    const item = objectAt(objectAt(root, 'paths'), path);
    const stated = [
      ...ownList(objectAt(item, method.toLowerCase()), 'parameters'),
      ...ownList(item, 'parameters'),
    ];
    const found = stated
      .map((one) => resolve(root, one, '').value)
      .find((one) => own(one, 'name') === wanted);
    return readable(found && ownString(found, 'description'));
  }

  /** Schemas of what comes with a success: a refusal may be one of its forms. */
  successes({ responses }: OperationDescriptor): readonly JsonSchema[] {
    const content = responses.filter(({ status }) => status.startsWith('2')).flatMap((one) => one.content);
    return content.map((media) => this.#api.schemaOf(media)).filter((schema) => schema !== undefined);
  }

  /**
   * What the document says of these refusals: in the description of the status, and in sentences on the operation
   * that name the status, or the code of a refusal that comes with a success.
   */
  refusals(operation: OperationDescriptor, statuses: RegExp): readonly Refusal[] {
    const documented = operation.responses.filter(({ status }) => statuses.test(status));
    const sentences = this.wordsOf(operation)
      .split(/[.;\n]/)
      .flatMap(parted);
    const codes = this.#refusalCodes(operation);
    // Where its words name some of the codes, the operation has no others; a list that all operations share tells little.
    const isTold = codes.some(([code]) => sentences.some((text) => text.includes(code)));
    const isShared = this.#isShared(codes);
    const nouns = new Set(wordsOf(operation.path).map(stemOf));
    const isOwn = (code: string): boolean =>
      !isTold && (!isShared || wordsOf(code).some((word) => nouns.has(stemOf(word))));
    const coded = codes
      .filter(([, status]) => statuses.test(String(status)))
      .flatMap(([code, status]) => {
        const said = sentences.filter((text) => text.includes(code));
        const texts = said.length > 0 || !isOwn(code) ? said : [wordsOf(code).join(' ').toLowerCase()];
        return texts.map((text) => ({ status: String(status), text }));
      });
    return [
      ...documented.flatMap(({ status, description }) => [
        ...readable(description)
          .split(/[.;\n]/)
          .filter((text) => text.trim() !== '')
          .map((text) => ({ status, text })),
        ...sentences.filter((text) => text.includes(status)).map((text) => ({ status, text })),
        ...otherwise(sentences, status).map((text) => ({ status, text })),
      ]),
      ...coded,
    ];
  }

  /** Whether a refusal that came with a success amounts to the same as others that the operation has for rules of its own. */
  hasOtherRules(
    operation: OperationDescriptor,
    { refused, status }: Pick<Answer, 'refused' | 'status'>,
  ): boolean {
    if (refused === undefined || status >= 300) return false;
    return this.#refusalCodes(operation).some(([code, one]) => one === refused && !OF_FORM.test(code));
  }

  /** Whether most operations have the same codes. */
  #isShared(codes: readonly (readonly [code: string, status: number])[]): boolean {
    const nameOf = (list: typeof codes): string => list.map(([code]) => code).join();
    this.#codes ??= this.#api.operations.map((operation) => nameOf(this.#refusalCodes(operation)));
    return this.#codes.filter((name) => name === nameOf(codes)).length * 2 > this.#codes.length;
  }

  /** The media type in which bodies are sent: JSON where the document has it, else a form, else a text or any file. */
  media({ requestBody }: OperationDescriptor): MediaTypeDescriptor | undefined {
    const content = requestBody?.content ?? [];
    return (
      content.find(({ mediaType }) => isJsonType(mediaType)) ??
      content.find(({ mediaType }) => essence(mediaType) === FORM || essence(mediaType) === MULTIPART) ??
      content.find(({ mediaType }) => ANY_FILE.test(essence(mediaType)))
    );
  }

  /** Where the body of an operation holds a file that it may send, and as what; `undefined` where it holds none. */
  file(operation: OperationDescriptor): SentFile | undefined {
    const media = this.media(operation);
    if (media === undefined) return undefined;
    if (ANY_FILE.test(essence(media.mediaType))) return { place: [], mediaType: media.mediaType };
    if (essence(media.mediaType) !== MULTIPART) return undefined;
    const [name, ...others] = Object.entries(objectAt(this.schema(operation), 'properties')).flatMap(
      ([one, schema]) => (isBinary(schema) ? [one] : []),
    );
    const isSingle = own(own(this.properties(operation, undefined), name ?? ''), 'items') === undefined;
    return name === undefined || others.length > 0 || !isSingle
      ? undefined
      : { place: [name], mediaType: FILE_TYPE, name: FILE_NAME };
  }

  /** The schema of what callers send: properties that only the server sets are left out. */
  schema(operation: OperationDescriptor): JsonSchema | undefined {
    const media = this.media(operation);
    if (media !== undefined && media.schema === undefined && ANY_FILE.test(essence(media.mediaType)))
      return { type: 'string', minLength: 1 };
    const schema = media && this.#api.schemaOf(media);
    return schema && withoutReadOnly(schema);
  }

  /** What callers send of a record, by property. */
  properties(operation: OperationDescriptor, wrapper: string | undefined): JsonObject {
    const schema = this.schema(operation);
    return objectAt(
      wrapper === undefined ? schema : objectAt(objectAt(schema, 'properties'), wrapper),
      'properties',
    );
  }

  /** How a body violates the schema, apart from what only the server sets. */
  violations(operation: OperationDescriptor, body: Json): readonly SchemaError[] {
    const media = this.media(operation);
    const schema = media && this.#api.schemaOf(media);
    if (media === undefined || schema === undefined) return [];
    const names = readOnlyNames(schema);
    return this.#api
      .validate(media, body)
      .filter(({ keyword, property = '' }) => keyword !== 'required' || !names.has(property));
  }

  /** The body without what is at a place, or with `null` there; `undefined` where the schema allows neither. */
  without(operation: OperationDescriptor, body: Json, place: Place): Json | undefined {
    return [undefined, null]
      .map((value) => withValue(body, place, value))
      .find((less) => this.violations(operation, less).length === 0);
  }

  /** Single violations of a valid body, as far as the media type can carry them. */
  mutations(operation: OperationDescriptor, body: Json): readonly Mutation[] {
    const isForm = !isJsonType(this.media(operation)?.mediaType ?? '');
    return mutations(this.schema(operation) ?? {}, body).filter(
      (mutation) =>
        (!isForm || isTextual(mutation, body)) &&
        this.violations(operation, mutate(body, mutation)).length > 0,
    );
  }

  /** Documented examples, and bodies that cover each pair of what the schema allows. */
  bodies(operation: OperationDescriptor): readonly ValidBody[] {
    const made = this.#valid.get(operation.id) ?? this.#makeBodies(operation);
    this.#valid.set(operation.id, made);
    return made;
  }

  #makeBodies(operation: OperationDescriptor): readonly ValidBody[] {
    const media = this.media(operation);
    const schema = this.schema(operation);
    if (media === undefined || schema === undefined) return [{ source: 'positive', body: undefined }];
    const sample = sampleOf(this.#document.root, schema, { without: 'readOnly' });
    const factors = factorsOf(schema, () => undefined);
    const rows = pairwise(
      factors.map(({ levels }) => levels.length),
      seededRandom(this.#seed),
    ).slice(0, MOST_BODIES);
    // No level is left out where the rows are cut, or where there is one factor only.
    const single = factors.flatMap(({ levels }, at) =>
      levels.flatMap((_, level) =>
        rows.some((row) => row[at] === level)
          ? []
          : [factors.map((_other, index) => (index === at ? level : 0))],
      ),
    );
    const made =
      factors.length === 0
        ? samples(schema, [], () => undefined)
        : [...rows, ...single].map((row) => fill(factors, row));
    const isValid = (body: Json): boolean => this.violations(operation, body).length === 0;
    const stated = own(this.#bodies, operation.id);
    const client = Object.entries(this.#auth.clientFor(operation)).filter(
      ([name]) => own(own(schema, 'properties'), name) !== undefined,
    );
    const withClient = (body: Json): Json =>
      client.length > 0 && isObject(body) ? { ...body, ...Object.fromEntries(client) } : body;
    const bodies = [...(sample === undefined ? [] : [sample]), ...made]
      .map((body) => withClient(this.#withKnown(spaced(withinWords(schema, body)))))
      .filter(isValid);
    const ties = tiesIn(schema, this.wordsOf(operation));
    const following = bodies.filter((body) => follows(body, ties));
    return [
      ...(stated === undefined ? [] : [{ source: 'positive', body: stated } as const]),
      ...examplesOf(this.#api, media).map((body): ValidBody => ({ source: 'examples', body })),
      ...(following.length > 0 ? following : bodies).map((body): ValidBody => ({ source: 'positive', body })),
    ];
  }

  /**
   * The body that is known to be taken, or the fullest valid one: most to read back, and most places to break.
   * `undefined` where there is none.
   */
  ground(operation: OperationDescriptor): Json | undefined {
    const known = own(this.#bodies, operation.id) ?? this.#grounds.get(operation.id);
    if (known !== undefined) return known;
    const [fullest, ...others] = this.#byLength(operation);
    // What others take from must hold enough: its numbers are the largest.
    const full = fullest && this.#sized(operation, this.#completed(operation, fullest, others), Math.max);
    const ground = full && this.#sparing(operation, full);
    if (ground !== undefined) this.#grounds.set(operation.id, ground);
    return ground;
  }

  /** Valid bodies, the fullest first. */
  #byLength(operation: OperationDescriptor): Json[] {
    return this.bodies(operation)
      .map(({ body }) => body)
      .filter((body) => body !== undefined)
      .sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length);
  }

  /** The body with the properties that only others have, as far as it stays valid. */
  #completed(operation: OperationDescriptor, body: Json, others: readonly Json[]): Json {
    const ties = tiesIn(this.schema(operation), this.wordsOf(operation));
    let result = body;
    for (const [name, value] of others.flatMap((other) => Object.entries(isObject(other) ? other : {}))) {
      if (!isObject(result) || Object.hasOwn(result, name)) continue;
      const next = { ...result, [name]: value };
      if (this.violations(operation, next).length === 0 && follows(next, ties)) result = next;
    }
    return result;
  }

  /**
   * The body as the words of the document want it for what it chooses.
   * @param known the record that it is a change of, which keeps what the body does not name
   */
  tied(operation: OperationDescriptor, body: JsonObject, known?: JsonObject): JsonObject {
    const ties = tiesIn(this.schema(operation), this.wordsOf(operation));
    const others = ties.length === 0 ? [] : this.bodies(operation).map((one) => one.body);
    const whole = tied(body, ties, others);
    return known === undefined ? whole : fitting(whole, ties, known);
  }

  /** Whether a body has what the words of the document say goes with what it chooses, and nothing else. */
  follows(operation: OperationDescriptor, body: JsonObject): boolean {
    return follows(body, tiesIn(this.schema(operation), this.wordsOf(operation)));
  }

  /** A valid body with the same choice, where this one is not valid: each choice may have properties of its own. */
  choosing(operation: OperationDescriptor, body: JsonObject, name: string): JsonObject | undefined {
    if (this.violations(operation, body).length === 0) return undefined;
    const wanted = own(body, name);
    return this.#byLength(operation).find(
      (one): one is JsonObject => isObject(one) && own(one, name) === wanted,
    );
  }

  /** What a body must hold, and nothing else. */
  least(operation: OperationDescriptor): JsonObject {
    const ground = this.ground(operation);
    const required = new Set(ownList(this.schema(operation), 'required'));
    return isObject(ground)
      ? Object.fromEntries(Object.entries(ground).filter(([name]) => required.has(name)))
      : {};
  }

  /** The same body with all numbers, the largest or the smallest ones; choices are the usual ones. */
  #sized(operation: OperationDescriptor, body: Json, pick: (...values: number[]) => number): Json {
    const media = this.media(operation);
    if (media === undefined || !isObject(body)) return body;
    let result: JsonObject = body;
    for (const [name, property] of Object.entries(objectAt(this.schema(operation), 'properties'))) {
      const isNumber = /^(number|integer)$/.test(isObject(property) ? (typeName(property) ?? '') : '');
      if (!isObject(property) || (own(body, name) === undefined && !isNumber)) continue;
      const numbers = samples(property, [], () => undefined).filter((value) => typeof value === 'number');
      const isChoice = typeName(property) === 'boolean' || ownList(property, 'enum').length > 0;
      const usual = isChoice ? own(property, 'default') : numbers.length > 0 ? pick(...numbers) : undefined;
      const next = { ...result, [name]: usual ?? null };
      if (usual !== undefined && this.violations(operation, next).length === 0) result = next;
    }
    return result;
  }

  /** Puts values that exist at the target where a body has properties of their names. */
  #withKnown(body: Json): Json {
    if (this.known.size === 0) return body;
    if (Array.isArray(body)) return body.map((entry) => this.#withKnown(entry));
    if (!isObject(body)) return body;
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [name, this.known.get(name) ?? this.#withKnown(value)]),
    );
  }

  /** The body with little of what it takes from another record: "The `balance` falls by the amount". */
  #sparing(operation: OperationDescriptor, body: Json): Json {
    const taking = this.wordsOf(operation)
      .split(/[.;\n]/)
      .filter((text) => TAKING.test(text));
    let result = body;
    const spare = (schema: Json | undefined, place: Place): void => {
      for (const [name, property] of Object.entries(objectAt(schema, 'properties'))) {
        const value = valueAt(result, [...place, name]);
        if (Array.isArray(value)) spare(own(property, 'items'), [...place, name, 0]);
        const words = ownString(property, 'description') ?? '';
        const isTaken = TAKING.test(words) || taking.some((text) => mentions(text, name));
        if (typeof value !== 'number' || !Number.isInteger(value) || value < 2 || !isTaken) continue;
        const next = withValue(result, [...place, name], Math.ceil(value / PARTS));
        if (this.violations(operation, next).length === 0) result = next;
      }
    };
    spare(this.schema(operation), []);
    return result;
  }

  /** Bodies that are to make a record, the most telling first; rules outside the schema may refuse some of them. */
  candidates(operation: OperationDescriptor): readonly (Json | undefined)[] {
    const known = this.#candidates.get(operation.id) ?? this.#makeCandidates(operation);
    this.#candidates.set(operation.id, known);
    return known;
  }

  /** The body that the documented examples, or the plainest values, make; `undefined` where it is not valid. */
  plain(operation: OperationDescriptor): Json | undefined {
    const schema = this.schema(operation);
    const body = schema && sampleOf(this.#document.root, schema, { without: 'readOnly' });
    return body === undefined || this.violations(operation, body).length > 0 ? undefined : body;
  }

  #makeCandidates(operation: OperationDescriptor): readonly (Json | undefined)[] {
    const schema = this.schema(operation);
    const media = this.media(operation);
    if (schema === undefined || media === undefined) return [undefined];
    const ground = this.ground(operation);
    const all = [
      ...[ground, ...this.#byLength(operation).slice(0, 1)].flatMap((body) =>
        body === undefined ? [] : [body, inYear(body, 1)],
      ),
      ...(ground === undefined ? [] : [inYear(this.#sized(operation, ground, Math.min), 1)]),
      sampleOf(this.#document.root, schema, { without: 'readOnly' }),
      ...this.bodies(operation)
        .map(({ body }) => body)
        .slice(0, 1),
    ].filter((body) => body !== undefined && this.violations(operation, body).length === 0);
    const distinct = new Map(all.map((body) => [JSON.stringify(body), body]));
    return distinct.size === 0 ? [undefined] : [...distinct.values()];
  }

  /** Why no valid request can be made; `undefined` where one can. */
  lack(operation: OperationDescriptor): string | undefined {
    if (operation.requestBody?.required !== true) return undefined;
    if (this.media(operation) === undefined)
      return `bodies of ${operation.requestBody.content.map(({ mediaType }) => mediaType).join(', ') || 'no media type'} are not made`;
    return this.ground(operation) === undefined ? 'no valid body can be made of its schema' : undefined;
  }

  /**
   * The body with texts that no other record of the run has, as far as the schema lets them differ.
   *
   * @param wrapper the property that holds the record
   * @param kept names of properties that stay
   */
  fresh(
    operation: OperationDescriptor,
    body: Json | undefined,
    wrapper: string | undefined,
    mark: string,
    ...kept: readonly string[]
  ): Json | undefined {
    if (this.media(operation) === undefined || !isObject(body)) return body;
    this.#made += 1;
    const outer = wrapper === undefined ? [] : [wrapper];
    let result: Json = body;
    for (const [name, property] of Object.entries(this.properties(operation, wrapper))) {
      const place = [...outer, name];
      const changed = this.#freshText(property, valueAt(result, place), `${mark}${this.#made}`);
      if (changed === undefined || kept.includes(name) || this.known.has(name)) continue;
      const next = withValue(result, place, changed);
      if (this.violations(operation, next).length === 0) result = next;
    }
    return result;
  }

  /** A text that matches and was not made before, the longest of a few: short ones repeat. */
  #unused(pattern: string, least: Json = 0): string | undefined {
    const made = Array.from({ length: 12 }, () => textMatching(pattern, this.#random)).filter(
      (text): text is string => text !== undefined && (typeof least !== 'number' || text.length >= least),
    );
    const [text] = made.filter((one) => !this.#used.has(one)).sort((a, b) => b.length - a.length);
    if (text !== undefined) this.#used.add(text);
    return text ?? made[0];
  }

  /** A value for a part of a path that names what is to be created. */
  newName(operation: OperationDescriptor, name: string): string {
    const { schema = {} } = operation.parameters.find((one) => one.in === 'path' && one.name === name) ?? {};
    if (ownString(schema, 'format') === 'uuid') return crypto.randomUUID();
    const pattern = ownString(schema, 'pattern');
    this.#made += 1;
    if (/^(integer|number)$/.test(typeName(schema) ?? '')) return String(900_000_000 + this.#made);
    return (
      (pattern && this.#unused(pattern)) ??
      `new-${Math.floor(this.#random.integer(36 ** 6)).toString(36)}${this.#made}`
    );
  }

  #freshText(schema: Json, old: Json | undefined, mark: string): string | undefined {
    if (typeof old !== 'string' || ownList(schema, 'enum').length > 0 || own(schema, 'const') !== undefined)
      return undefined;
    const pattern = ownString(schema, 'pattern');
    const most = own(schema, 'maxLength');
    const room = typeof most === 'number' ? Math.max(0, most - mark.length - 1) : 40;
    const marked = room === 0 ? undefined : `${old.slice(0, room)} ${mark}`;
    if (pattern !== undefined) {
      const starts = room === 0 ? [] : [old.slice(0, room), old.slice(0, 3)];
      const ends = [`-${mark}`, mark].flatMap((end) => [end, end.toUpperCase()]);
      // What a list is searched for by is to be found in the text, where the pattern leaves room for it.
      const written = [marked, ...starts.flatMap((start) => ends.map((end) => `${start}${end}`))];
      return (
        written.find((text) => text !== undefined && matchesPattern(text, pattern)) ??
        this.#unused(pattern, own(schema, 'minLength'))
      );
    }
    const format = ownString(schema, 'format');
    if (format === 'email') return `${mark}@example.com`;
    return format === undefined ? marked : undefined;
  }

  request(operation: OperationDescriptor, { path, query, body, headers: given }: Filling = {}): ApiRequest {
    const stated = operation.parameters.filter(
      ({ required, name }) => required && !/^if-(none-)?match$/i.test(name),
    );
    const values = (place: ParameterDescriptor['in']): Record<string, string> =>
      Object.fromEntries(
        stated.filter((one) => one.in === place).map((one) => [one.name, this.example(operation, one)]),
      );
    const { headers, query: secret } = this.#auth.valid(operation);
    const filled = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
      const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
      const guess = parameter === undefined ? '1' : this.example(operation, parameter);
      return encodeURIComponent(path?.get(name) ?? guess);
    });
    return {
      operation: operation.id,
      method: operation.method,
      path: this.#api.basePath(operation) + filled,
      query: { ...values('query'), ...query, ...secret },
      headers: { ...values('header'), ...headers, ...given },
      credentials: { kind: 'none' },
      ...this.#written(operation, body),
    };
  }

  /** The same request with other credentials. */
  withCredentials(
    operation: OperationDescriptor,
    request: ApiRequest,
    other: Pick<ApiRequest, 'headers' | 'query'>,
  ): ApiRequest {
    const { headers: ownHeaders = {}, query: ownQuery = {} } = this.#auth.valid(operation);
    const without = <Value>(all: Readonly<Record<string, Value>> = {}, taken: Query) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => !(name in taken)));
    return {
      ...request,
      headers: { ...without(request.headers, ownHeaders), ...other.headers },
      query: { ...without(request.query, ownQuery), ...other.query },
    };
  }

  #written(operation: OperationDescriptor, body: Json | undefined): Partial<ApiRequest> {
    const media = this.media(operation);
    if (body === undefined || media === undefined) return { contentType: null };
    const type = essence(media.mediaType);
    const fields = isObject(body) ? Object.entries(body) : [];
    if (type === FORM)
      return {
        text: new URLSearchParams(
          fields.flatMap(([name, value]) =>
            (Array.isArray(value) ? value : [value]).map((one) => [name, asText(one)]),
          ),
        ).toString(),
        contentType: FORM,
      };
    if (ANY_FILE.test(type)) return { text: asText(body), contentType: media.mediaType };
    if (type !== MULTIPART) return { body, contentType: media.mediaType };
    const properties = objectAt(this.schema(operation), 'properties');
    const parts = fields.flatMap(([name, value]) => {
      const isFile = isBinary(properties[name]);
      const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name.replaceAll(/["\r\n]/g, '_')}"`;
      const file = `; filename="${FILE_NAME}"\r\nContent-Type: ${FILE_TYPE}`;
      return (Array.isArray(value) ? value : [value]).map(
        (one) => `${head}${isFile ? file : ''}\r\n\r\n${asText(one)}\r\n`,
      );
    });
    return {
      text: `${parts.join('')}--${BOUNDARY}--\r\n`,
      contentType: `${MULTIPART}; boundary=${BOUNDARY}`,
    };
  }

  /** Whether the document states an example for each part of a path that varies. */
  hasStatedPath({ id, parameters }: OperationDescriptor): boolean {
    const stated = this.#document.operations.find((operation) => operation.id === id)?.parameterExamples;
    const varying = parameters.filter(({ in: place }) => place === 'path');
    return varying.length > 0 && varying.every(({ name }) => stated?.has(name) === true);
  }

  /** A valid value of a parameter: an example wherever it is stated, else one made from the schema. */
  example({ id }: OperationDescriptor, { name, schema }: ParameterDescriptor): string {
    // The same key would give the first answer again.
    if (/idempotency/i.test(name)) return crypto.randomUUID();
    const stated =
      this.known.get(name) ??
      this.#document.operations.find((operation) => operation.id === id)?.parameterExamples.get(name);
    return asText(stated ?? own(schema, 'default') ?? sampleOf(this.#document.root, schema) ?? '1');
  }
}

/** "The voucher must be active; the merchant must be trading. Otherwise 409": each with its status. */
function otherwise(sentences: readonly string[], status: string): readonly string[] {
  return sentences.flatMap((text, index) => {
    if (!text.includes(status) || !/^\s*(otherwise|else|if not)\b/i.test(text)) return [];
    const before = sentences.slice(0, index).reverse();
    const end = before.findIndex((one) => !/\b(must|needs?|has to|have to|only)\b/i.test(one));
    return before.slice(0, end < 0 ? undefined : end).map((one) => `${one.trim()}, otherwise ${status}`);
  });
}

/** Whether a form can carry a violation: all that it carries is text. */
function isTextual({ kind, replacement, place }: Mutation, body: Json): boolean {
  // One text where a list is expected is a list of one.
  if (place.length > 1 || Array.isArray(valueAt(body, place))) return false;
  if (place.length === 0 && !isObject(replacement)) return false;
  if (kind === 'wrong-type') return typeof replacement === 'string' || typeof replacement === 'number';
  return !REPAIRED.has(kind) && kind !== 'repeated-items';
}

/** Whether a property of a form holds a file, or several. */
function isBinary(schema: Json | undefined): boolean {
  const one = own(schema, 'items') ?? schema;
  return ownString(one, 'format') === 'binary' || own(one, 'contentMediaType') !== undefined;
}

/** The same body with each day so many years from now. */
function inYear(body: Json, years: number): Json {
  if (!isObject(body)) return body;
  const year = new Date().getUTCFullYear() + years;
  const moved = Object.entries(body).map(([name, value]): [string, Json] => [
    name,
    typeof value === 'string' && DAY.test(value) ? `${year}${value.slice(4)}` : value,
  ]);
  return Object.fromEntries(moved);
}

const DAY = /^\d{4}-\d\d-\d\d/;
const DAY_LENGTH = 86_400_000;
const ENDING = /end|until|to$|due|close|expir|check_?-?out|return/i;

/** "Between 2000-01-01 and today", "at most 90 days ahead": the same body with each day where its words want it. */
function withinWords(schema: JsonSchema, body: Json): Json {
  if (!isObject(body)) return body;
  const moved = Object.entries(body).map(([name, value]): [string, Json] => {
    if (typeof value !== 'string' || !DAY.test(value)) return [name, value];
    const words = readable(ownString(own(objectAt(schema, 'properties'), name), 'description'));
    const [first, last] = daysIn(words);
    const day = value.slice(0, 10);
    const isThere = (first === undefined || day >= first) && (last === undefined || day <= last);
    return [name, isThere ? value : dayAfter(first ?? last ?? day) + value.slice(10)];
  });
  return Object.fromEntries(moved);
}

/** The first and the last day that the words of a property allow. */
function daysIn(words: string): readonly [first: string | undefined, last: string | undefined] {
  const today = new Date().toISOString().slice(0, 10);
  const [, from, to] =
    /\b(?:between|from)\b[^.;]{0,60}?(\d{4}-\d\d-\d\d)[^.;]{0,60}?\b(?:and|to)\b[^.;]{0,60}?(\d{4}-\d\d-\d\d|today)/i.exec(
      words,
    ) ?? [];
  if (from !== undefined && to !== undefined) return [from, /today/i.test(to) ? today : to];
  const [, most] =
    /\b(?:at most|no more than|not more than|within|up to) (?:the next )?(\d{1,4}) days? (?:ahead|in the future|from now|away|in advance)/i.exec(
      words,
    ) ?? [];
  const isAhead =
    /\bin the future\b/i.test(words) && !/\b(not|never|cannot) (lie |be |fall )?in the future/i.test(words);
  const [, year] = /\bbefore (?:the year )?(\d{4})\b(?!-)/i.exec(words) ?? [];
  if (most !== undefined)
    return [today, new Date(Date.parse(today) + Number(most) * DAY_LENGTH).toISOString().slice(0, 10)];
  return isAhead ? [today, `${Number(year ?? 10_000) - 1}-12-31`] : [undefined, undefined];
}

/** The same body with each end later than what begins with it. */
function spaced(body: Json): Json {
  if (!isObject(body)) return body;
  const days = Object.entries(body).filter(([, value]) => typeof value === 'string' && DAY.test(value));
  const starts = new Set(
    days.filter(([name]) => !ENDING.test(name)).map(([, value]) => String(value).slice(0, 10)),
  );
  const moved = Object.entries(body).map(([name, value]): [string, Json] => {
    const day = String(value).slice(0, 10);
    return starts.has(day) && ENDING.test(name)
      ? [name, dayAfter(day) + String(value).slice(10)]
      : [name, value];
  });
  return Object.fromEntries(moved);
}

function dayAfter(day: string): string {
  const next = Date.parse(day) + DAY_LENGTH;
  return Number.isNaN(next) ? day : new Date(next).toISOString().slice(0, 10);
}

/** The same body with all days so many years later. */
export function later(body: Json, years: number): Json {
  if (typeof body === 'string')
    return body.replace(/^\d{4}(?=-\d\d-\d\d)/, (year) => String(Number(year) + years));
  if (Array.isArray(body)) return body.map((entry) => later(entry, years));
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, later(value, years)]));
}

export function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is known of each schema: every request asks again. */
const readOnly = new WeakMap<JsonSchema, ReadonlySet<string>>();

function readOnlyNames(schema: JsonSchema): ReadonlySet<string> {
  const found = readOnly.get(schema) ?? readOnlyWithin(schema);
  readOnly.set(schema, found);
  return found;
}

function readOnlyWithin(schema: Json | undefined, depth = 0): ReadonlySet<string> {
  if (!isObject(schema) || depth > DEEPEST) return new Set();
  const properties = Object.entries(objectAt(schema, 'properties'));
  const inner = [
    ...properties.map(([, property]) => property),
    own(schema, 'items'),
    ...ownList(schema, 'allOf'),
  ];
  return new Set([
    ...properties.filter(([, property]) => own(property, 'readOnly') === true).map(([name]) => name),
    ...inner.flatMap((part) => [...readOnlyWithin(part, depth + 1)]),
  ]);
}

const sent = new WeakMap<JsonSchema, JsonSchema>();

/** A schema without the properties that only the server sets, at any depth; the schema itself where there are none. */
function withoutReadOnly(schema: JsonSchema, depth = 0): JsonSchema {
  const known = sent.get(schema);
  if (known !== undefined || depth > DEEPEST) return known ?? schema;
  // A schema that is part of itself stays as it is there.
  sent.set(schema, schema);
  const properties = Object.entries(objectAt(schema, 'properties'));
  const isSent = ([, property]: [string, Json]): boolean => own(property, 'readOnly') !== true;
  const inner = (property: Json): Json =>
    isObject(property) ? withoutReadOnly(property, depth + 1) : property;
  const kept = properties.filter(isSent).map(([name, property]): [string, Json] => [name, inner(property)]);
  const { items } = schema;
  const entries = isObject(items) ? withoutReadOnly(items, depth + 1) : items;
  const isSame =
    kept.length === properties.length &&
    kept.every(([, property], index) => property === properties[index]?.[1]) &&
    entries === items;
  const names = new Set<Json>(kept.map(([name]) => name));
  const made: JsonSchema = isSame
    ? schema
    : {
        ...schema,
        ...(properties.length > 0 && { properties: fromEntries(kept) }),
        ...(kept.length < properties.length && {
          required: ownList(schema, 'required').filter((name) => names.has(name)),
        }),
        ...(entries !== undefined && { items: entries }),
      };
  sent.set(schema, made);
  return made;
}

function fill(factors: readonly Factor[], row: readonly number[]): Json {
  return factors.reduce<Json>((body, { place, levels }, index) => {
    const level = levels[row[index] ?? 0];
    const absentParent = place.length > 1 && valueAt(body, place.slice(0, -1)) === undefined;
    return level === undefined || absentParent ? body : withValue(body, place, level);
  }, {});
}
