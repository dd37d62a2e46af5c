import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { requestContent, responseContent } from '../document/content.ts';
import type { DocumentView } from '../document/document-view.ts';
import { findProperties, parts, type FoundProperty } from '../document/schema-view.ts';
import { Counter, type Tally } from '../figure.ts';
import { tablesOf } from '../raw/raw-tables.ts';
import { list, object } from '../raw/values.ts';
import { label, type FigureContext, type Pair } from './context.ts';
import { rowsOf, type TableRow } from './table-rows.ts';

function statuses(operation: JsonObject): (number | undefined)[] {
  return Object.keys(object(operation['responses'])).map((code) =>
    /^\d+$/.test(code) ? Number(code) : undefined,
  );
}

/** Every place of the operation where a field of this name stands. */
function places(view: DocumentView, { operation }: Pair, name: string): FoundProperty[] {
  if (operation === undefined) return [];
  const last = name.split(/[.[\]]+/).findLast((part) => part !== '') ?? name;
  const names = [...new Set([name, last])];
  const parameters = operation.parameters
    .filter((parameter) => names.includes(String(parameter['name'])))
    .map((parameter) => ({
      schema: view.follow(parameter['schema']),
      required: parameter['required'] === true,
    }));
  const content = [
    ...requestContent(view, operation),
    ...statuses(operation.operation).flatMap((status) => responseContent(view, operation, status)),
  ];
  const properties = content.flatMap(({ value }) =>
    names.flatMap((part) => findProperties(view, value['schema'], part)),
  );
  return [...parameters, ...properties];
}

function hasType(view: DocumentView, { schema }: FoundProperty, type: string): boolean {
  const accepted =
    type === 'number' ? ['number', 'integer'] : type === 'integer' ? ['integer', 'number'] : [type];
  return parts(view, schema).some((part) =>
    [part['type'], ...list(part['type'])].some((own) => accepted.includes(String(own))),
  );
}

function hasValues(view: DocumentView, { schema }: FoundProperty, values: readonly string[]): boolean {
  const inner = parts(view, schema).flatMap((part) => [part, ...parts(view, part['items'])]);
  const known = new Set(inner.flatMap((part) => [...list(part['enum']), part['const']]).map(String));
  return values.every((value) => known.has(value));
}

function eachRow(
  { pairs, view }: FigureContext,
  visit: (row: TableRow, found: FoundProperty[], what: string) => void,
): void {
  for (const pair of pairs) {
    for (const row of tablesOf(pair.request.description).flatMap(rowsOf)) {
      visit(row, places(view, pair, row.name), `${label(pair)} row ${row.name}`);
    }
  }
}

export function tableTypesUsed(context: FigureContext): Tally {
  const counter = new Counter();
  eachRow(context, ({ type }, found, what) => {
    if (type === undefined) return;
    counter.count(
      found.some((place) => hasType(context.view, place, type)),
      () => `${what}: ${type}${found.length === 0 ? ', no such field' : ''}`,
    );
  });
  return counter;
}

export function tableRequiredUsed(context: FigureContext): Tally {
  const counter = new Counter();
  eachRow(context, ({ required }, found, what) => {
    if (required !== true) return;
    counter.count(
      found.some((place) => place.required),
      () => `${what}: required${found.length === 0 ? ', no such field' : ''}`,
    );
  });
  return counter;
}

export function tableValuesUsed(context: FigureContext): Tally {
  const counter = new Counter();
  eachRow(context, ({ values }, found, what) => {
    if (values.length === 0) return;
    counter.count(
      found.some((place) => hasValues(context.view, place, values)),
      () => `${what}: ${values.join(', ')}`,
    );
  });
  return counter;
}

/** Status codes that a table of an operation lists in a column for them. */
export function tableStatusesUsed({ pairs }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of pairs) {
    for (const [heading = [], ...rows] of tablesOf(pair.request.description)) {
      const column = heading.findIndex((cell) => /\b(status|code|http)\b/i.test(cell));
      for (const row of column < 0 ? [] : rows) {
        const code = /^\W*([1-5]\d\d)\b/.exec(row[column] ?? '')?.[1];
        if (code === undefined) continue;
        const responses = object(pair.operation?.operation['responses']);
        counter.count(
          Object.hasOwn(responses, code) || Object.hasOwn(responses, `${code[0] ?? ''}XX`),
          () => `${label(pair)} status ${code}`,
        );
      }
    }
  }
  return counter;
}
