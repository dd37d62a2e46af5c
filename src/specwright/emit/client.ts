import { objectAt, ownString } from '../base/json.ts';
import { UniqueNames } from '../base/names.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { errorCodeTexts } from '../openapi/error-codes.ts';
import { errorCodePath } from '../openapi/error-envelope.ts';
import { groupNames, methodNames } from '../openapi/names.ts';
import type { OperationDescriptor } from '../openapi/operation.ts';
import { lookUp, resolve } from '../openapi/reference.ts';
import { describeSecuritySchemes, type SecuritySchemeDescriptor } from '../openapi/security-schemes.ts';
import {
  baseUrlOf,
  byGroup,
  emitDescription,
  groupType,
  key,
  type ClientSettings,
} from './client-description.ts';
import { emitTypes, isOptional, type Method } from './client-types.ts';
import { HEADER } from './header.ts';
import { blockComment, stringLiteral } from './literal.ts';
import type { OutputFile } from './output-file.ts';

/** `client.ts`: the operations as data, and the types of one method each. */
export function emitClient(
  document: OpenApiDocument,
  descriptors: readonly OperationDescriptor[],
  settings: ClientSettings,
): OutputFile {
  const methods = nameMethods(document, descriptors, settings.groupBy);
  const parts = [
    ...methods.map((method) => emitTypes(method)),
    emitOperations(document, methods),
    emitOptions(document),
    emitErrorCode(document, descriptors),
    emitDescription(document, methods, settings),
    emitCreate(document, [...byGroup(methods).keys()]),
  ];
  const code = parts.join('\n');
  return { path: 'client.ts', content: `${preamble(settings.runtime, code)}\n${code}` };
}

function nameMethods(
  document: OpenApiDocument,
  descriptors: readonly OperationDescriptor[],
  groupBy: ClientSettings['groupBy'],
): readonly Method[] {
  const types = new UniqueNames();
  // `NoInput` is a type of the runtime.
  types.claim('No');
  const names = methodNames(descriptors);
  const groups = groupBy === 'tag' ? groupNames(document, descriptors) : undefined;
  return descriptors.map((descriptor) => {
    const name = names.get(descriptor.id) ?? descriptor.id;
    return {
      name,
      types: types.claim(name.charAt(0).toUpperCase() + name.slice(1)),
      descriptor: sendable(descriptor),
      group: groups?.get(descriptor.id),
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
  'ApiGroup',
  'BasicCredentials',
  'CallPromise',
  'ClientCredentials',
  'NoInput',
  'OperationsOf',
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
/** A form with files: a blob represents a file wherever the document has text. */
export type Multipart<T> = FormData | { readonly [K in keyof T]: T[K] | Blob | readonly Blob[] };
`;

const RAW = `
/** A body that goes out as it is. */
export type Raw = string | Blob | ArrayBuffer | Uint8Array<ArrayBuffer>;
`;

function emitOperations(document: OpenApiDocument, methods: readonly Method[]): string {
  const signatures = (some: readonly Method[]): string =>
    some
      .map(({ name, types, descriptor }) => {
        const optional = isOptional(descriptor) ? '?' : '';
        return `${doc(document, descriptor)}  ${key(name)}(input${optional}: ${types}Input, options?: ApiCallOptions): CallPromise<${types}Result>;\n`;
      })
      .join('');
  const groups = byGroup(methods);
  const interfaces = [...groups].map(
    ([group, some]) =>
      `/** Operations of one tag. */\nexport interface ${groupType(group)} {\n${signatures(some)}}\n\n`,
  );
  const members = [...groups.keys()].map((group) => `  readonly ${group}: ${groupType(group)};\n`);
  const others = signatures(methods.filter(({ group }) => group === undefined));
  return `${interfaces.join('')}/** The operations of the API. */\nexport interface Operations {\n${members.join('')}${others}}\n`;
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

function emitErrorCode(document: OpenApiDocument, descriptors: readonly OperationDescriptor[]): string {
  const codes = descriptors.flatMap(({ responses }) => responses.flatMap(({ errorCodes }) => errorCodes));
  const refusals = descriptors.flatMap(({ responses }) =>
    responses.filter(({ status }) => /^[45]/.test(status) || status === 'default'),
  );
  const schemas = refusals.flatMap(({ content }) =>
    content.flatMap(({ schema }) => (schema === undefined ? [] : [lookUp(document, `#${schema}`) ?? {}])),
  );
  const known = [
    ...[...new Set(codes)].sort((a, b) => a - b).map(String),
    ...errorCodeTexts(document, schemas).map(stringLiteral),
  ];
  const type =
    errorCodePath(document) === undefined
      ? 'undefined'
      : known.length === 0
        ? 'number | string'
        : [...known, '(number & {})', '(string & {})'].join(' | ');
  return `/** The API's own error codes: those that are documented, and whatever else a server sends. */\nexport type ErrorCode = ${type};\n`;
}

function emitCreate(document: OpenApiDocument, groups: readonly string[]): string {
  const optional = baseUrlOf(document) === undefined ? '' : ' = {}';
  const description =
    groups.length === 0 ? 'DESCRIPTION' : `{ ...DESCRIPTION, groups: { ${groups.join(', ')} } }`;
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
  return createApiClient<Operations, ClientOptions, ErrorCode>(${description}, options);
}
${groups.length === 0 ? '' : partial(groups[0] ?? '', optional)}`;
}

function partial(group: string, optional: string): string {
  return `
/** A client of some groups of operations. */
export type PartialClient<Groups> = OperationsOf<Groups> & ApiClient<OperationsOf<Groups>, ClientOptions, ErrorCode>;

/**
 * Makes a client of some groups of operations alone: a bundler leaves the others out.
 *
 * @throws ConfigurationError for options that cannot work
 * @example
 * const client = createPartialClient({ ${group} }, options);
 */
export function createPartialClient<Groups extends Readonly<Record<string, ApiGroup<object>>>>(
  groups: Groups,
  options: ClientOptions${optional},
): PartialClient<Groups> {
  const description: ApiDescription = { ...DESCRIPTION, operations: {}, groups };
  return createApiClient<OperationsOf<Groups>, ClientOptions, ErrorCode>(description, options);
}
`;
}
