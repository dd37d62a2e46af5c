import type { JsonPointer } from '../../../base/json.ts';
import { memo } from '../../../base/memo.ts';
import type { Provenance } from '../../facts.ts';
import type { ListEntry, TableBlock } from '../docs/block.ts';
import { columnsOf, type ColumnRole } from '../docs/columns.ts';
import { plain } from '../docs/plain.ts';
import type { FieldFacts, Presence, ValueFacts } from './field.ts';
import { readName, type PrintedName } from './name-cell.ts';
import { readProse } from './prose.ts';
import { defaultIn } from './prose-default.ts';
import { limitsIn, limitsOfType, readLimits } from './prose-limits.ts';
import { referencesIn } from './prose-reference.ts';
import { listedValues } from './prose-values.ts';
import { readType } from './type-cell.ts';

/** One documented field as printed: a table row or a list entry. */
export interface FieldRow {
  readonly name: PrintedName;
  readonly facts: FieldFacts;
  /** Where the row says that the value goes: `query`, `body`. */
  readonly location?: string;
  readonly origin: Provenance['origin'];
  readonly at: JsonPointer;
  readonly confidence: number;
}

/** Whether a table lists fields: a column of names, and something said of each. */
export function isFieldTable(table: TableBlock): boolean {
  const columns = columnsOf(table);
  const name = nameColumn(columns);
  if (name === undefined || columns.size < (columns.has('name') ? 2 : 1) || table.rows.length === 0)
    return false;
  if (isPriceList(table)) return false;
  const readable = table.rows.filter((row) => readName(row[name] ?? '') !== undefined);
  return readable.length >= table.rows.length / 2;
}

const PRICE_HEADING = /^(?:price|pricing|costs?|fees?|rates?|charges?|amount due)\b/i;
const PRICE =
  /^(?:free|[$\u20AC\u00A3\u00A5]\s?\d[\d.,]*|\d[\d.,]*\s?(?:USD|EUR|GBP|\$|\u20AC|\u00A3|cents?))(?:\b|$)/i;

/** What something costs is not what is sent. */
function isPriceList(table: TableBlock): boolean {
  return table.header.some((heading, column) => {
    const cells = table.rows.map((row) => plain(row[column] ?? ''));
    return (
      PRICE_HEADING.test(plain(heading)) &&
      cells.filter((cell) => PRICE.test(cell)).length >= cells.length / 2
    );
  });
}

/** The first column names the fields where a type or a mark is in the next column. */
function nameColumn(columns: ReadonlyMap<ColumnRole, number>): number | undefined {
  const named = columns.get('name');
  if (named !== undefined) return named;
  const isFree = ![...columns.values()].includes(0);
  return isFree && (columns.has('type') || columns.has('required')) ? 0 : undefined;
}

/** The fields that a table lists. */
export function rowsOf(table: TableBlock, at: JsonPointer): FieldRow[] {
  const columns = columnsOf(table);
  const rows: FieldRow[] = [];
  for (const row of table.rows) {
    const name = readName(row[nameColumn(columns) ?? 0] ?? '');
    if (name !== undefined) rows.push(rowFrom(name, row, columns, at));
  }
  return rows;
}

function rowFrom(
  name: PrintedName,
  row: readonly string[],
  columns: ReadonlyMap<ColumnRole, number>,
  at: JsonPointer,
): FieldRow {
  const cell = (role: ColumnRole): string =>
    (row[columns.get(role) ?? -1] ?? '').slice(0, role === 'description' ? undefined : 1000).trim();
  const location = plain(cell('location')).toLowerCase();
  return {
    name,
    facts: factsOf(name, cell),
    origin: 'table',
    at,
    confidence: 0.95,
    ...(location === '' ? {} : { location }),
  };
}

/** Tables repeat the words of a field wherever it occurs. */
const proseOf = memo(readProse);

