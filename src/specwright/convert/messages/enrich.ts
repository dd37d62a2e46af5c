import type { Json } from '../../base/json.ts';

type Args = Readonly<Record<string, Json>>;

const text = (value: Json | undefined): string =>
  Array.isArray(value)
    ? value.map(text).join(', ')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value ?? null);

/** Sentences for what the enrich stage found, by problem code. */
export const enrichMessages: Readonly<Record<string, (args: Args) => string>> = {
  'type-contradicts-sample': ({ field, stated, seen }) =>
    `"${text(field)}" is documented as ${text(stated)}, but the saved samples hold ${text(seen)}; the samples were followed.`,
  'limit-contradicts-sample': ({ field, keyword, value }) =>
    `The documented ${text(keyword)} ${text(value)} of "${text(field)}" does not hold for a saved sample; it was left out.`,
  'format-contradicts-sample': ({ field, format }) =>
    `"${text(field)}" is documented in the format ${text(format)}, but a saved sample is not; the format was left out.`,
  'values-contradict-samples': ({ field, values }) =>
    `Saved samples of "${text(field)}" (${text(values)}) are not among the values that its description seems to list; the list was left out.`,
  'values-widened-by-sample': ({ field, values }) =>
    `Saved samples of "${text(field)}" hold values that its documentation does not list (${text(values)}); they were added.`,
  'required-absent-in-sample': ({ field }) =>
    `"${text(field)}" is documented as required, but a saved sample lacks it; it was left optional.`,
  'required-conditionally': ({ field }) =>
    `"${text(field)}" is required under a condition that is given in words; it was left optional.`,
  'path-parameter-unknown': ({ name, path }) =>
    `The documentation names a path parameter "${text(name)}" that ${text(path)} does not have; it was left out.`,
  'content-with-no-content-status': ({ name, status }) =>
    `The saved response "${text(name)}" has a body, which status ${text(status)} forbids; it was documented as a 200 beside an empty ${text(status)}.`,
  'response-without-status': ({ name, taken }) =>
    `The saved response "${text(name)}" states no status; ${text(taken)} was assumed.`,
  'response-fields-without-content': ({ statuses }) =>
    `Response fields are documented, but the saved status (${text(statuses)}) carries no body; they were documented under 200.`,
  'body-is-no-json': ({ name, mediaType }) =>
    `The body of "${text(name)}" is labelled ${text(mediaType)} but is no JSON; it was kept as plain text.`,
  'table-not-read': ({ header }) =>
    `A table with the columns ${text(header)} was not understood; it stays in the description.`,
};
