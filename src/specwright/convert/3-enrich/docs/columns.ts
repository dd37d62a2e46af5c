import { plain } from './plain.ts';
import type { TableBlock } from './block.ts';

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
    /^(req|reqd|rqd|m|r|mandatory|required|is required|obligatory|presence|m\/o|m\/o\/c|m\/c\/o|r\/o|mandatory\/optional|required\/optional|req\/opt|required or optional|mand|cardinality|requirement|usage|use|required\??)$|^(required|mandatory)\b.{0,12}$/,
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

/** The commonest headings in other languages. */
const TRANSLATIONS: ReadonlyMap<string, ColumnRole> = new Map([
  ...named(
    'name',
    'nombre campo parámetro parametro atributo propiedad nom champ paramètre parametre attribut feld eigenschaft nome parâmetro 参数 参数名 参数名称 字段 字段名 名称 パラメータ поле параметр имя',
  ),
  ...named('type', 'tipo typ datentyp 类型 数据类型 参数类型 型 тип'),
  ...named(
    'required',
    'requerido obligatorio requis obligatoire pflicht pflichtfeld erforderlich obrigatório obrigatorio 必填 是否必填 必选 是否必须 必須 обязательный обязательно',
  ),
  ...named(
    'description',
    'descripción descripcion descrição descricao beschreibung bedeutung 说明 描述 备注 参数说明 説明 описание',
  ),
  ...named('default', 'predeterminado défaut standardwert padrão 默认值 默认 по-умолчанию'),
  ...named('example', 'ejemplo exemple beispiel exemplo 示例 例子 пример'),
]);

function named(role: ColumnRole, words: string): [string, ColumnRole][] {
  return words.split(' ').map((word) => [word, role]);
}

/** The role that a column heading names, if it is known. */
function roleOf(heading: string): ColumnRole | undefined {
  const text = plain(heading.slice(0, 200))
    .toLowerCase()
    .replace(/[?:*]+$/, '')
    .trim();
  if (text === '' || text.length > 60) return undefined;
  return HEADINGS.find(([, pattern]) => pattern.test(text))?.[0] ?? TRANSLATIONS.get(text);
}

const known = new WeakMap<TableBlock, ReadonlyMap<ColumnRole, number>>();

/** Roles by column; each role is given once, to the first column that claims it. */
export function columnsOf(table: TableBlock): ReadonlyMap<ColumnRole, number> {
  const columns = known.get(table) ?? readColumns(table);
  known.set(table, columns);
  return columns;
}

function readColumns(table: TableBlock): ReadonlyMap<ColumnRole, number> {
  const roles = new Map<ColumnRole, number>();
  table.header.forEach((heading, index) => {
    const role = roleOf(heading);
    if (role !== undefined && !roles.has(role)) roles.set(role, index);
  });
  return guessed(table, roles);
}

/** Fills in what headings leave open from what the cells hold. */
function guessed(table: TableBlock, roles: Map<ColumnRole, number>): ReadonlyMap<ColumnRole, number> {
  if (table.rows.length === 0) return roles;
  takeMarks(table, roles);
  takeTypes(table, roles);
  const isOpen = (index: number): boolean => ![...roles.values()].includes(index);
  for (const [role, test] of GUESSES) {
    if (roles.has(role)) continue;
    const index = table.header.findIndex((_, column) => isOpen(column) && holds(table, column, test));
    if (index >= 0) roles.set(role, index);
  }
  if (!roles.has('description')) takeProse(table, roles, isOpen);
  if (!roles.has('description')) takeLast(table, roles, isOpen);
  return roles;
}

/** Beside a name and a type or a mark, the one column that is left describes the row. */
function takeLast(
  table: TableBlock,
  roles: Map<ColumnRole, number>,
  isOpen: (index: number) => boolean,
): void {
  const open = table.header.flatMap((_, index) => (isOpen(index) ? [index] : []));
  const [only] = open;
  if (
    open.length === 1 &&
    only !== undefined &&
    roles.has('name') &&
    (roles.has('type') || roles.has('required'))
  )
    roles.set('description', only);
}

/** A column without a known heading that holds sentences describes the row. */
function takeProse(
  table: TableBlock,
  roles: Map<ColumnRole, number>,
  isOpen: (index: number) => boolean,
): void {
  const first = roles.has('name') ? 0 : 1;
  const index = table.header.findIndex(
    (_, column) => column >= first && isOpen(column) && holdsProse(table, column),
  );
  if (index >= 0) roles.set('description', index);
}

function holdsProse(table: TableBlock, column: number): boolean {
  const cells = table.rows
    .map((row) => (row[column] ?? '').slice(0, 200))
    .filter((cell) => cell.trim() !== '');
  return cells.length > 0 && cells.filter((cell) => cell.trim().includes(' ')).length >= cells.length / 2;
}

/** A column headed "Status" may hold M and O. */
function takeMarks(table: TableBlock, roles: Map<ColumnRole, number>): void {
  const status = roles.get('status') ?? roles.get('values') ?? roles.get('code');
  if (status === undefined || roles.has('required') || !holds(table, status, MARK)) return;
  for (const role of ['status', 'values', 'code'] as const)
    if (roles.get(role) === status) roles.delete(role);
  roles.set('required', status);
}

/** A column headed "Format" may hold types. */
function takeTypes(table: TableBlock, roles: Map<ColumnRole, number>): void {
  const format = roles.get('format');
  if (format === undefined || roles.has('type') || !holds(table, format, TYPE_WORD)) return;
  roles.delete('format');
  roles.set('type', format);
}

const MARK = /^(m|o|c|m\/o|required|optional|mandatory|conditional|req|opt)\.?$/i;
const TYPE_WORD =
  /^(strings?|text|varchar|char|int|integers?|int32|int64|long|number|float|double|decimal|bool|boolean|array|list|object|date|date-?time|timestamp|uuid|guid|enum|file|json|email|url|uri)\b/i;

/** What cells look like, for columns whose heading says nothing known. */
const GUESSES: readonly (readonly [ColumnRole, RegExp])[] = [
  ['type', TYPE_WORD],
  [
    'required',
    /^(yes|no|y|n|true|false|required|optional|mandatory|conditional|m|o|c|r|\u2713|\u2714|\u2705|\u274C|\u2717)\.?$/i,
  ],
];

function holds(table: TableBlock, column: number, test: RegExp): boolean {
  const cells = table.rows
    .map((row) => plain((row[column] ?? '').slice(0, 200)))
    .filter((cell) => cell !== '');
  return cells.length > 0 && cells.length >= table.rows.length / 2 && cells.every((cell) => test.test(cell));
}
