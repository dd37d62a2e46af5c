import { plain } from './plain.ts';
import type { TableBlock } from './blocks.ts';

/** What a column of a documentation table tells. */
export type ColumnRole =
  | 'name'
  | 'type'
  | 'required'
  | 'optional'
  | 'default'
  | 'description'
  | 'values'
  | 'format'
  | 'length'
  | 'minimum'
  | 'maximum'
  | 'range'
  | 'pattern'
  | 'nullable'
  | 'deprecated'
  | 'example'
  | 'location'
  | 'code'
  | 'status';

/** Column headings by role; the first role that fits is taken. */
const HEADINGS: readonly (readonly [ColumnRole, RegExp])[] = [
  [
    'status',
    /^(http|https)\b|^(response )?status( codes?)?$|\bhttp\b.*\b(status|code|response)|^status code/,
  ],
  [
    'required',
    /^(req|reqd|rqd|m|r|mandatory|required|is required|obligatory|presence|m\/o|mandatory\/optional|required\/optional|req\/opt|required or optional|mand|cardinality|requirement|usage|use|required\??)$|^(required|mandatory)\b.{0,12}$/,
  ],
  ['optional', /^(optional|opt|is optional|optional\?)$/],
  ['default', /^(def|default|defaults|default values?|defaults to|default setting)$/],
  ['nullable', /^(nullable|null|nulls?|can be null|allows? null|null allowed)\??$/],
  ['deprecated', /^(deprecated)\??$/],
  [
    'values',
    /^(values?|allowed values?|valid values?|possible values?|accepted values?|permitted values?|available values?|supported values?|enum|enums|enumeration|options|choices|valid options|acceptable values?|allowed|value options|values? \(.*\)|values? list)$/,
  ],
  ['format', /^(format|data format)$/],
  [
    'length',
    /^(length|max(imum)?\.? ?(length|len|size|chars?|characters)|size|len|field length|char limit|size limit)(\s*\(.*\))?$/,
  ],
  ['minimum', /^(min|minimum|min\.?|min(imum)? value|lower bound)$/],
  ['maximum', /^(max|maximum|max\.?|max(imum)? value|upper bound)$/],
  ['range', /^(range|limits?|constraints?|validations?|restrictions?|rules?|validation rules?|bounds)$/],
  ['pattern', /^(pattern|regex|regexp|regular expression)$/],
  ['example', /^(examples?|sample|samples|sample values?|example values?|e\.?g\.?|ex\.?)$/],
  [
    'location',
    /^(in|location|where|param(eter)? type|located in|passed in|param(eter)? location|position|source|sent in|parameter in)$/,
  ],
  [
    'type',
    /^(types?|data ?-?_?types?|datatypes?|value types?|field types?|property types?|parameter types?|kind|schema|json types?|data|type\/format|type & format|object type)(\s*\(.*\))?$/,
  ],
  [
    'name',
    /^(name|names|fields?|property|properties|param|params|parameters?|keys?|attributes?|arguments?|args?|variables?|headers?|columns?|elements?|members?|options?|tag|tags|node|item|input|output|query|query param(eter)?s?|path param(eter)?s?|url param(eter)?s?|body param(eter)?s?|property name|field name|param(eter)? name|key name|attribute name|header name|argument name|variable name|element name|json (key|field|property|path)|request (param(eter)?|field|body|property)s?|response (param(eter)?|field|body|property)s?|api name|column name|data element|identifier|query string|parameter key|body|placeholder)$/,
  ],
  [
    'description',
    /^(desc|descr|descriptions?|details?|meanings?|notes?|comments?|remarks?|explanations?|info|information|definitions?|purpose|about|summary|when|cause|reason|what it does|usage notes|message|messages|text|label|title|explanation|function|semantics)\b.{0,12}$/,
  ],
  [
    'code',
    /^(codes?|error|errors|error ?codes?|error (number|no\.?|id|type)|api codes?|return codes?|result codes?|response codes?|id|code value|application code|#)$/,
  ],
];

/** The role that a column heading names, if it is known. */
export function roleOf(heading: string): ColumnRole | undefined {
  const text = plain(heading)
    .toLowerCase()
    .replace(/[?:*]+$/, '')
    .trim();
  if (text === '' || text.length > 60) return undefined;
  return HEADINGS.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Roles by column; each role is given once, to the first column that claims it. */
export function columnsOf(table: TableBlock): ReadonlyMap<ColumnRole, number> {
  const roles = new Map<ColumnRole, number>();
  table.header.forEach((heading, index) => {
    const role = roleOf(heading);
    if (role !== undefined && !roles.has(role)) roles.set(role, index);
  });
  return roles;
}
