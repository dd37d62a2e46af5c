import type { JsonPointer } from '../base/json.ts';
import type { MediaTypeDescriptor, OperationDescriptor } from '../openapi/operation.ts';
import { stringLiteral } from './literal.ts';

/** One validator to emit: its name, the place of its schema, and the type it proves. */
export interface ValidatorEntry {
  readonly name: string;
  readonly schema: JsonPointer;
  /** A type expression over `paths`. */
  readonly type: string;
}

/** One validator per media type with a schema, of every request body and response. */
export function listValidators(descriptors: readonly OperationDescriptor[]): readonly ValidatorEntry[] {
  return descriptors.flatMap((descriptor) => {
    const operation = `paths[${stringLiteral(descriptor.path)}][${stringLiteral(descriptor.method.toLowerCase())}]`;
    return [
      ...entries(descriptor.requestBody?.content ?? [], `NonNullable<${operation}["requestBody"]>`),
      ...descriptor.responses.flatMap(({ status, content }) =>
        entries(content, `${operation}["responses"][${statusKey(status)}]`),
      ),
    ];
  });
}

/** openapi-typescript writes a status code as a number and a range or `default` as a string. */
function statusKey(status: string): string {
  return /^[1-9]\d\d$/.test(status) ? status : stringLiteral(status);
}

function entries(content: readonly MediaTypeDescriptor[], owner: string): readonly ValidatorEntry[] {
  return content.flatMap(({ mediaType, schema, validator }) => {
    if (schema === undefined || validator === undefined) return [];
    return [{ name: validator, schema, type: `${owner}["content"][${stringLiteral(mediaType)}]` }];
  });
}