function factsOf(name: PrintedName, cell: (role: ColumnRole) => string): FieldFacts {
  const type = readType(cell('type') === '' ? name.note : cell('type'));
  const prose = proseOf(cell('description'));
  const facts: FieldFacts = {
    ...prose,
    ...defaultIn(cell('required')),
    ...type,
    ...columnFacts(cell, type.types),
  };
  if (facts.enum === undefined && /\benum/i.test(cell('type')))
    Object.assign(facts, listedValues(cell('description')));
  const [reference] = referencesIn(`${cell('type')}. ${cell('description')}`);
  if (reference !== undefined) facts.sameAs = reference.name;
  mergePresence(facts, [
    presenceOf(cell('required'), cell('optional')),
    name.required,
    type.required,
    prose.required,
  ]);
  const description = cleanDescription(cell('description'));
  if (!DASH.test(description)) facts.description = description;
  if (name.deprecated) facts.deprecated = true;
  return withoutContradiction(facts, prose);
}

/** A cell that is left empty, as people draw it. */
const DASH = /^[-\u2013\u2014]*$/;

/** The first that speaks decides; a condition in words beats a bare mark. */
function mergePresence(facts: FieldFacts, stated: readonly (Presence | undefined)[]): void {
  const decided = stated.find((presence) => presence !== undefined);
  if (decided === undefined) delete facts.required;
  else facts.required = decided;
}

/** Types from prose yield to a type column; values listed in prose are added to it. */
function withoutContradiction(facts: FieldFacts, prose: FieldFacts): FieldFacts {
  const isBoolean = facts.types?.includes('boolean') ?? false;
  if (isBoolean && prose.enum !== undefined && facts.enum === prose.enum) delete facts.enum;
  return facts;
}

const YES =
  /^(y|yes|true|required|mandatory|m|r|x|\u2713|\u2714|\u2705|\u2611|\u25CF|\u2022|1|always|must|must be (?:set|specified|sent|provided|present|included)(?: in (?:every|each|all)\b.*)?|req|s[ií]|oui|ja|sim|是|да|1\.\.1|1\.\.n|1\.\.\*|\*|:white_check_mark:|:heavy_check_mark:|yes\W.*|(?:required|mandatory)\W.*|true\W.*)$/i;
const NO =
  /^(n|no|false|optional|o|opt|-|\u2013|\u2014|\u2717|\u2718|\u274C|\u2715|0|never|non|nein|n[ãa]o|否|нет|not required|0\.\.1|0\.\.n|0\.\.\*|:x:|no\W.*|optional\W.*|false\W.*)$/i;
const CONDITIONAL =
  /^c$|condition|depend|\b(if|when|unless|except|either|one of|only|for|see)\b|^yes\/no$|^maybe|^varies/i;

function presenceOf(required: string, optional: string): Presence | undefined {
  const text = plain(required).replace(/(?:[.!]|\uFE0F)$/, '');
  if (CONDITIONAL.test(text)) return 'conditional';
  if (YES.test(text)) return 'required';
  if (NO.test(text)) return 'optional';
  const other = plain(optional);
  if (YES.test(other) && !/^required|^mandatory|^m$|^r$/i.test(other)) return 'optional';
  return NO.test(other) && !/^optional|^o$/i.test(other) ? 'required' : undefined;
}

function columnFacts(cell: (role: ColumnRole) => string, types: ValueFacts['types']): FieldFacts {
  return {
    ...defaultFacts(cell('default')),
    ...valueFacts(cell('values'), types),
    ...formatFacts(cell('format')),
    ...limitFacts(cell),
    ...flagFacts(cell),
    ...exampleFacts(cell('example')),
  };
}

const NOTHING = /^(-+|\u2013|\u2014|n\/?a|none|no|nil|null|empty|not set|)$/i;

function defaultFacts(cell: string): FieldFacts {
  const text = plain(cell);
  return NOTHING.test(text) || text.length > 80 ? {} : { default: text };
}

/** Words that say what the column says already. */
const VALUES_LEAD =
  /^\s*(?:(?:(?:possible|allowed|valid|accepted|supported|enum(?:eration)?) ?(?:values?)?|values?)(?: are| is)?\s*:|(?:one of|either)(?: the following)?:?)\s*/i;

const DEFAULT_MARK = /\s*[([]\s*(?:by )?default\s*[)\]]\s*$/i;

