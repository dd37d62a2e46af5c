import { type Json, type JsonObject, objectAt, own, ownString } from '../base/json.ts';
import { pointerTo } from '../base/pointer.ts';
import type { MediaTypeDescriptor, ResponseDescriptor } from './operation.ts';
import { describeContent, type NameValidator } from './content.ts';
import { errorCodes } from './error-codes.ts';
import { resolve, type Located } from './reference.ts';
import { pascalCase } from '../base/names.ts';

/** Documented responses of an operation in the order of the document. */
export function describeResponses(
  document: JsonObject,
  operation: Located,
  id: string,
  nameOf: NameValidator,
): readonly ResponseDescriptor[] {
  return Object.entries(objectAt(operation.value, 'responses')).map(([status, response]) => {
    const place = operation.pointer + pointerTo('responses', status);
    const located = resolve(document, response, place);
    const content = describeContent(located, `${id}Response${pascalCase(status)}`, nameOf);
    return describeResponse(document, status, located, content);
  });
}

function describeResponse(
  document: JsonObject,
  status: string,
  { value }: Located,
  content: readonly MediaTypeDescriptor[],
): ResponseDescriptor {
  return {
    status,
    description: ownString(value, 'description') ?? '',
    content,
    errorCodes: isSuccess(status) ? [] : errorCodes(document, schemasOf(value)),
    headers: Object.keys(objectAt(value, 'headers')).map((name) => name.toLowerCase()),
  };
}

function isSuccess(status: string): boolean {
  return /^[123]/.test(status);
}

function schemasOf(response: JsonObject): readonly Json[] {
  return Object.values(objectAt(response, 'content')).flatMap((content) => own(content, 'schema') ?? []);
}
