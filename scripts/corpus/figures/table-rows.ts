import type { Grid } from '../raw/raw-tables.ts';

/** What one row of a parameter table says of a field. */
export interface TableRow {
  readonly name: string;
  readonly type: string | undefined;
  readonly required: boolean | undefined;
  readonly values: readonly string[];
}

const nameHeading =
  /^\W*(field|parameter|param|property|attribute|argument|key|name|variable|element|input)s?( name)?\W*$/i;
const typeHeading = /^\W*(data ?)?type\W*$/i;
const requiredHeading = /^\W*((is )?(required|mandatory|optional|presence)\b|req\.?$|m\/o\W*$)/i;
const valuesHeading =
  /^\W*((allowed|accepted|possible|valid|permitted|supported) )?(values?|enum|options|choices)\W*$/i;
const descriptionHeading =
  /^\W*(description|details?|meaning|notes?|comments?|definition|explanation|purpose)\W*$/i;

const types: readonly (readonly [RegExp, string])[] = [
  [/\b(array|list)\b|\[\]/i, 'array'],
  [/\b(bool|boolean)\b/i, 'boolean'],
  [/\b(int|integer|long|int32|int64)\b/i, 'integer'],
  [/\b(number|float|double|decimal|numeric)\b/i, 'number'],
  [/\b(object|map|dictionary|hash)\b/i, 'object'],
  [/\b(string|text|str|uuid|date|datetime|date-time|url|uri|email|char|varchar)\b/i, 'string'],
];

/** The type that is named first: `string, at most 80 characters long` is a string. */
function typeOf(cell: string): string | undefined {
  const named = types
    .map(([pattern, type]) => ({ type, at: cell.search(pattern) }))
    .filter(({ at }) => at >= 0);
  if (named.some(({ type }) => type === 'array')) return 'array';
  return named.sort((a, b) => a.at - b.at)[0]?.type;
}

function requiredOf(cell: string, heading: string): boolean | undefined {
  const text = cell.trim().toLowerCase();
  const flip = /optional/i.test(heading) && !/required/i.test(heading);
  if (/^(yes|true|y|m|required|mandatory)\b|^(✓|✔|✅|x\b|\*)/.test(text))
    return !flip || /^(required|mandatory)/.test(text);
  if (/^(no|false|n|optional|-|–|❌)\b|^(-|–|❌|)$/.test(text)) return flip && !text.startsWith('optional');
  return undefined;
}

/** `string, required` or `Required. The name.`: a mark, not a sentence about something else. */
function markedIn(cell: string): boolean | undefined {
  const mark = /(?:^\W*|[.,(*_]\s*)(required|mandatory|optional)(?=\W*$|[.,;:)*_])/i.exec(cell)?.[1];
  return mark === undefined ? undefined : !/optional/i.test(mark);
}

const listing =
  /(?:one of|(?:possible|valid|allowed|accepted|permitted|supported|available) values?(?: are| is)?|enum|can be(?: either)?|must be(?: either| one of)?)\s*:?\s*([^.\n]*)/i;

/** Values that a description lists as code or in quotes after words that say it is a list. */
function valuesOf(text: string): string[] {
  const list = listing.exec(text)?.[1] ?? '';
  const marked = [...list.matchAll(/[`"'“”]([\w.-]+)[`"'“”]/g)].map((match) => match[1] ?? '');
  return marked.length > 1 ? [...new Set(marked)] : [];
}

/** Values of a column for them: separated by commas, bars, slashes or lines. */
function listedIn(cell: string): string[] {
  const text = cell.replace(/^\s*\[(.*)\]\s*$/s, '$1');
  const values = text.split(/[,|/\n;]|<br\s*\/?>/).map((part) => part.replace(/[`"'“”*]/g, '').trim());
  const known = [...new Set(values.filter((value) => value !== ''))];
  const areValues = known.length > 1 && known.every((value) => /^[\w.-]+$/.test(value));
  return areValues ? known : [];
}

function cleanName(cell: string): string {
  return (cell.replace(/[*`]/g, '').trim().split(/[\s(]/)[0] ?? '').replace(/:+$/, '');
}

/** Rows of a table that documents fields; none where its heading says that it is about something else. */
export function rowsOf([heading = [], ...rows]: Grid): TableRow[] {
  const name = heading.findIndex((cell) => nameHeading.test(cell));
  const type = heading.findIndex((cell) => typeHeading.test(cell));
  const required = heading.findIndex((cell) => requiredHeading.test(cell));
  const values = heading.findIndex((cell) => valuesHeading.test(cell));
  const description = heading.findIndex((cell) => descriptionHeading.test(cell));
  if (name < 0 || (type < 0 && description < 0)) return [];
  return rows
    .map((row) => ({
      name: cleanName(row[name] ?? ''),
      type: type < 0 ? undefined : typeOf(row[type] ?? ''),
      required:
        (required < 0 ? undefined : requiredOf(row[required] ?? '', heading[required] ?? '')) ??
        (required < 0 ? (markedIn(row[type] ?? '') ?? markedIn(row[description] ?? '')) : undefined),
      values: [listedIn(row[values] ?? ''), valuesOf(row[description] ?? '')].find((l) => l.length > 0) ?? [],
    }))
    .filter((row) => /^[\w$.[\]@:-]+$/.test(row.name));
}
