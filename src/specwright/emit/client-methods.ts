import { identifier, UniqueNames } from '../base/names.ts';
import type { OperationDescriptor } from '../openapi/operation.ts';
import type { OutputFile } from './output-file.ts';
import { HEADER } from './header.ts';
import { commentText, stringLiteral } from './literal.ts';

/**
 * `client-methods.ts`: one function per operation over an openapi-fetch client.
 *
 * The functions are not generic on purpose: openapi-fetch's own methods infer their argument's type from
 * the argument, so that a misspelt body key passes; here it is an excess property and fails to compile.
 */
export function emitClientMethods(descriptors: readonly OperationDescriptor[]): OutputFile {
  const names = new UniqueNames();
  const types = new UniqueNames();
  const methods = descriptors.map((descriptor) => {
    const name = names.claim(identifier(descriptor.id));
    return emitMethod(descriptor, name, types.claim(capitalised(name)));
  });
  return { path: 'client-methods.ts', content: PREAMBLE + methods.join('') };
}

const PREAMBLE = `${HEADER}
import type { Client, FetchOptions, FetchResponse } from 'openapi-fetch';
import type { paths } from './types.ts';

type AnyMedia = \`\${string}/\${string}\`;
`;

/** An identifier stays one; `_1` and `$` have no capital. */
function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function emitMethod(descriptor: OperationDescriptor, name: string, types: string): string {
  const path = stringLiteral(descriptor.path);
  const operation = `paths[${path}][${stringLiteral(descriptor.method.toLowerCase())}]`;
  return `
/** What ${name} takes: parameters, body and the options of one request. */
export type ${types}Init = FetchOptions<${operation}>;
/** What ${name} resolves to: \`data\` or \`error\`, and the response. */
export type ${types}Result = FetchResponse<${operation}, ${types}Init, AnyMedia>;

/** ${commentText(describe(descriptor))}${descriptor.deprecated ? ' @deprecated' : ''} */
export function ${name}(client: Client<paths>, init${needsInit(descriptor) ? '' : '?'}: ${types}Init): Promise<${types}Result> {
  return client.${descriptor.method}(${path}, init);
}
`;
}

function describe({ method, path, summary }: OperationDescriptor): string {
  const route = `${method} ${path}`;
  return summary === '' ? route : `${summary}: ${route}`;
}

function needsInit({ parameters, requestBody }: OperationDescriptor): boolean {
  return requestBody?.required === true || parameters.some(({ required }) => required);
}
