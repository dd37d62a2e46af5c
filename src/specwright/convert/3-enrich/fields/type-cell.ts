import type { JsonType } from '../../../base/json.ts';
import { plain } from '../docs/plain.ts';
import type { Presence, ValueFacts } from './field.ts';
import { defaultIn } from './prose-default.ts';
import { limitsOfType, readLimits } from './prose-limits.ts';

/** What a type cell says: of the value, and sometimes of its presence. */
export interface TypeFacts extends ValueFacts {
  required?: Presence;
}

const textual = (format?: string): ValueFacts => ({
  types: ['string'],
  ...(format === undefined ? {} : { format }),
});
const of = (type: JsonType): ValueFacts => ({ types: [type] });

/** Words for types in many tongues of databases and languages. */
const WORDS: ReadonlyMap<string, ValueFacts> = new Map<string, ValueFacts>([
  ...pairs(
    'string str text varchar nvarchar char nchar character characters alphanumeric alpha an clob ntext longtext mediumtext tinytext password phone html markdown xml token slug base64 base64string time timezone locale currency hash alphanumerical path regex ip',
    textual(),
  ),
  ...pairs('uuid guid', textual('uuid')),
  ...pairs('email e-mail', textual('email')),
  ...pairs('url uri link href', textual('uri')),
  ...pairs('date localdate isodate', textual('date')),
  ...pairs(
    'datetime date-time timestamp timestamptz isodatetime datetimeoffset iso8601 iso-8601 zoneddatetime localdatetime instant',
    textual('date-time'),
  ),
  ...pairs('ipv4', textual('ipv4')),
  ...pairs('ipv6', textual('ipv6')),
  ...pairs('file binary blob bytes bytea attachment stream', textual('binary')),
  ...pairs(
    'integer int int8 int16 int32 int64 long short bigint smallint tinyint uint uint32 uint64 biginteger unixtime epoch serial whole',
    of('integer'),
  ),
  ...pairs(
    'number num numeric float double decimal real money float32 float64 bigdecimal digit digits',
    of('number'),
  ),
  ...pairs('boolean bool bit flag yes/no true/false logical tinyint(1)', of('boolean')),
  ...pairs('object obj json jsonobject struct jsonb record complex', of('object')),
  ...pairs('map dict dictionary hash hashmap hashtable', of('object')),
  ...pairs('array list arr collection set vector tuple jsonarray', of('array')),
  ...pairs('cadena texto chaîne chaine zeichenkette zeichenfolge 字符串 строка', textual()),
  ...pairs('entero entier ganzzahl inteiro 整数 整型 целое', of('integer')),
  ...pairs('número numero nombre zahl 数字 число', of('number')),
  ...pairs('booleano booléen booleen wahrheitswert 布尔 布尔值 булево', of('boolean')),
  ...pairs('objeto objet objekt 对象 объект', of('object')),
  ...pairs('arreglo lista tableau liste 数组 列表 массив', of('array')),
  ...pairs('null nil none', of('null')),
  ...pairs('any mixed variant unknown dynamic', {}),
  ...pairs('enum enumeration enumerated', {}),
]);

function pairs(words: string, facts: ValueFacts): [string, ValueFacts][] {
  return words.split(' ').map((word) => [word, facts]);
}

/** `string (enum)`: which values there are is said elsewhere. */
const ENUM_NOTE = /\s*[(,]\s*enum(?:eration|erated)?\s*(?:\)|$)\s*/i;

