import type { Tally } from './figure.ts';
import type { FigureContext } from './figures/context.ts';
import { factsStated } from './figures/facts.ts';
import { formKeysKept, headersKept, jsonBodiesKept, operationsKept, queryKept } from './figures/kept.ts';
import { mergedBodiesKept, mergedResponsesKept } from './figures/merged.ts';
import {
  bodiesValid,
  bodyMutantsRejected,
  responseMutantsRejected,
  responsesValid,
} from './figures/schemas.ts';
import { componentsApartByRequired, componentsUnnumbered, idsWithVerb } from './figures/names.ts';
import { secretsHidden } from './figures/secrets.ts';
import { noauthOpen, securityRight } from './figures/security.ts';
import { bodiesWhereNone, shapesShared, twinPaths } from './figures/structure.ts';
import { tableRequiredUsed, tableStatusesUsed, tableTypesUsed, tableValuesUsed } from './figures/tables.ts';
import { htmlLeft } from './figures/text.ts';
import { typesUseful } from './figures/useful-types.ts';

/** One line of the table. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** Least share that is good enough, 0 to 1; `none` for things that must not occur. */
  readonly target: number | 'none';
  readonly measure: (context: FigureContext) => Tally;
}

/** Every figure that is counted inside a document, in the order of the table. */
export const figures: readonly Figure[] = [
  { id: 'operations', title: 'operations kept', target: 1, measure: operationsKept },
  { id: 'query', title: 'query parameters kept', target: 0.995, measure: queryKept },
  { id: 'headers', title: 'headers kept', target: 0.995, measure: headersKept },
  { id: 'form', title: 'form keys kept', target: 0.995, measure: formKeysKept },
  { id: 'json-bodies', title: 'JSON bodies kept', target: 0.995, measure: jsonBodiesKept },
  {
    id: 'merged-bodies',
    title: 'bodies of requests that share an operation',
    target: 1,
    measure: mergedBodiesKept,
  },
  {
    id: 'merged-responses',
    title: 'saved responses of such requests',
    target: 1,
    measure: mergedResponsesKept,
  },
  {
    id: 'responses-valid',
    title: 'saved JSON responses valid, schema useful',
    target: 1,
    measure: responsesValid,
  },
  {
    id: 'response-mutants',
    title: 'wrong-typed mutants of responses rejected',
    target: 0.97,
    measure: responseMutantsRejected,
  },
  { id: 'bodies-valid', title: 'JSON request bodies valid, schema useful', target: 1, measure: bodiesValid },
  {
    id: 'body-mutants',
    title: 'wrong-typed mutants of bodies rejected',
    target: 0.97,
    measure: bodyMutantsRejected,
  },
  { id: 'security', title: 'right security', target: 0.99, measure: securityRight },
  { id: 'noauth', title: '`noauth` left open', target: 1, measure: noauthOpen },
  { id: 'table-types', title: 'table rows used: type', target: 0.9, measure: tableTypesUsed },
  { id: 'table-required', title: 'table rows used: required', target: 0.9, measure: tableRequiredUsed },
  { id: 'table-values', title: 'table rows used: enum', target: 0.9, measure: tableValuesUsed },
  { id: 'table-statuses', title: 'status codes in tables used', target: 0.9, measure: tableStatusesUsed },
  { id: 'types-useful', title: 'bodies with a useful type', target: 0.99, measure: typesUseful },
  { id: 'secrets', title: 'secrets not copied', target: 1, measure: secretsHidden },
  { id: 'html', title: 'HTML left', target: 'none', measure: htmlLeft },
  { id: 'no-content', title: 'no-content statuses with a body', target: 'none', measure: bodiesWhereNone },
  { id: 'twins', title: 'twin paths', target: 'none', measure: twinPaths },
  { id: 'verbs', title: 'operation ids with a verb', target: 0.99, measure: idsWithVerb },
  {
    id: 'numbered',
    title: 'component names without a number at the end',
    target: 0.98,
    measure: componentsUnnumbered,
  },
  {
    id: 'apart-by-required',
    title: 'components apart only by `required`',
    target: 'none',
    measure: componentsApartByRequired,
  },
  { id: 'shapes', title: 'recurring shapes that are one component', target: 1, measure: shapesShared },
  { id: 'facts', title: 'facts of the sheets', target: 0.97, measure: factsStated(() => true) },
  { id: 'facts-plain', title: '  plainly stated', target: 0.99, measure: factsStated(({ plain }) => plain) },
  { id: 'facts-field', title: '  fields', target: 0.97, measure: factsStated('field') },
  { id: 'facts-type', title: '  types', target: 0.97, measure: factsStated('type') },
  { id: 'facts-required', title: '  required or not', target: 0.98, measure: factsStated('required') },
  { id: 'facts-enum', title: '  enums', target: 0.95, measure: factsStated('enum') },
  { id: 'facts-bound', title: '  bounds', target: 0.95, measure: factsStated('bound') },
  { id: 'facts-default', title: '  defaults', target: 0.95, measure: factsStated('default') },
  { id: 'facts-null', title: '  null', target: 0.95, measure: factsStated('null') },
  { id: 'facts-status', title: '  statuses', target: 0.97, measure: factsStated('status') },
];
