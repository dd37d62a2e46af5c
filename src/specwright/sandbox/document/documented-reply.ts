import {
  canonicalText,
  isObject,
  own,
  ownString,
  setKey,
  typeOf,
  type Json,
  type JsonObject,
  type JsonSchema,
} from '../../base/json.ts';
import { seededRandom, type Random } from '../../base/random.ts';
import { reasonPhrase } from '../../base/http.ts';
import { sampleOf } from '../../openapi/sample.ts';
import type { ApiRequest, Reply } from '../exchange.ts';
import type { ApiDocument, ApiOperation, ApiResponse, Media } from '../../openapi/api-document.ts';
import { covers, isJsonType } from './read-request.ts';
import type { SchemaChecker } from './schema-checker.ts';

/** Names under which error bodies put their words, the most telling first. */
const WORDS = [
  'detail',
  'message',
  'error_description',
  'errorMessage',
  'description',
  'reason',
  'title',
  'error',
];
const STATUS_FIELDS = ['status', 'statusCode', 'status_code', 'code'];

/** Makes answers as a document describes them. */
export class DocumentedReplies {
  readonly #checker: SchemaChecker;
  readonly #root: JsonObject;
  readonly #schemes: ApiDocument['schemes'];
  readonly #seed: number;
  /** Whether the document describes bodies of answers: one that describes none leaves them open. */
  readonly #describesBodies: boolean;
  /** The successes of each operation, the lowest first: every request asks for them. */
  readonly #successes = new WeakMap<ApiOperation['responses'], readonly ApiResponse[]>();
  /** The samples of the documented headers of each response. */
  readonly #samples = new WeakMap<ApiResponse, Readonly<Record<string, string>>>();

