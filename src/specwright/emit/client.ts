import { objectAt, own, ownList, ownString, type Json, type JsonObject } from '../base/json.ts';
import { pascalCase, UniqueNames, wordsOf } from '../base/names.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { errorCodePath } from '../openapi/error-envelope.ts';
import { methodNames } from '../openapi/names.ts';
import type { MediaTypeDescriptor, OperationDescriptor } from '../openapi/operation.ts';
import { resolve } from '../openapi/reference.ts';
import { describeSecuritySchemes, type SecuritySchemeDescriptor } from '../openapi/security-schemes.ts';
import { HEADER } from './header.ts';
import { blockComment, literal, stringLiteral } from './literal.ts';
import type { OutputFile } from './output-file.ts';

/** How the client is named and where it finds what it runs on. */
export interface ClientSettings {
  /** Module of the runtime. */
  readonly runtime: string;
  /** For the `User-Agent` and the names of diagnostics channels. @default the title of the document */
  readonly name?: string | undefined;
  /** @default the version of the document */
  readonly version?: string | undefined;
  /** Header whose value makes a call repeatable. */
  readonly idempotencyHeader?: string | undefined;
}

/** An operation with the name of its method, and the types of what it takes and gives. */
interface Method {
  readonly name: string;
  readonly types: string;
  readonly descriptor: OperationDescriptor;
}

/** `client.ts`: the operations as data, and the types of one method each. */
export function emitClient(
  document: OpenApiDocument,
  descriptors: readonly OperationDescriptor[],
  settings: ClientSettings,
): OutputFile {
  const methods = nameMethods(descriptors);
  const parts = [
    ...methods.map((method) => emitTypes(method)),
    emitOperations(document, methods),
    emitOptions(document),
    emitErrorCode(document, descriptors),
    emitDescription(document, methods, settings),
    emitCreate(document),
  ];
  const code = parts.join('\n');
  return { path: 'client.ts', content: `${preamble(settings.runtime, code)}\n${code}` };
}

function nameMethods(descriptors: readonly OperationDescriptor[]): readonly Method[] {
  const types = new UniqueNames();
  // `NoInput` is a type of the runtime.
  types.claim('No');
  const names = methodNames(descriptors);
  return descriptors.map((descriptor) => {
    const name = names.get(descriptor.id) ?? descriptor.id;
    return {
      name,
      types: types.claim(name.charAt(0).toUpperCase() + name.slice(1)),
      descriptor: sendable(descriptor),
    };
  });
}

/** `fetch` refuses a body with these methods. */
function sendable({ requestBody, ...descriptor }: OperationDescriptor): OperationDescriptor {
  const bodiless = descriptor.method === 'GET' || descriptor.method === 'HEAD';
  return { ...descriptor, ...(requestBody && !bodiless && { requestBody }) };
}

/** What the code may use of the runtime. */
const RUNTIME_TYPES = [
  'ApiCallOptions',
  'ApiClient',
  'ApiClientOptions',
  'ApiDescription',
  'BasicCredentials',
  'CallPromise',
  'ClientCredentials',
  'NoInput',
  'Safe',
  'Secret',
];

/** Imports what the code uses, and nothing else: a project may forbid unused names. */
function preamble(runtime: string, code: string): string {
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(code);
  const types = RUNTIME_TYPES.filter(uses).map((name) => `  type ${name},\n`);
  return `${HEADER}
import {
  createApiClient,
${types.join('')}} from ${stringLiteral(runtime)};
${uses('paths') ? "import type { paths } from './types.ts';\n" : ''}${uses('Multipart') ? MULTIPART : ''}${uses('Raw') ? RAW : ''}`;
}

const MULTIPART = `
/** A form with files: a blob stands for a file wherever the document has text. */
export type Multipart<T> = FormData | { readonly [K in keyof T]: T[K] | Blob | readonly Blob[] };
`;

const RAW = `
/** A body that goes out as it is. */
export type Raw = string | Blob | ArrayBuffer | Uint8Array<ArrayBuffer>;
`;

function typeOf({ path, method }: OperationDescriptor): string {
  return `paths[${stringLiteral(path)}][${stringLiteral(method.toLowerCase())}]`;
}

function emitTypes({ types, descriptor }: Method): string {
  const operation = typeOf(descriptor);
  const members = [...parameterMembers(descriptor, operation), ...bodyMembers(descriptor, operation)];
  const input =
    members.length === 0
      ? `export type ${types}Input = NoInput;`
      : `export interface ${types}Input {\n${members.map((member) => `  ${member}\n`).join('')}}`;
  return `${input}\nexport type ${types}Result = ${resultType(descriptor, operation)};\n`;
}

