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
import { demandsCondition } from './entity-tags.ts';
import { forCallers, type SchemaChecker } from './schema-checker.ts';
import type { Credentials, TokenEndpoint } from './token-endpoint.ts';

/** What a request says, as values. */
export interface ReadRequest {
  readonly path: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, Json>;
  /** Absent where none is sent. */
  readonly body?: Json;
}

/** Why a request is not granted. */
export interface Objection {
  readonly kind: 'unauthorized' | 'forbidden' | 'unsupported-media' | 'invalid';
  readonly reason: string;
}

/** Why the credentials of a request will not do; `undefined` where they will. */
export function credentialProblem(
  { security, scopes }: ApiOperation,
  schemes: ReadonlyMap<string, SecurityScheme>,
  request: ApiRequest,
  tokens: TokenEndpoint,
  secrets: Credentials = {},
): Objection | undefined {
  if (security.length === 0) return undefined;
  const found = security.map((names) =>
    names.map((name) => schemeProblem(name, schemes, scopes, request, tokens, secrets)),
  );
  const problems = found.map((alternative) => alternative.filter((problem) => problem !== undefined));
  if (problems.some((alternative) => alternative.length === 0)) return undefined;
  // Who lacks nothing but rights is known: that is 403.
  const forbidden = problems.find((alternative) => alternative.every(({ kind }) => kind === 'forbidden'));
  const chosen = forbidden === undefined ? problems : [forbidden];
  const reason = chosen
    .map((alternative) => alternative.map(({ reason: one }) => one).join(' and '))
    .join(', or ');
  return { kind: forbidden === undefined ? 'unauthorized' : 'forbidden', reason };
}

function schemeProblem(
  name: string,
  schemes: ReadonlyMap<string, SecurityScheme>,
  scopes: ReadonlyMap<string, readonly string[]>,
  request: ApiRequest,
  tokens: TokenEndpoint,
  secrets: Credentials,
): Objection | undefined {
  const scheme = schemes.get(name);
  if (scheme === undefined) return undefined;
  const credential = credentialFor(scheme, request);
  if (credential === undefined) return { kind: 'unauthorized', reason: `credentials are missing: ${name}` };
  const secret = own(secrets, name);
  if (typeof secret === 'string' && !isSecret(scheme, credential, secret, tokens))
    return { kind: 'unauthorized', reason: `the credentials for ${name} are wrong` };
  const wanted = scopes.get(name) ?? [];
  const problem = tokens.problemOf(credential, wanted);
  if (problem === undefined) return undefined;
  return problem === 'expired'
    ? { kind: 'unauthorized', reason: `the token for ${name} expired` }
    : { kind: 'forbidden', reason: `the token for ${name} lacks one of the scopes ${wanted.join(', ')}` };
}

/** Whether a credential is the one that was given out; that of a token endpoint is one that came from it. */
function isSecret(
  { tokenUrl, scheme }: SecurityScheme,
  credential: string,
  secret: string,
  tokens: TokenEndpoint,
): boolean {
  if (tokenUrl !== undefined) return tokens.isIssued(credential, tokenUrl);
  return (scheme === 'basic' ? Buffer.from(credential, 'base64').toString() : credential) === secret;
}