/** Reads a type cell such as `string`, `EmailAddress[]`, `array of objects`, `varchar(50), required`. */
export function readType(cell: string): TypeFacts {
  const source = plain(cell).replace(/[.;]+$/, '');
  if (source === '' || source.length > 200) return {};
  const { rest: bounded, required } = takePresence(source.replace(ENUM_NOTE, ' '));
  const { rest: noted, default: value } = takeDefault(bounded);
  const { facts: limits, rest } = readLimits(
    noted.replace(LEADING_TYPE, (type) => (WORDS.has(type.toLowerCase()) ? `${type},` : type)),
  );
  const nullable = NULL_NOTE.test(rest);
  const bare = rest.replace(NULL_NOTE, ' ').replace(/[([{<]\s+[)\]}>]/g, '');
  const facts = readUnion(bare.replace(/^[\s,;:]+|[\s,;:([{<]+(?:and[\s,;]+)?$/g, ''));
  return {
    ...facts,
    ...limitsOfType(limits, facts.types),
    ...(value !== undefined && { default: value }),
    ...(nullable && { nullable }),
    ...(required !== undefined && { required }),
  };
}

/** What follows a type begins a statement: `integer 0-100`. */
const LEADING_TYPE = /^[a-z]+(?=\s+\W?\d)/i;

/** `string, nullable`, `string (may be null)` */
const NULL_NOTE = /(?:\s*[,;]|\s*\(|\s)\s*(?:(?:can|may) be null|nullable)\b\)?|\s*\((?:or )?null\)/i;

/** `integer (default 20)`, `integer, default: 20`, `integer = 20` */
function takeDefault(source: string): { rest: string; default?: string } {
  const at = source.search(/[\s,;([-]+(?:\S+ by )?defaults?\b/i);
  const assigned = /^(\w+)\s*=\s*(\S+)$/.exec(source);
  if (at <= 0)
    return assigned === null ? { rest: source } : { rest: assigned[1] ?? '', default: assigned[2] ?? '' };
  return { rest: source.slice(0, at), ...defaultIn(source.slice(at)) };
}

function takePresence(source: string): { rest: string; required?: Presence } {
  const match = /[\s,;(/[-]*\b(required|mandatory|optional|conditional)\b[\s)\]]*/i.exec(source);
  if (match?.[1] === undefined) return { rest: source };
  const word = match[1].toLowerCase();
  const rest = `${source.slice(0, match.index)} ${source.slice(match.index + match[0].length)}`.trim();
  const required = word === 'mandatory' ? 'required' : word;
  return { rest, required: required === 'required' || required === 'optional' ? required : 'conditional' };
}

function readUnion(source: string): ValueFacts {
  const literals = readLiterals(source);
  if (literals !== undefined) return literals;
  const whole = readOne(source);
  if (whole !== undefined) return whole;
  const parts = source.split(/\s*(?:\||\bor\b|\/|,|&|\band\b|\n)\s*/i).filter((part) => part !== '');
  if (parts.length < 2 || parts.length > 8) return {};
  return union(parts.map((part) => readOne(part)).filter((part) => part !== undefined));
}

/** `"asc" | "desc"`, `'a', 'b'`: the values themselves are the type. */
function readLiterals(source: string): ValueFacts | undefined {
  if (!/^["']/.test(source)) return undefined;
  const values = [...source.matchAll(/(["'])([^"']{1,80})\1/g)].map((match) => match[2] ?? '');
  return values.length >= 2 ? { types: ['string'], enum: values, enumConfidence: 0.95 } : undefined;
}

function union(parts: readonly ValueFacts[]): ValueFacts {
  const types = [...new Set(parts.flatMap((part) => part.types ?? []))];
  const named = parts.find((part) => part.typeName !== undefined);
  const items = parts.find((part) => part.items !== undefined)?.items;
  const valued = types.filter((type) => type !== 'null');
  const only = valued.length === 1 ? parts.find((part) => part.types?.[0] === valued[0]) : undefined;
  return {
    ...only,
    ...(types.length > 0 ? { types } : {}),
    ...(items === undefined ? {} : { items }),
    ...(named?.typeName === undefined ? {} : { typeName: named.typeName }),
    ...(types.includes('null') ? { nullable: true } : {}),
  };
}

/** One type without alternatives; `undefined` where the words name none. */
function readOne(source: string): ValueFacts | undefined {
  const trimmed = source.trim();
  const nullable = /\?$|^nullable\b|\bnullable$|\(nullable\)$/i.test(trimmed);
  const bare = trimmed
    .replace(/\?$/, '')
    .replace(/^nullable\s*[<(](.*)[>)]$/i, '$1')
    .replace(/\(?\bnullable\b\)?/i, '')
    .trim();
  const facts =
    readArray(bare) ??
    readMap(bare) ??
    readSized(bare) ??
    readWord(bare) ??
    readPhrase(bare) ??
    readName(bare);
  return facts !== undefined && nullable ? { ...facts, nullable: true } : facts;
}

const ARRAY_OF =
  /^(?:an? )?(?:comma[- ]separated )?(?:array|list|collection|set|arr)s?(?: of |<|\[|\(|: ?| )\s*(?:of )?(.{1,80}?)\s*[>\])]?$/i;

function readArray(source: string): ValueFacts | undefined {
  const suffix = /^(.{1,80}?)\s*\[\s*\]$/.exec(source);
  const wrapped = /^\[\s*(.{1,80}?)\s*\]$/.exec(source);
  if (wrapped?.[1] !== undefined && /,\s*null$|^null\s*,/i.test(wrapped[1])) return readUnion(wrapped[1]);
  const phrase = ARRAY_OF.exec(source) ?? /^(.{1,60}?)[ -](?:array|list)$/i.exec(source);
  const inner = suffix?.[1] ?? wrapped?.[1] ?? phrase?.[1];
  if (inner === undefined) return undefined;
  const items = readUnion(elementType(inner));
  return { types: ['array'], ...(Object.keys(items).length === 0 ? {} : { items }) };
}

/** `the 3 integers` -> `integer`: what an array or map is said to hold. */
function elementType(words: string): string {
  const text = words
    .replace(/^\d+ ?/, '')
    .replace(/^(the|an?)\s+/i, '')
    .trim();
  const base = text.replace(/\s+(objects?|entities|items|elements|structures?|models?)$/i, '');
  if (base !== text && base !== '') return WORDS.has(base.toLowerCase()) ? base : `${base} object`;
  return text.endsWith('s') && WORDS.has(text.slice(0, -1).toLowerCase()) ? text.slice(0, -1) : text;
}

function readMap(source: string): ValueFacts | undefined {
  const match =
    /^(?:map|dict(?:ionary)?|record|hash(?:map)?|object)\s*[<[(]\s*(?:string|str|text)\s*[,:]\s*(.{1,60}?)\s*[>\])]$/i.exec(
      source,
    );
  const phrase = match ?? /^(?:map|dict(?:ionary)?|hash) of (.{1,40})$/i.exec(source);
  if (phrase?.[1] === undefined) return undefined;
  return { types: ['object'], values: readUnion(elementType(phrase[1])) };
}

/** `varchar(50)`, `integer (0-120)`, `string (date-time)`, `string<uuid>`, `enum(a, b)`, `string: a, b`. */
function readSized(source: string): ValueFacts | undefined {
  const match =
    /^([A-Za-z][\w-]{0,30})\s*(?:[(<[{:]|- |, ?(?=one of|either|values|enum))\s*(.{1,120}?)\s*[)>\]}]?$/.exec(
      source,
    );
  const word = match?.[1]?.toLowerCase();
  const note = match?.[2];
  if (word === undefined || note === undefined || !WORDS.has(word)) return undefined;
  const base = WORDS.get(word) ?? {};
  return noteFacts(base, note, word) ?? base;
}

function noteFacts(base: ValueFacts, note: string, word: string): ValueFacts | undefined {
  const isText = base.types?.[0] === 'string' || word === 'enum';
  const size = /^(?:max(?:imum)?\.?(?: length)?:? ?|up to )?(\d{1,9})(?: ?(?:chars?|characters|max))?$/i.exec(
    note,
  )?.[1];
  if (size !== undefined && isText) return { ...base, maxLength: Number(size) };
  const range = /^(-?\d{1,9}(?:\.\d{1,9})?) ?(?:-|\.\.|\u2013|to|,) ?(-?\d{1,9}(?:\.\d{1,9})?)$/.exec(note);
  if (range !== null && !isText && note.includes(',')) return undefined;
  if (range !== null)
    return isText
      ? textRange(base, range)
      : { ...base, minimum: Number(range[1]), maximum: Number(range[2]) };
  const inner =
    WORDS.get(note.toLowerCase().replace(/ /g, '-')) ?? WORDS.get(note.toLowerCase().replace(/[ -]/g, ''));
  if (inner?.types?.[0] === 'string' && isText) return { ...base, ...inner };
  if (/^array$/.test(word) && inner !== undefined) return { types: ['array'], items: inner };
  const values = note
    .replace(/^(?:enum|values|one of|either)\b[:\s(]*/i, '')
    .split(/\s*[,|/]\s*|\s+or\s+/)
    .map((value) => value.replace(/^["']|["']$/g, ''));
  const isList = values.length > 1 && values.every((value) => /^[\w.-]{1,40}$/.test(value));
  return isList
    ? { ...base, ...(isText ? { types: ['string'] } : {}), enum: values, enumConfidence: 0.9 }
    : undefined;
}

function textRange(base: ValueFacts, range: RegExpExecArray): ValueFacts {
  return { ...base, minLength: Number(range[1]), maxLength: Number(range[2]) };
}

function readWord(source: string): ValueFacts | undefined {
  const key = source.toLowerCase();
  return WORDS.get(key) ?? WORDS.get(key.replace(/[ _-]+/g, '')) ?? WORDS.get(key.replace(/s$/, ''));
}

const PHRASES: readonly (readonly [RegExp, ValueFacts])[] = [
  [
    /\b(iso|rfc).{0,12}\b(date|time)|\bdate.?time\b|\btimestamp\b|^date and time|\biso ?8601\b/i,
    textual('date-time'),
  ],
  [/^(iso |valid )?date\b/i, textual('date')],
  [/\be-?mail\b/i, textual('email')],
  [/\b(url|uri|hyperlink)\b/i, textual('uri')],
  [/\b(uuid|guid)\b/i, textual('uuid')],
  [
    /^(numeric |integer |unsigned |signed |positive |long |whole |non-negative |small |big )+(int|integer|number|id|value|long)?\b/i,
    of('integer'),
  ],
  [/^(decimal|float(ing)?|double|numeric)\b/i, of('number')],
  [/^(boolean|bool|true ?\/ ?false|true or false)\b/i, of('boolean')],
  [/^(integer|int)\b/i, of('integer')],
  [/^(number)\b/i, of('number')],
  [/^(json )?object\b/i, of('object')],
  [/^(string|text|varchar|char)\b/i, textual()],
  [/^(array|list)\b/i, of('array')],
  [/^(file|binary)\b/i, textual('binary')],
];

function readPhrase(source: string): ValueFacts | undefined {
  if (/[|,/]|\bor\b/.test(source)) return undefined;
  return PHRASES.find(([pattern]) => pattern.test(source))?.[1];
}

/** `ContactInfo`, `ContactInfo object`, `address object`: the name of another table. */
function readName(source: string): ValueFacts | undefined {
  const match = /^(?:an? |the )?([A-Za-z_][\w.-]{1,60})( (?:object|structure|model|entity|resource))?$/.exec(
    source,
  );
  const name = match?.[1];
  if (name === undefined) return undefined;
  if (match?.[2] !== undefined) return { types: ['object'], typeName: name };
  return /^[A-Z]|[a-z][A-Z]/.test(name) ? { typeName: name } : undefined;
}
