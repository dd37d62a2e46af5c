import type { OperationDescriptor } from '../openapi/operation.ts';
import { stringLiteral } from './literal.ts';

/** An operation with the name of its method, and the types of what it takes and gives. */
export interface Method {
  readonly name: string;
  readonly types: string;
  readonly descriptor: OperationDescriptor;
  /** Name of its group; absent where operations are not grouped, and where it has no tag. */
  readonly group?: string | undefined;
}

function typeOf({ path, method }: OperationDescriptor): string {
  return `paths[${stringLiteral(path)}][${stringLiteral(method.toLowerCase())}]`;
}

/** The types of what a method takes and gives. */
export function emitTypes({ types, descriptor }: Method): string {
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

export function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(mediaType);
}

function isText(mediaType: string): boolean {
  return /^text\/|xml|javascript|urlencoded|\*\/\*/i.test(mediaType);
}

/** What the runtime makes of a success; `undefined` for JSON. */
export function replyKind(descriptor: OperationDescriptor): 'text' | 'binary' | 'any' | undefined {
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

/** Whether a method may be called without input. */
export function isOptional({ path, parameters, requestBody }: OperationDescriptor): boolean {
  return (
    requestBody?.required !== true && !path.includes('{') && !parameters.some(({ required }) => required)
  );
}