/** `A (Default); B`: one of the values of a cell is marked. */
function isMarkedDefault(text: string, value: string): boolean {
  const at = text.toLowerCase().search(/\s*[([]\s*(?:by )?default\s*[)\]]/);
  return at >= 0 && text.slice(0, at).endsWith(value);
}

function valueFacts(printed: string, types: ValueFacts['types']): FieldFacts {
  const listed = printed.replace(VALUES_LEAD, '');
  const cell = /^\s*\\?[[({]([^[\](){}]*?)\\?[\])}]\s*$/.exec(listed)?.[1] ?? listed;
  const facts = listedFacts(cell.replaceAll('\\`', '`').replace(/[;,.]\s*default\b.*$/i, ''), types);
  const last = /\bdefault\W+([\w.-]+)\W*$/i.exec(plain(cell))?.[1];
  const isListed = last !== undefined && facts.enum?.includes(last) === true;
  return { ...defaultIn(cell), ...(isListed && { default: last }), ...facts };
}

function listedFacts(cell: string, types: ValueFacts['types']): FieldFacts {
  const text = plain(cell);
  if (NOTHING.test(text)) return {};
  const { facts: limits, rest } = readLimits(text);
  if (
    Object.keys(limits).length > 0 &&
    !/\w\W+\w/.test(rest.replace(/default.*$|\b(?:any|an?|integers?|numbers?)\b/gi, ''))
  )
    return limitsOfType(limits, types);
  const codes = [...cell.matchAll(/`([^`\n]{1,80})`/g)].map((match) => match[1] ?? '');
  const parts =
    codes.length > 1
      ? codes
      : cell.split(/\n|[,;|](?![^()\n]*\))|\s\/\s|\bor\b(?![^()\n]*\))|(?<=\w)\/(?=\w)/).map((part) =>
          plain(part)
            .replace(/^["'-]\s*|["']$/g, '')
            .replace(/\s*(?:=|[:\u2013\u2014-]\s).*$/, '')
            .replace(DEFAULT_MARK, '')
            .replace(/(?<=\w)\s+\([^()]*\)$/, ''),
        );
  const values = [...new Set(parts.filter((part) => part !== ''))];
  const areValues =
    values.length > 0 && values.every((value) => value.length <= 60 && value.split(' ').length <= 3);
  if (!areValues || (values.length < 2 && codes.length !== 1)) return {};
  const marked = values.find((value) => isMarkedDefault(text, value));
  const named = values.filter((value) => value !== 'null');
  return {
    enum: named,
    enumConfidence: 0.95,
    ...(marked !== undefined && { default: marked }),
    ...(named.length < values.length && { nullable: true }),
  };
}

function formatFacts(cell: string): FieldFacts {
  const text = plain(cell);
  if (NOTHING.test(text)) return {};
  const facts = readType(text);
  const prose = readProse(text);
  const format = facts.format ?? prose.format;
  return format === undefined ? {} : { format };
}

function limitFacts(cell: (role: ColumnRole) => string): FieldFacts {
  const facts: FieldFacts = {};
  const length = /^\D{0,12}(\d{1,9})\D{0,20}$/.exec(plain(cell('length')))?.[1];
  const span = /(\d{1,9})\s*(?:-|\u2013|to|\.\.)\s*(\d{1,9})/.exec(plain(cell('length')));
  if (span !== null) Object.assign(facts, { minLength: Number(span[1]), maxLength: Number(span[2]) });
  else if (length !== undefined && length !== '0') facts.maxLength = Number(length);
  const least = Number.parseFloat(plain(cell('minimum')));
  const most = Number.parseFloat(plain(cell('maximum')));
  if (Number.isFinite(least)) facts.minimum = least;
  if (Number.isFinite(most)) facts.maximum = most;
  const pattern = /^[`/]*(\^?.{1,200}?)[`/]*$/.exec(cell('pattern'))?.[1];
  return {
    ...facts,
    ...rangeFacts(cell('range')),
    ...(pattern === undefined || NOTHING.test(pattern) ? {} : { pattern }),
  };
}

function rangeFacts(cell: string): FieldFacts {
  if (cell === '') return {};
  const { required: _, types: __, ...facts } = { ...readProse(cell), ...limitsIn(plain(cell)) };
  return facts;
}

function flagFacts(cell: (role: ColumnRole) => string): FieldFacts {
  return {
    ...(YES.test(plain(cell('nullable'))) && cell('nullable') !== '' ? { nullable: true } : {}),
    ...(YES.test(plain(cell('deprecated'))) && cell('deprecated') !== '' ? { deprecated: true } : {}),
  };
}

function exampleFacts(cell: string): FieldFacts {
  const text = plain(cell);
  return NOTHING.test(text) || text.length > 200 ? {} : { examples: [text] };
}

/** A mark such as `Required.` or `(optional)` has become a fact; the rest of the text stays. */
export function cleanDescription(text: string): string {
  return text
    .replace(/^\s*[([](required|optional|mandatory)[)\]][\s.:,-]*/i, '')
    .replace(/^\s*(required|optional|mandatory)[.:]\s+/i, '')
    .replace(/(^|\n|[.`]\s)\s*(Required|Optional|Mandatory)\.?\s*$/, (_, lead: string) => lead.trimEnd())
    .trim();
}

