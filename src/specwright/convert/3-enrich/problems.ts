import type { Json } from '../../base/json.ts';
import type { JsonSlip } from '../canonical-collection.ts';
import { info, problemsOf, warning } from '../../base/problem.ts';

export const enrichProblem = problemsOf({
  'type-contradicts-sample': warning(
    ({ field, stated, seen }: { field: string; stated: string; seen: string }) =>
      `"${field}" is documented as ${stated}, but the saved samples have ${seen}; the samples were followed.`,
  ),
  'limit-contradicts-sample': warning(
    ({ field, keyword, value }: { field: string; keyword: string; value: Json }) =>
      `The documented ${keyword} ${text(value)} of "${field}" does not hold for a saved sample; it was left out.`,
  ),
  'format-contradicts-sample': info(
    ({ field, format }: { field: string; format: string }) =>
      `"${field}" is documented in the format ${format}, but a saved sample is not; the format was left out.`,
  ),
  'values-contradict-samples': warning(
    ({ field, values }: FieldValues) =>
      `Saved samples of "${field}" (${list(values)}) are not among the values that its description seems to list; the list was left out.`,
  ),
  'values-widened-by-sample': warning(
    ({ field, values }: FieldValues) =>
      `Saved samples of "${field}" have values that its documentation does not list (${list(values)}); they were added.`,
  ),
  'required-absent-in-sample': warning(
    ({ field }: Field) =>
      `"${field}" is documented as required, but a saved sample lacks it; it was left optional.`,
  ),
  'required-conditionally': info(
    ({ field }: Field) =>
      `"${field}" is required under a condition that is given in words; it was left optional.`,
  ),
  'path-parameter-unknown': warning(
    ({ name, path }: { name: string; path: string }) =>
      `The documentation names a path parameter "${name}" that ${path} does not have; it was left out.`,
  ),
  'content-with-no-content-status': warning(
    ({ name, status }: { name: string; status: string }) =>
      `The saved response "${name}" has a body, which status ${status} forbids; it was documented as a 200 next to an empty ${status}.`,
  ),
  'response-without-status': warning(
    ({ name, taken }: { name: string; taken: string }) =>
      `The saved response "${name}" states no status; ${taken} was assumed.`,
  ),
  'response-fields-without-content': warning(
    ({ statuses }: { statuses: readonly string[] }) =>
      `Response fields are documented, but the saved status (${list(statuses)}) carries no body; they were documented under 200.`,
  ),
  'body-is-no-json': warning(
    ({ name, mediaType, slips }: { name: string; mediaType: string; slips: readonly JsonSlip[] }) =>
      slips.length === 0
        ? `The body of "${name}" is labelled ${mediaType} but is not JSON; its text says nothing about the schema.`
        : `The body of "${name}" is labelled ${mediaType} but is not JSON: ${slips.map((slip) => SLIPS[slip]).join(', ')}. It was read with that put right.`,
  ),
  'number-not-representable': warning(
    ({ name, places }: { name: string; places: readonly string[] }) =>
      `The body of "${name}" has numbers that lose digits in JavaScript (at ${list(places)}); the schema is kept, the example is left out.`,
  ),
  'table-not-read': info(
    ({ header }: { header: readonly string[] }) =>
      `A table with the columns ${list(header)} was not understood; it stays in the description.`,
  ),
});

const SLIPS: Readonly<Record<JsonSlip, string>> = {
  comma: 'a comma is missing or too many',
  quote: 'quotes are wrong',
  bracket: 'a bracket is missing or too many',
  gap: 'parts are left out',
  word: 'words take the place of a value',
  colon: 'a colon is missing',
  several: 'one text holds several bodies',
};

type Field = Readonly<{ field: string }>;
type FieldValues = Readonly<{ field: string; values: readonly Json[] }>;

function list(values: readonly Json[]): string {
  return values.map(text).join(', ');
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
