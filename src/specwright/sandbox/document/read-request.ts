import {
  fromEntries,
  isObject,
  own,
  ownList,
  ownObject,
  type Json,
  type JsonObject,
  type JsonSchema,
} from '../../base/json.ts';
import { typeName } from '../../openapi/sample.ts';
import type { ApiRequest } from '../exchange.ts';
import { decodeParameter } from '../path-router.ts';
import type { ApiOperation, Media, SecurityScheme } from '../../openapi/api-document.ts';
import { forCallers, type SchemaChecker } from './schema-checker.ts';

/** What a request says, as values. */
export interface ReadRequest {
  readonly path: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, Json>;
  /** Absent where none is sent. */
  readonly body?: Json;
}

/** Why a request is not granted. */
export interface Objection {
  readonly kind: 'unauthorized' | 'unsupported-media' | 'invalid';
  readonly reason: string;
}

/** The credentials that a request lacks, by the names of their schemes; `undefined` where it has enough. */
export function lackingCredentials(
  { security }: ApiOperation,
  schemes: ReadonlyMap<string, SecurityScheme>,
  request: ApiRequest,
): string | undefined {
  if (security.length === 0) return undefined;
  const lacking = security.map((names) =>
    names.filter((name) => {
      const scheme = schemes.get(name);
      return scheme !== undefined && credentialFor(scheme, request) === undefined;
    }),
  );
  return lacking.some((names) => names.length === 0)
    ? undefined
    : lacking.map((names) => names.join(' and ')).join(', or ');
}

/** The credential that a request carries for a scheme. */
export function credentialFor(scheme: SecurityScheme, request: ApiRequest): string | undefined {
  if (scheme.type === 'mutualTLS') return 'the connection';
  if (scheme.type !== 'apiKey') {
    const kind = scheme.type === 'http' ? scheme.scheme : 'bearer';
    const [sent = '', value = ''] = (request.header('authorization') ?? '').trim().split(/ +/);
    return sent.toLowerCase() === kind && value !== '' ? value : undefined;
  }
  if (scheme.in === 'header') return request.header(scheme.name.toLowerCase()) || undefined;
  if (scheme.in === 'query') return new URLSearchParams(request.query).get(scheme.name) || undefined;
  return cookiesOf(request).get(scheme.name) || undefined;
}

function cookiesOf(request: ApiRequest): ReadonlyMap<string, string> {
  const pairs = (request.header('cookie') ?? '').split(';').map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name.trim(), decodeParameter(value.join('=').trim())];
  });
  return new Map(pairs);
}

/** What HTTP allows as the name of a header: no client can send another. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/** Reads a request and holds it against its operation. */
export class RequestReader {
  readonly #checker: SchemaChecker;
  readonly #bodySchemas = new WeakMap<Media, JsonSchema>();

  constructor(checker: SchemaChecker) {
    this.#checker = checker;
  }

  read(operation: ApiOperation, request: ApiRequest, params: readonly string[]): ReadRequest | Objection {
    const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
    const path = new Map(names.map((name, index) => [name, decodeParameter(params[index] ?? '')]));
    const search = new URLSearchParams(request.query);
    const query = new Map<string, Json>();
    const cookies = cookiesOf(request);
    for (const { name, in: place, required, schema } of operation.parameters) {
      if (place === 'header' && !HEADER_NAME.test(name)) continue;
      const sent = {
        path: () => listOf(path.get(name)),
        query: () => [...search.getAll(name), ...search.getAll(`${name}[]`)],
        header: () => listOf(request.header(name.toLowerCase())),
        cookie: () => listOf(cookies.get(name)),
      }[place]();
      const [first] = sent;
      if (first === undefined) {
        if (required) return invalid(`the ${place} parameter ${name} is missing`);
        continue;
      }
      const value = typeName(schema) === 'array' ? elements(sent, schema) : coerce(first, schema);
      const complaint = this.#checker.complaint(schema, value, name);
      if (complaint !== undefined && typeName(schema) !== 'object') return invalid(complaint);
      if (place === 'query') query.set(name, value);
    }
    const body = this.#body(operation, request);
    return 'kind' in body ? body : { path, query, ...(body.value !== undefined && { body: body.value }) };
  }