function parameterMembers({ path, parameters }: OperationDescriptor, operation: string): readonly string[] {
  const undeclared = [...path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = '']) =>
    parameters.some((known) => known.in === 'path' && known.name === name) ? [] : [name],
  );
  return (['path', 'query', 'header', 'cookie'] as const).flatMap((place) => {
    if (place === 'path' && undeclared.length > 0)
      return ['readonly path: Readonly<Record<string, string | number | boolean>>;'];
    const here = parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return [];
    const isRequired = here.some(({ required }) => required);
    const type = `NonNullable<${operation}["parameters"][${stringLiteral(place)}]>`;
    return [`readonly ${place}${isRequired ? '' : '?'}: ${type}${isRequired ? '' : ' | undefined'};`];
  });
}

function bodyMembers({ requestBody }: OperationDescriptor, operation: string): readonly string[] {
  if (requestBody === undefined) return [];
  const { content, required } = requestBody;
  const body = `NonNullable<${operation}["requestBody"]>["content"]`;
  const types = content.map(({ mediaType }) => bodyType(mediaType, `${body}[${stringLiteral(mediaType)}]`));
  const type = types.length === 0 ? 'unknown' : [...new Set(types)].join(' | ');
  const members = [`readonly body${required ? '' : '?'}: ${type}${required ? '' : ' | undefined'};`];
  if (content.length < 2) return members;
  const mediaTypes = content.map(({ mediaType }) => stringLiteral(mediaType)).join(' | ');
  return [...members, `/** Default: the first. */ readonly mediaType?: ${mediaTypes};`];
}

function bodyType(mediaType: string, documented: string): string {
  if (isJson(mediaType)) return documented;
  if (/^application\/x-www-form-urlencoded/i.test(mediaType)) return `URLSearchParams | ${documented}`;
  return /^multipart\//i.test(mediaType) ? `Multipart<${documented}>` : 'Raw';
}

function successes({ responses }: OperationDescriptor): OperationDescriptor['responses'] {
  const good = responses.filter(({ status }) => status.startsWith('2'));
  return good.length > 0 ? good : responses.filter(({ status }) => status === 'default');
}

function resultType(descriptor: OperationDescriptor, operation: string): string {
  const types = successes(descriptor).flatMap(({ status, content }): readonly string[] => {
    if (content.length === 0) return [status === '204' || status === '205' ? 'undefined' : 'unknown'];
    const statusKey = /^[1-9]\d\d$/.test(status) ? status : stringLiteral(status);
    return content.map(({ mediaType }) => {
      const documented = `${operation}["responses"][${statusKey}]["content"][${stringLiteral(mediaType)}]`;
      return isJson(mediaType) ? documented : isText(mediaType) ? 'string' : 'Blob';
    });
  });
  return types.length === 0 ? 'unknown' : [...new Set(types)].join(' | ');
}

function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(mediaType);
}

function isText(mediaType: string): boolean {
  return /^text\/|xml|javascript|urlencoded|\*\/\*/i.test(mediaType);
}

/** What the runtime makes of a success; `undefined` for JSON. */
function replyKind(descriptor: OperationDescriptor): 'text' | 'binary' | 'any' | undefined {
  const good = successes(descriptor);
  const media = good.flatMap(({ content }) => content.map(({ mediaType }) => mediaType));
  const bare = good.some(
    ({ status, content }) => content.length === 0 && status !== '204' && status !== '205',
  );
  if (good.length === 0 || bare) return 'any';
  if (media.every(isJson)) return undefined;
  if (media.every(isText)) return 'text';
  return media.some((type) => isJson(type) || isText(type)) ? 'any' : 'binary';
}

function emitOperations(document: OpenApiDocument, methods: readonly Method[]): string {
  const signatures = methods.map(({ name, types, descriptor }) => {
    const optional = isOptional(descriptor) ? '?' : '';
    return `${doc(document, descriptor)}  ${key(name)}(input${optional}: ${types}Input, options?: ApiCallOptions): CallPromise<${types}Result>;\n`;
  });
  return `/** The operations of the API. */\nexport interface Operations {\n${signatures.join('')}}\n`;
}

function isOptional({ path, parameters, requestBody }: OperationDescriptor): boolean {
  return (
    requestBody?.required !== true && !path.includes('{') && !parameters.some(({ required }) => required)
  );
}

function key(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : name;
}

function doc(document: OpenApiDocument, { method, path, summary, deprecated }: OperationDescriptor): string {
  const { value: item } = resolve(document, objectAt(document, 'paths')[path], '');
  const text = ownString(objectAt(item, method.toLowerCase()), 'description') ?? '';
  const parts = [summary, text === summary ? '' : text, `\`${method} ${path}\``].filter(
    (part) => part.trim() !== '',
  );
  return blockComment(parts.join('\n\n'), deprecated ? ['@deprecated'] : [], '  ');
}