  constructor({ root, schemes, operations }: ApiDocument, checker: SchemaChecker, seed: number) {
    this.#describesBodies = operations.some(({ responses }) =>
      responses.some(({ media }) => media.length > 0),
    );
    this.#root = root;
    this.#schemes = schemes;
    this.#checker = checker;
    this.#seed = seed;
  }

  /** The documented success: of these statuses where one is documented, else the lowest. */
  successOf({ responses }: ApiOperation, ...wanted: readonly string[]): ApiResponse | undefined {
    const successes =
      this.#successes.get(responses) ?? responses.filter(({ status }) => /^[23]/.test(status)).sort(byStatus);
    this.#successes.set(responses, successes);
    return (
      wanted.map((status) => successes.find((response) => response.status === status)).find(Boolean) ??
      successes[0] ??
      responses.find(({ status }) => status === 'default')
    );
  }

  /** An answer with this value, or what the document shows where none is given. */
  reply(request: ApiRequest, response: ApiResponse | undefined, value?: Json, status?: number): Reply {
    const code = status ?? statusOf(response, 200);
    const headers = this.#headers(response);
    if (response === undefined || response.media.length === 0) {
      const isLeftOut = request.method === 'GET' || response === undefined || !this.#describesBodies;
      if (value === undefined || NO_CONTENT.has(code) || !isLeftOut) return { status: code, headers };
      return {
        status: code,
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(value),
      };
    }
    // Who accepts none of them was refused before: what comes here unasked is the first.
    const media = accepted(response.media, request.header('accept')) ?? response.media[0];
    if (media === undefined) return { status: code, headers };
    const body = value ?? this.#shown(media);
    if (body === undefined) return { status: code, headers };
    const type = media.mediaType.includes('*') ? 'application/json' : media.mediaType;
    const text = typeof body === 'string' && !isJsonType(type) ? body : JSON.stringify(body);
    return { status: code, headers: { 'Content-Type': type, ...headers }, body: text };
  }

  /** Whether `Accept` allows a documented success; one without a body suits everyone. */
  isAcceptable({ responses }: ApiOperation, request: ApiRequest): boolean {
    const accept = request.header('accept');
    if (accept === undefined || accept === '*/*') return true;
    const successes = responses.filter(({ status }) => status.startsWith('2'));
    return (
      successes.length === 0 ||
      successes.some(({ media }) => media.length === 0 || accepted(media, accept) !== undefined)
    );
  }

  /** Whether a refusal with one of these statuses is documented. */
  documents(operation: ApiOperation, statuses: readonly number[]): boolean {
    return documentedFor(operation, statuses) !== undefined;
  }

  /** The documented refusal with one of these statuses, the first that is documented; else the first, in plain words. */
  refuse(operation: ApiOperation, statuses: readonly number[], reason: string): Reply {
    const response = documentedFor(operation, statuses);
    const status = documentedStatus(response, statuses);
    const media = response?.media.find(({ mediaType }) => isJsonType(mediaType)) ?? response?.media[0];
    const headers = status === 401 ? { 'WWW-Authenticate': this.#challenge(operation) } : {};
    if (media === undefined) {
      if (response !== undefined && this.#describesBodies) return { status, headers, reason };
      const plain = { ...headers, 'Content-Type': 'text/plain; charset=utf-8' };
      return { status, headers: plain, body: `${reasonPhrase(status) ?? 'Refused'}: ${reason}.\n`, reason };
    }
    const shown = this.#shown(media) ?? {};
    const body = isObject(shown) ? this.#explain(shown, media.schema, status, reason) : shown;
    return {
      status,
      headers: { ...headers, 'Content-Type': media.mediaType },
      body: JSON.stringify(body),
      reason,
    };
  }

  /** What a client has to send, by RFC 9110, section 11.6.1; an API key has no registered scheme. */
  #challenge({ security }: ApiOperation): string {
    const kinds = security.flat().map((name) => {
      const { type, scheme } = this.#schemes.get(name) ?? { type: 'oauth2', scheme: '' };
      if (type === 'apiKey') return 'ApiKey';
      return type === 'http' && scheme !== 'bearer'
        ? `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)}`
        : 'Bearer';
    });
    const known = [...new Set(kinds)].filter((kind) => /^[\w-]+$/.test(kind));
    return known.map((kind) => `${kind} realm="sandbox"`).join(', ') || 'Bearer';
  }

  /** An error body with the reason and the status in it, where its schema has room for them. */
  #explain(shown: JsonObject, schema: JsonSchema | undefined, status: number, reason: string): JsonObject {
    const body = structuredClone(shown);
    const owner = isObject(own(body, 'error')) ? own(body, 'error') : body;
    const place = WORDS.find((name) => ownString(owner, name) !== undefined);
    if (!isObject(owner)) return body;
    const phrase = reasonPhrase(status) ?? 'Refused';
    if (place !== undefined) setKey(owner, place, `${phrase}: ${reason}`);
    if (place !== 'title' && ownString(owner, 'title') !== undefined) setKey(owner, 'title', phrase);
    for (const name of STATUS_FIELDS) {
      const old = own(owner, name);
      if (typeof old === 'number' && (name !== 'code' || reasonPhrase(old) !== undefined))
        setKey(owner, name, status);
    }
    const isValid = schema === undefined || this.#checker.complaint(schema, body, 'body') === undefined;
    return isValid ? body : shown;
  }

  /** Whether a value is what the document describes as the body of an answer. */
  fits(response: ApiResponse | undefined, value: Json): boolean {
    const schema = response?.media.find(({ mediaType }) => isJsonType(mediaType))?.schema;
    return schema === undefined || this.#checker.complaint(schema, value, 'body') === undefined;
  }

  /** The value with what a schema does not allow replaced by samples. @param left properties that are not made */
  fitted(schema: JsonSchema, value: Json, left?: ReadonlySet<string>): Json {
    let random: Random | undefined;
    const sample = (part: JsonSchema): Json | undefined => {
      random ??= this.random();
      return sampleOf(this.#root, part, { without: 'writeOnly', random });
    };
    return this.#checker.fitted(schema, value, sample, left);
  }

  /** An example where there is one, else a sample of the schema. */
  #shown({ examples, schema }: Media): Json | undefined {
    const [example] = examples.values();
    if (example !== undefined) return example;
    return schema === undefined
      ? undefined
      : sampleOf(this.#root, schema, { without: 'writeOnly', random: this.random() });
  }

  /** The same chance for each answer: an operation answers alike whatever was asked before. */
  random(): Random {
    return seededRandom(this.#seed);
  }

  #headers(response: ApiResponse | undefined): Readonly<Record<string, string>> {
    if (response === undefined) return {};
    const known = this.#samples.get(response) ?? this.#sampleHeaders(response);
    this.#samples.set(response, known);
    return known;
  }

  #sampleHeaders({ headers }: ApiResponse): Readonly<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const [name, schema] of headers) {
      const value = sampleOf(this.#root, schema, { random: this.random() });
      // A name or value that HTTP does not allow would break the answer.
      if (value === undefined || isObject(value) || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) continue;
      const text = typeOf(value) === 'string' ? String(value) : JSON.stringify(value);
      if (/^[\x20-\x7e]*$/.test(text) && !OTHERS.has(name.toLowerCase())) found[name] = text;
    }
    return found;
  }
}

