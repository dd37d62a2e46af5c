import { identifier, pascalCase, UniqueNames, wordsOf } from '../../../src/describe/names.ts';
import type { OperationDescriptor } from '../../../src/operation.ts';
import type { OutputFile } from '../stages.ts';
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
  const methods = descriptors.map((descriptor) =>
    emitMethod(descriptor, names.claim(identifier(descriptor.id))),
  );
  return { path: 'client-methods.ts', content: PREAMBLE + methods.join('') };
}

const PREAMBLE = `${HEADER}
import type { Client, FetchOptions, FetchResponse } from 'openapi-fetch';
import type { paths } from './types.ts';

type AnyMedia = \`\${string}/\${string}\`;
`;

function emitMethod(descriptor: OperationDescriptor, name: string): string {
  const path = stringLiteral(descriptor.path);
  const operation = `paths[${path}][${stringLiteral(descriptor.method.toLowerCase())}]`;
  const types = pascalCase([...wordsOf(name)]) || 'Unnamed';
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
