import type { Json } from '../../base/json.ts';

/** Sentences for the problems of `6-lint`, by code. */
export const lintMessages: Readonly<Record<string, (args: Readonly<Record<string, Json>>) => string>> = {
  'lint-rule-unknown': ({ rule, known }) =>
    `The settings name a lint rule \`${String(rule)}\` that does not exist; there are ${Array.isArray(known) ? known.join(', ') : ''}.`,
  'lint-structure': ({ reason }) => `The document departs from the OpenAPI schema: ${String(reason)}.`,
  'lint-references-resolve': ({ reference }) => `The reference \`${String(reference)}\` leads nowhere.`,
  'lint-operation-ids-unique': ({ id, other }) =>
    id === null
      ? 'The operation has no operationId.'
      : `The operationId \`${String(id)}\` is taken already, by ${String(other)}.`,
  'lint-path-parameters-declared': ({ name, path, fault }) =>
    `Path parameter \`${String(name)}\` of ${String(path)} is ${WHAT[String(fault)] ?? 'wrong'}.`,
  'lint-no-twin-paths': ({ path, other }) =>
    `The paths ${String(path)} and ${String(other)} differ only in the names of their variables.`,
  'lint-security-declared': ({ scheme }) => `The security scheme \`${String(scheme)}\` is not declared.`,
  'lint-no-body-where-none-is-sent': ({ status }) =>
    `A body is described for status ${String(status)}, which has none.`,
  'lint-examples-valid': ({ reason }) => `The example does not fit its schema: ${String(reason)}`,
  'lint-no-html': ({ element }) => `The text holds HTML: \`${String(element)}\`.`,
  'lint-no-secrets': ({ kind }) => `A value looks like ${String(kind)}.`,
  'lint-error-codes-listed': ({ status }) =>
    `The response for status ${String(status)} lists no error codes.`,
};

const WHAT: Readonly<Record<string, string>> = {
  missing: 'in the path but not declared',
  stray: 'declared but not in the path',
  doubled: 'declared more than once',
};