/** Statuses that never have a body. */
const NO_CONTENT = new Set([204, 205, 304]);

/** Headers that are written elsewhere. */
const OTHERS = new Set([
  'content-length',
  'content-type',
  'transfer-encoding',
  'connection',
  'content-encoding',
  // The tag of a made-up text would name no state.
  'etag',
]);

function byStatus(a: ApiResponse, b: ApiResponse): number {
  return statusOf(a, 0) - statusOf(b, 0);
}

/** `201`, `2XX` and `default` as a status that can be sent. */
function statusOf(response: ApiResponse | undefined, otherwise: number): number {
  const [, class_, rest] = /^([1-5])(\d\d|XX)$/i.exec(response?.status ?? '') ?? [];
  if (class_ === undefined || rest === undefined) return otherwise;
  return Number(class_ + (/^\d/.test(rest) ? rest : '00'));
}

/** What an operation documents for one of these statuses: the first that it has, a range, or the default. */
export function documentedFor(
  { responses }: ApiOperation,
  statuses: readonly number[],
): ApiResponse | undefined {
  const byName = (name: string): ApiResponse | undefined =>
    responses.find(({ status }) => status.toUpperCase() === name);
  const exact = statuses.map((status) => byName(`${status}`)).find((response) => response !== undefined);
  return exact ?? byName(`${String(statuses[0]).charAt(0)}XX`) ?? byName('DEFAULT');
}

/** The status that is sent: the documented one, or the first of these. */
export function documentedStatus(response: ApiResponse | undefined, statuses: readonly number[]): number {
  return /^[1-5]\d\d$/.test(response?.status ?? '') ? Number(response?.status) : (statuses[0] ?? 400);
}

/** The media type that `Accept` wants most, JSON before others: RFC 9110, section 12.5.1. */
function accepted(media: readonly Media[], accept = '*/*'): Media | undefined {
  if (accept === '*/*') return media.find(({ mediaType }) => isJsonType(mediaType)) ?? media[0];
  const ranges = accept.split(',').map((text) => {
    const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { range, weight: weight === undefined ? 1 : Number(weight) };
  });
  const weightOf = ({ mediaType }: Media): number => {
    const found = ranges.filter(
      ({ range }) => range === '' || covers(range, mediaType) || covers(mediaType, range),
    );
    // The most precise range decides.
    const precise = found.filter(({ range }) => !range.includes('*'));
    return Math.max(0, ...(precise.length > 0 ? precise : found).map(({ weight }) => weight));
  };
  const rank = (one: Media): number => weightOf(one) * 2 + (isJsonType(one.mediaType) ? 0.001 : 0);
  const allowed = media.filter((one) => weightOf(one) > 0).sort((one, other) => rank(other) - rank(one));
  return allowed[0];
}

/** The answer that a document pairs with a request: an example of the same name, where the bodies are equal. */
export function pairedExample(
  { body }: ApiOperation,
  response: ApiResponse | undefined,
  sent: Json | undefined,
): Json | undefined {
  if (sent === undefined) return undefined;
  const shown = body?.media.flatMap(({ examples }) => [...examples]) ?? [];
  if (shown.length === 0) return undefined;
  const text = canonicalText(sent);
  for (const [name, example] of shown) {
    if (canonicalText(example) !== text) continue;
    const paired = response?.media
      .map(({ examples }) => examples.get(name))
      .find((value) => value !== undefined);
    if (paired !== undefined) return paired;
  }
  return undefined;
}
