import type { Json } from '../base/json.ts';
import type { OperationDescriptor } from '../openapi/operation.ts';
import type { OutputFile } from './output-file.ts';
import { HEADER } from './header.ts';
import { literal, stringLiteral } from './literal.ts';

/** `operations.ts`: what the document says of each operation, as data that the compiler knows by heart. */
export function emitOperations(descriptors: readonly OperationDescriptor[], runtime: string): OutputFile {
  const byId = Object.fromEntries(descriptors.map((descriptor) => [descriptor.id, toJson(descriptor)]));
  const content = `${HEADER}
import type { OperationDescriptor } from ${stringLiteral(runtime)};

/** Every operation of the API by its id. */
export const operations = ${literal(byId)} as const satisfies Readonly<Record<string, OperationDescriptor>>;

/** Id of an operation. */
export type OperationId = keyof typeof operations;
`;
  return { path: 'operations.ts', content };
}

/** A descriptor holds JSON values only; the round trip drops what is `undefined`. */
function toJson(descriptor: OperationDescriptor): Json {
  const copy: Json = JSON.parse(JSON.stringify(descriptor));
  return copy;
}
