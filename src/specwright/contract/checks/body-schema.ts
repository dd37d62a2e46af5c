import { valueAt } from '../../base/pointer.ts';
import type { SchemaError } from '../api/api.ts';
import { responsePointer } from '../api/pointers.ts';
import { restsOnReading } from '../engine/match-answer.ts';
import { documentedCheck, type DocumentedContext } from './check.ts';
import type { Flaw } from './description.ts';
import { shapeErrors, withoutIndexes } from './schema-errors.ts';

export const bodySchema = documentedCheck(
  {
    id: 'body-schema',
    severity: 'error',
    layer: 'form',
    what: 'A JSON body has the documented shape: required properties, types, formats, enum members, bounds.',
    why: 'Typed clients are generated from the schema; a body of another shape breaks them far from the cause.',
    fix: 'Send what the schema says, or correct the schema by an overlay when the server is right.',
  },
  function* (context) {
    if (isMissingBody(context)) yield missingBody(context);
    for (const error of oneForEachObject(shapeErrors(context))) {
      if (!isCodeOfReading(context, error)) yield describe(context, error);
    }
  },
);

/** What an object lacks has one cause, however many properties it is. */
function oneForEachObject(errors: readonly SchemaError[]): readonly SchemaError[] {
  const lacking = new Map<string, string[]>();
  for (const { at, keyword, property = '' } of errors)
    if (keyword === 'required') lacking.set(at, [...(lacking.get(at) ?? []), property]);
  const missing = [...lacking].map(([at, properties]): SchemaError => {
    const names = properties.sort().join(', ');
    return { at, keyword: 'required', message: `must have ${names}`, schemaPath: '', property: names };
  });
  return [...errors.filter(({ keyword }) => keyword !== 'required'), ...missing];
}

/** A documented JSON body that did not come at all. */
function isMissingBody({ response, answer, exchange }: DocumentedContext): boolean {
  const documented = response.content[0];
  if (documented?.schema === undefined || exchange.request.method === 'HEAD') return false;
  return answer.text === '' && answer.status !== 204;
}

function missingBody({ operation, response, answer }: DocumentedContext): Flaw {
  return {
    title: `${operation.id} answers ${answer.status} without the documented body`,
    expected: response.content[0]?.mediaType ?? 'a body',
    actual: 'an empty body',
    spec: responsePointer(operation, response.status),
    essence: 'empty',
  };
}

/** Where no code is published for a refusal, any code will do: the schema has no say then. */
function isCodeOfReading({ expectation, answer, exact }: DocumentedContext, error: SchemaError): boolean {
  return error.at === '/errorCode' && error.keyword === 'enum' && restsOnReading(expectation, answer, exact);
}

function describe({ operation, response, answer }: DocumentedContext, error: SchemaError): Flaw {
  const place = error.at === '' ? 'the body' : error.at;
  return {
    title: `${operation.id} answers ${answer.status} with a body that is not as documented: ${place} ${error.message}`,
    expected: `${place} ${error.message}`,
    actual: shown(valueAt(answer.json, error.at)),
    spec: `${responsePointer(operation, response.status)}/content`,
    essence: [withoutIndexes(error.at), error.keyword, error.property ?? []].flat().join(' ').trim(),
    ...(error.at === '' && { wholeBody: true }),
  };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