/** The credential that a request carries for a scheme. */
function credentialFor(scheme: SecurityScheme, request: ApiRequest): string | undefined {
  if (scheme.type === 'mutualTLS') return 'the connection';
  if (scheme.type !== 'apiKey') {
    const kind = scheme.type === 'http' ? scheme.scheme : 'bearer';
    const [sent = '', value = ''] = (request.header('authorization') ?? '').trim().split(/ +/);
    if (sent.toLowerCase() !== kind || value === '') return undefined;
    return kind !== 'basic' || Buffer.from(value, 'base64').includes(':') ? value : undefined;
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
  readonly #pathNames = new WeakMap<ApiOperation, readonly string[]>();

  constructor(checker: SchemaChecker) {
    this.#checker = checker;
  }

  /** @param checked the schema that a value must fit, made from the documented one */
  read(
    operation: ApiOperation,
    request: ApiRequest,
    params: readonly string[],
    checked: (schema: JsonSchema) => JsonSchema,
  ): ReadRequest | Objection {
    const names = this.#namesIn(operation);
    const path = new Map(names.map((name, index) => [name, decodeParameter(params[index] ?? '')]));
    const search = request.query === '' ? [] : [...new URLSearchParams(request.query)];
    const query = new Map<string, Json>();
    for (const { name, in: place, required, schema, style } of operation.parameters) {
      if (place === 'header' && !HEADER_NAME.test(name)) continue;
      // Nobody can send what has no place in the path.
      if (place === 'path' && !path.has(name)) continue;
      let sent: string[];
      if (place === 'query') sent = search.flatMap(([key, value]) => (isNamed(key, name) ? [value] : []));
      else if (place === 'path')
        sent = listOf(path.get(name)).flatMap((text) => partsOfPath(text, name, style));
      else
        sent = listOf(place === 'header' ? request.header(name.toLowerCase()) : cookiesOf(request).get(name));
      const [first] = sent;
      if (first === undefined) {
        // A condition that is missing has a status of its own.
        if (required && !(demandsCondition(operation) && /^if-match$/i.test(name)))
          return invalid(`the ${place} parameter ${name} is missing`);
        continue;
      }
      const value = typeName(schema) === 'array' ? elements(sent, schema, style) : coerce(first, schema);
      const complaint = this.#checker.complaint(checked(schema), value, name);
      if (complaint !== undefined && typeName(schema) !== 'object') return invalid(complaint);
      if (place === 'query') query.set(name, value);
    }
    const body = this.#body(operation, request, checked);
    return 'kind' in body ? body : { path, query, ...(body.value !== undefined && { body: body.value }) };
  }

  /** The names in the template of a path. */
  #namesIn(operation: ApiOperation): readonly string[] {
    const known =
      this.#pathNames.get(operation) ??
      [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
    this.#pathNames.set(operation, known);
    return known;
  }

  #body(
    { body }: ApiOperation,
    request: ApiRequest,
    checked: (schema: JsonSchema) => JsonSchema,
  ): { readonly value?: Json } | Objection {
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
    if (media === undefined) return {};
    return this.#parse(media, stated, request, (schema) => checked(this.#forCallers(media, schema)));
  }

  #parse(
    { schema }: Media,
    stated: string,
    request: ApiRequest,
    checked: (schema: JsonSchema) => JsonSchema,
  ): { readonly value?: Json } | Objection {
    const text = new TextDecoder().decode(request.body);
    if (stated === 'application/x-www-form-urlencoded') {
      const isText = typeName(schema ?? {}) === 'string';
      return this.#check(schema, isText ? text : formValue(new URLSearchParams(text), schema), checked);
    }
    if (stated === 'multipart/form-data') {
      const value = formValue(multipartFields(text, request.header('content-type') ?? ''), schema);
      return this.#check(schema, value, checked);
    }
    if (!isJsonType(stated)) return {};
    try {
      const value: Json = JSON.parse(text);
      return this.#check(schema, value, checked);
    } catch {
      return invalid('the body is not JSON');
    }
  }

  #check(
    schema: JsonSchema | undefined,
    value: Json,
    checked: (schema: JsonSchema) => JsonSchema,
  ): { readonly value: Json } | Objection {
    const complaint = schema && this.#checker.complaint(checked(schema), value, 'body');
    return complaint === undefined ? { value } : invalid(complaint);
  }

  #forCallers(media: Media, schema: JsonSchema): JsonSchema {
    const known = this.#bodySchemas.get(media) ?? forCallers(schema);
    this.#bodySchemas.set(media, known);
    return known;
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

/** `name`, and for the parts of a list `name[]` or `name[0]`. */
function isNamed(key: string, name: string): boolean {
  return key === name || (key.startsWith(`${name}[`) && /^\[\d*\]$/.test(key.slice(name.length)));
}

/** What a segment of a path holds, without the signs of its style: `.1.2`, `;name=1,2`. */
function partsOfPath(text: string, name: string, style = ''): readonly string[] {
  if (style.startsWith('.')) return text.replace(/^\./, '').split(style === '.*' ? '.' : ',');
  if (!style.startsWith(';')) return [text];
  const parts = text.replace(/^;/, '').split(';');
  return parts.map((part) => (part.startsWith(`${name}=`) ? part.slice(name.length + 1) : part));
}

/** Entries of a list: repeated, or separated as their style says. */
function elements(sent: readonly string[], schema: JsonSchema, style = 'comma'): Json[] {
  const items = ownObject(schema, 'items') ?? {};
  const texts = sent.length === 1 ? (sent[0] ?? '').split({ space: ' ', pipe: '|' }[style] ?? ',') : sent;
  return texts.map((text) => coerce(text, items));
}

/** Text as the type that a schema wants, where it can be read so. */
function coerce(text: string, schema: JsonSchema): Json {
  const type = typeName(schema) ?? typeOfChoice(schema);
  if ((type === 'integer' || type === 'number') && text.trim() !== '' && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return type === 'boolean' && /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
}

/** The fields of a multipart form; a file is the text that its bytes are in UTF-8. */
function multipartFields(text: string, contentType: string): URLSearchParams {
  const fields = new URLSearchParams();
  const boundary = /;\s*boundary="?([^";]{1,70})/i.exec(contentType)?.[1];
  if (boundary === undefined) return fields;
  for (const part of `\r\n${text}`.split(`\r\n--${boundary}`).slice(1, -1)) {
    const end = part.indexOf('\r\n\r\n');
    const name = /^content-disposition:[^\r\n]*?[;\s]name="([^"\r\n]*)"/im.exec(part.slice(0, end))?.[1];
    if (end !== -1 && name !== undefined) fields.append(name, part.slice(end + 4));
  }
  return fields;
}

function formValue(form: URLSearchParams, schema: JsonSchema = {}): JsonObject {
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