function emitOptions(document: OpenApiDocument): string {
  const schemes = describeSecuritySchemes(document);
  const members = schemes.map((scheme) => {
    const comment = scheme.description === '' ? words(scheme) : scheme.description;
    return `${blockComment(comment, [], '  ')}  readonly ${stringLiteral(scheme.name)}?: ${credentialType(scheme)};\n`;
  });
  const required = baseUrlOf(document) === undefined;
  const base = required
    ? '  /** Address of the server, with the path that all operations share. */\n  readonly baseUrl: string;\n'
    : '';
  return `/** Credentials by the names of the document's security schemes. */
export type Auth = {
${members.join('')}};

/** Options of {@link createClient}. */
export interface ClientOptions extends ApiClientOptions {
${base}  /** Credentials: an operation sends those that the document asks for. */
  readonly auth?: Auth;
}
`;
}

function words({ type, scheme, in: place, parameter }: SecuritySchemeDescriptor): string {
  return type === 'apiKey' ? `Sent in the ${place} ${parameter}.` : `${type} ${scheme}`.trim();
}

function credentialType({ type, scheme }: SecuritySchemeDescriptor): string {
  if (type === 'oauth2') return 'Secret | ClientCredentials';
  return type === 'http' && scheme === 'basic' ? 'Secret | BasicCredentials' : 'Secret';
}

function schemeLiteral({ type, scheme, in: place, parameter, tokenUrl }: SecuritySchemeDescriptor): Json {
  if (type === 'mutualTLS') return { kind: 'connection' };
  if (type === 'apiKey') {
    const kind = place === 'query' || place === 'cookie' ? place : 'header';
    return { kind, name: parameter };
  }
  if (type === 'http' && scheme === 'basic') return { kind: 'basic' };
  if (type === 'http' && scheme !== 'bearer' && scheme !== '') {
    return { kind: 'header', name: 'authorization', prefix: `${scheme} ` };
  }
  return { kind: 'bearer', ...(tokenUrl !== undefined && { tokenUrl }) };
}

/** The first server with an address that is complete, its variables filled in. */
function baseUrlOf(owner: Json): string | undefined {
  for (const server of ownList(owner, 'servers')) {
    const variables = objectAt(server, 'variables');
    const url = (ownString(server, 'url') ?? '').replaceAll(
      /\{([^{}]*)\}/g,
      (whole, name: string) => ownString(own(variables, name), 'default') ?? whole,
    );
    if (/^https?:\/\/[^{}<>\s]+$/i.test(url) && URL.canParse(url)) return url.replace(/\/+$/, '');
  }
  return undefined;
}

function emitErrorCode(document: OpenApiDocument, descriptors: readonly OperationDescriptor[]): string {
  const codes = descriptors.flatMap(({ responses }) => responses.flatMap(({ errorCodes }) => errorCodes));
  const known = [...new Set(codes)].sort((a, b) => a - b);
  const type =
    errorCodePath(document) === undefined
      ? 'undefined'
      : known.length === 0
        ? 'number | string'
        : [...known.map(String), '(number & {})', '(string & {})'].join(' | ');
  return `/** The API's own error codes: those that are documented, and whatever else a server sends. */\nexport type ErrorCode = ${type};\n`;
}

function emitDescription(
  document: OpenApiDocument,
  methods: readonly Method[],
  { name, version, idempotencyHeader }: ClientSettings,
): string {
  const info = objectAt(document, 'info');
  const baseUrl = baseUrlOf(document);
  const errorCode = errorCodePath(document);
  const security = ownList(document, 'security').map((alternative) => Object.keys(Object(alternative)));
  const data: JsonObject = {
    name: name ?? packageName(ownString(info, 'title') ?? ''),
    version: headerText(version ?? ownString(info, 'version') ?? '0'),
    ...(baseUrl !== undefined && { baseUrl }),
    security,
    ...(errorCode && { errorCode: [...errorCode] }),
    ...(idempotencyHeader !== undefined && { idempotencyHeader }),
    schemes: Object.fromEntries(
      describeSecuritySchemes(document).map((scheme) => [scheme.name, schemeLiteral(scheme)]),
    ),
  };
  const operations = methods.map(
    (method) =>
      `    ${key(method.name)}: ${compact(operationLiteral(document, method, JSON.stringify(security)))},\n`,
  );
  const members = Object.entries(data).map(([member, value]) => `  ${member}: ${literal(value, '  ')},\n`);
  return `/** The API as the runtime needs it. */
const DESCRIPTION: ApiDescription = {
${members.join('')}  operations: {
${operations.join('')}  },
  validators: () => import('./validators.js'),
};
`;
}