const ENTRY =
  /^(?:\*\*|__)?[`"']?(?<name>[$@A-Za-z_][\w$@.[\]*-]{0,80})[`"']?(?:\*\*|__)?(?:[`"']?)\s*(?<meta>(?:[([{<][^()[\]{}<>\n]{1,160}[)\]}>]|(?:_|\*)[a-z][^_*\n]{1,60}(?:_|\*)))?\s*(?:[:=\u2013\u2014-]{1,2}|$|(?=[*_([`]{1,2}(?:required|optional|mandatory)\b)|(?<=[)\]`*]\s{1,3})(?=(?:must|should|cannot)\b))\s*(?<rest>[\s\S]{0,4000})$/;

/** The fields that a list or a run of lines names: `name (string, required): text`. */
export function rowsOfEntries(entries: readonly ListEntry[], at: JsonPointer, depth = 0): FieldRow[] {
  return entries.flatMap((entry) => {
    const row = rowOfLine(entry.text, at, depth);
    return row === undefined
      ? []
      : [withNestedValues(row, entry), ...rowsOfEntries(entry.entries, at, depth + 1)];
  });
}

/** Words that begin a remark, not a field. */
const CALL_OUT =
  /^(note|notes|important|warning|tip|hint|caution|example|examples|see|description|usage|https?|info|attention|remark|to-?do|nb)$/i;

export function rowOfLine(line: string, at: JsonPointer, depth = 0): FieldRow | undefined {
  const groups = ENTRY.exec(line.trim())?.groups;
  const printed = groups?.['name'];
  if (groups === undefined || printed === undefined) return undefined;
  const name = readName(/^[*_]/.test(line.trim()) ? printed.replace(/[*_]+$/, '') : printed);
  const meta = (groups['meta'] ?? '').replace(/^[([{<_*]+|[)\]}>_*]+$/g, '');
  const rest = groups['rest'] ?? '';
  if (name === undefined || CALL_OUT.test(printed) || (meta === '' && rest.trim() === '')) return undefined;
  const prose = readProse(rest);
  const type = readType(meta.replace(/,\s*default.*$/i, ''));
  const facts: FieldFacts = { ...prose, ...readProse(meta === '' ? '' : `(${meta})`), ...type };
  mergePresence(facts, [name.required, type.required, prose.required]);
  const description = cleanDescription(rest);
  if (description !== '') facts.description = description;
  return { name: { ...name, depth }, facts, origin: 'list', at, confidence: 0.85 };
}

/** Values listed below a field: `- a`, `- b` under "one of". */
function withNestedValues(row: FieldRow, entry: ListEntry): FieldRow {
  const values = entry.entries.map(
    (nested) => /^[`"']([^`"'\n]{1,60})[`"'](?=$|\s*[:=-])/.exec(nested.text)?.[1],
  );
  const isList =
    values.length >= 2 &&
    values.every((value) => value !== undefined) &&
    /\b(values?|one of|options?|either)\b[^.]{0,30}:?\s*$/i.test(entry.text);
  if (!isList) return row;
  return {
    ...row,
    facts: { ...row.facts, enum: values.filter((value) => value !== undefined), enumConfidence: 0.85 },
  };
}
