import type { SchemaError } from '../api/api.ts';
import { findMedia } from '../api/find.ts';
import type { AnswerContext } from './check.ts';

/** Keywords by which a schema closes an object. */
const CLOSING = new Set(['additionalProperties', 'unevaluatedProperties']);

/**
 * The ways in which an answer's body violates its schema, without those about undocumented properties. A value of
 * another type breaks every other rule for it as well: the type alone counts.
 */
export function shapeErrors(context: AnswerContext): readonly SchemaError[] {
  const errors = allErrors(context).filter(({ keyword }) => !CLOSING.has(keyword));
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ at }) => at));
  return errors.filter(({ at, keyword }) => keyword === 'type' || !mistyped.has(at));
}

/** The properties that a closed object of the schema does not know. */
export function closedObjectErrors(context: AnswerContext): readonly SchemaError[] {
  return allErrors(context).filter(({ keyword }) => CLOSING.has(keyword));
}

function allErrors({ api, response, answer }: AnswerContext): readonly SchemaError[] {
  if (response === undefined || answer.json === undefined) return [];
  const media = findMedia(response.content, answer.headers['content-type'] ?? '') ?? response.content[0];
  return media === undefined ? [] : api.validate(media, answer.json);
}

/** `/taskIds/3/taskId` and `/taskIds/4/taskId` have one cause. */
export function withoutIndexes(at: string): string {
  return at.replaceAll(/\/\d+(?=\/|$)/g, '/*');
}