/** A lower-case name for packages and headers, made of a title. */
export function packageName(title: string): string {
  return wordsOf(title).join('-').toLowerCase().slice(0, 60).replace(/-+$/, '') || 'api';
}

function headerText(text: string): string {
  return text.replaceAll(/[^\w.+-]+/g, '-') || '0';
}

/** Data on one line: keys as they are where they can be. */
function compact(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(', ')}]`;
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, item]) => {
    const plain = /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__';
    return `${plain ? name : name === '__proto__' ? '["__proto__"]' : stringLiteral(name)}: ${compact(item)}`;
  });
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function operationLiteral(
  document: OpenApiDocument,
  { name, descriptor }: Method,
  security: string,
): JsonObject {
  const { method, path, requestBody, idempotent } = descriptor;
  const { value: item } = resolve(document, objectAt(document, 'paths')[path], '');
  const server = baseUrlOf(objectAt(item, method.toLowerCase())) ?? baseUrlOf(item);
  const reply = replyKind(descriptor);
  const media = (requestBody?.content ?? []).map(({ mediaType }) => mediaType);
  const stated = descriptor.security.map((names) => [...names]);
  const styles = stylesOf(document, descriptor);
  const validators = validatorNames(descriptor, name);
  return {
    method,
    path,
    ...(server !== undefined && server !== baseUrlOf(document) && { baseUrl: server }),
    ...(media.length > 0 && !(media.length === 1 && media[0] === 'application/json') && { media }),
    ...(reply && { reply }),
    ...(Object.keys(styles).length > 0 && { styles }),
    ...(JSON.stringify(stated) !== security && { security: stated }),
    ...(idempotent && { idempotent }),
    ...(Object.keys(validators).length > 0 && { validators }),
  };
}

/** Validators whose name does not follow from the name of the method. */
function validatorNames(
  { requestBody, responses }: OperationDescriptor,
  name: string,
): Record<string, string> {
  const named = (part: string, content: readonly MediaTypeDescriptor[]): [string, string][] => {
    const validator = content.find(({ mediaType }) => isJson(mediaType))?.validator ?? content[0]?.validator;
    return validator === undefined || validator === name + part ? [] : [[part, validator]];
  };
  return Object.fromEntries([
    ...named('RequestBody', (requestBody?.content ?? []).slice(0, 1)),
    ...responses.flatMap(({ status, content }) => named(`Response${pascalCase(status)}`, content)),
  ]);
}

/** How parameters are written, where that is not the default of their place. */
function stylesOf(
  document: OpenApiDocument,
  { method, path, parameters }: OperationDescriptor,
): Record<string, string> {
  const { value: item } = resolve(document, objectAt(document, 'paths')[path], '');
  const operation = objectAt(item, method.toLowerCase());
  const stated = [...ownList(item, 'parameters'), ...ownList(operation, 'parameters')].map(
    (parameter) => resolve(document, parameter, '').value,
  );
  const styles = new Map<string, string>();
  for (const parameter of stated) {
    const name = ownString(parameter, 'name') ?? '';
    const place = ownString(parameter, 'in');
    if (place === 'path' || !parameters.some((known) => known.name === name)) continue;
    const style = styleOf(parameter, place === 'query');
    if (style !== undefined) styles.set(name, style);
  }
  return Object.fromEntries(styles);
}

function styleOf(parameter: JsonObject, inQuery: boolean): string | undefined {
  if (Object.keys(objectAt(parameter, 'content')).some(isJson)) return 'json';
  if (!inQuery) return undefined;
  const style = ownString(parameter, 'style') ?? 'form';
  if (style === 'deepObject') return 'brackets';
  if (own(parameter, 'explode') !== false && style === 'form') return undefined;
  return { spaceDelimited: 'space', pipeDelimited: 'pipe' }[style] ?? 'comma';
}

function emitCreate(document: OpenApiDocument): string {
  const optional = baseUrlOf(document) === undefined ? '' : ' = {}';
  return `/** A client of the API. Its methods may be taken off it; they need no \`this\`. */
export type Client = Operations & ApiClient<Operations, ClientOptions, ErrorCode>;
/** The same calls without exceptions. */
export type SafeClient = Safe<Operations, ErrorCode>;

/**
 * Makes a client. Nothing is sent before the first call.
 *
 * @throws ConfigurationError for options that cannot work
 */
export function createClient(options: ClientOptions${optional}): Client {
  return createApiClient<Operations, ClientOptions, ErrorCode>(DESCRIPTION, options);
}
`;
}