  #body({ body }: ApiOperation, request: ApiRequest): { readonly value?: Json } | Objection {
    if (body === undefined) return {};
    if (request.body.length === 0) return body.required ? invalid('the body is missing') : {};
    const stated = mediaTypeOf(request);
    const media = body.media.find(({ mediaType }) => covers(mediaType, stated));
    if (media === undefined && body.media.length > 0) {
      const known = body.media.map(({ mediaType }) => mediaType).join(' or ');
      return {
        kind: 'unsupported-media',
        reason: `the body must be ${known}, not ${stated || 'without a Content-Type'}`,
      };
    }
    return media === undefined ? {} : this.#parse(media, stated, request.body);
  }

  #parse(media: Media, stated: string, bytes: Uint8Array): { readonly value?: Json } | Objection {
    const text = new TextDecoder().decode(bytes);
    if (stated === 'application/x-www-form-urlencoded')
      return this.#check(media, typeName(media.schema ?? {}) === 'string' ? text : formValue(text, media.schema));
    if (!isJsonType(stated)) return {};
    try {
      const value: Json = JSON.parse(text);
      return this.#check(media, value);
    } catch {
      return invalid('the body is not JSON');
    }
  }

  #check(media: Media, value: Json): { readonly value: Json } | Objection {
    if (media.schema === undefined) return { value };
    const schema = this.#bodySchemas.get(media) ?? forCallers(media.schema);
    this.#bodySchemas.set(media, schema);
    const complaint = this.#checker.complaint(schema, value, 'body');
    return complaint === undefined ? { value } : invalid(complaint);
  }
}

function invalid(reason: string): Objection {
  return { kind: 'invalid', reason };
}

function listOf(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

/** The media type of a body, without parameters, in lower case. */
export function mediaTypeOf(request: ApiRequest): string {
  const [stated = ''] = (request.header('content-type') ?? '').split(';', 1);
  return stated.trim().toLowerCase();
}

/** Whether a documented media type, perhaps a range such as `image/*`, includes another. */
export function covers(documented: string, stated: string): boolean {
  const [type = ''] = documented.split(';', 1);
  const range = type.trim();
  if (range === '*/*' || range === stated) return true;
  return range.endsWith('/*') && stated.startsWith(range.slice(0, -1));
}

export function isJsonType(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/.test(mediaType);
}

/** Entries of a list: repeated, or separated by commas. */
function elements(sent: readonly string[], schema: JsonSchema): Json[] {
  const items = ownObject(schema, 'items') ?? {};
  const texts = sent.length === 1 ? (sent[0] ?? '').split(',') : sent;
  return texts.map((text) => coerce(text, items));
}

/** Text as the type that a schema wants, where it can be read so. */
function coerce(text: string, schema: JsonSchema): Json {
  const type = typeName(schema) ?? typeOfChoice(schema);
  if ((type === 'integer' || type === 'number') && text.trim() !== '' && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return type === 'boolean' && (text === 'true' || text === 'false') ? text === 'true' : text;
}

function formValue(text: string, schema: JsonSchema = {}): JsonObject {
  const form = new URLSearchParams(text);
  const properties = ownObject(schema, 'properties') ?? {};
  return fromEntries(
    [...new Set(form.keys())].map((name): [string, Json] => {
      const property = own(properties, name);
      const known = isObject(property) ? property : {};
      const sent = form.getAll(name);
      if (typeName(known) === 'array') return [name, elements(sent, known)];
      return [name, sent.length > 1 ? sent : coerce(sent[0] ?? '', known)];
    }),
  );
}

/** The type of the first choice: `anyOf` of a type and `null` is how a nullable schema is written. */
function typeOfChoice(schema: JsonSchema): string | undefined {
  const [first] = [...ownList(schema, 'anyOf'), ...ownList(schema, 'oneOf')];
  return isObject(first) ? typeName(first) : undefined;
}
