import { objectAt, own, ownList, ownString, type Json, type JsonObject } from '../base/json.ts';
import { pascalCase, wordsOf } from '../base/names.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { errorCodePath } from '../openapi/error-envelope.ts';
import type { MediaTypeDescriptor, OperationDescriptor } from '../openapi/operation.ts';
import { lookUp, resolve } from '../openapi/reference.ts';
import { describeSecuritySchemes, type SecuritySchemeDescriptor } from '../openapi/security-schemes.ts';
import { isJson, replyKind, type Method } from './client-types.ts';
import { literal, stringLiteral } from './literal.ts';

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
  /** `tag`: the methods of a tag are members of the client of their own. @default all methods are members of the client */
  readonly groupBy?: 'tag' | undefined;
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
export function baseUrlOf(owner: Json): string | undefined {
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

/** The API as the runtime needs it: what its operations share, then the operations, by groups where they have some. */
export function emitDescription(
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
  const members = Object.entries(data).map(([member, value]) => `  ${member}: ${literal(value, '  ')},\n`);
  const operationsOf = (some: readonly Method[], indent: string): string =>
    some
      .map((method) => {
        const described = operationLiteral(document, method, JSON.stringify(security));
        return `${indent}${key(method.name)}: ${compact(described)},\n`;
      })
      .join('');
  const groups = [...byGroup(methods)].map(
    ([group, some]) => `/** The operations of one tag, for {@link createPartialClient}. */
export const ${group}: ApiGroup<${groupType(group)}> = {
${operationsOf(some, '  ')}};
`,
  );
  return `${groups.join('\n')}
/** The API as the runtime needs it. */
const DESCRIPTION: ApiDescription = {
${members.join('')}  operations: {
${operationsOf(
  methods.filter(({ group }) => group === undefined),
  '    ',
)}  },
  validators: () => import('./validators.js'),
};
`;
}

/** The methods of each group, in the order of the document. */
export function byGroup(methods: readonly Method[]): ReadonlyMap<string, readonly Method[]> {
  const groups = new Map<string, Method[]>();
  for (const method of methods)
    if (method.group !== undefined) groups.set(method.group, [...(groups.get(method.group) ?? []), method]);
  return groups;
}

/** The interface of the methods of a group. */
export function groupType(group: string): string {
  return `${group.charAt(0).toUpperCase()}${group.slice(1)}Operations`;
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
  const { method, requestBody, idempotent } = descriptor;
  const path = styledPath(descriptor);
  const { value: item } = resolve(document, objectAt(document, 'paths')[descriptor.path], '');
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
    ...((Object.keys(styles).length > 0 || path !== descriptor.path) && { styles }),
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

/** How parameters and fields are written, where that is not the default of their place. */
function stylesOf(document: OpenApiDocument, { requestBody, parameters }: OperationDescriptor): JsonObject {
  const places = (['query', 'header', 'cookie'] as const).map((place): [string, JsonObject] => [
    place,
    Object.fromEntries(
      parameters.flatMap(({ name, in: here, style }) => (here === place && style ? [[name, style]] : [])),
    ),
  ]);
  const [media] = requestBody?.content ?? [];
  const encoding = objectAt(
    lookUp(document, `#${media?.schema?.replace(/\/schema$/, '') ?? ''}`),
    'encoding',
  );
  const fields = Object.entries(encoding).flatMap(([name, stated]): [string, Json][] => {
    const style = ownString(stated, 'style');
    const joined = own(stated, 'explode') === false ? 'comma' : undefined;
    const written =
      style === 'deepObject' ? 'brackets' : style === undefined ? undefined : (STYLES[style] ?? joined);
    return written === undefined ? [] : [[name, written]];
  });
  const all = [...places, ['body', Object.fromEntries(fields)] as const];
  return Object.fromEntries(all.filter(([, styles]) => Object.keys(styles).length > 0));
}

const STYLES: Readonly<Record<string, string>> = { spaceDelimited: 'space', pipeDelimited: 'pipe' };

/** The path with the signs of its styles. */
function styledPath({ path, parameters }: OperationDescriptor): string {
  return parameters.reduce((text, { name, in: place, style = '' }) => {
    if (place !== 'path' || style === '') return text;
    const [prefix, suffix] = [style.replace('*', ''), style.endsWith('*') ? '*' : ''];
    return text.replace(`{${name}}`, () => `{${prefix}${name}${suffix}}`);
  }, path);
}

/** A name as the key of an object literal. */
export function key(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : name;
}
