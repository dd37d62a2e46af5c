import { readFileSync } from 'node:fs';

/**
 * A sheet of facts that a person wrote from the published text of an API before its document was looked at. One line per
 * operation (`POST /tasks/{id}`) and, indented, one per field: `PLACE PATH FACT...`. PLACE is `path`, `query`,
 * `header`, `body` or a status (`200`, `2XX`); PATH is `.` for the whole body, `a.b[].c`, `*` for any key, `..name` for
 * a field anywhere in it; FACT is a type, `required`, `optional`, `nullable`, or `enum=A|B`, `min=1`, `max=9`,
 * `minlen=`, `maxlen=`, `maxitems=`, `default=x`, `format=x`; a `+` in a value is a
 * space. `status 200 404` lists statuses. A fact after `~` is read
 * between the lines, all others are stated plainly.
 */
export interface Fact {
  readonly method: string;
  readonly path: string;
  readonly place: string;
  readonly field: string;
  readonly kind: FactKind;
  readonly name: string;
  readonly value: string;
  readonly plain: boolean;
}

export const factKinds = ['field', 'type', 'required', 'enum', 'bound', 'default', 'null', 'status'] as const;

export type FactKind = (typeof factKinds)[number];

const types = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object']);

const named: Readonly<Record<string, FactKind>> = {
  required: 'required',
  optional: 'required',
  nullable: 'null',
  enum: 'enum',
  default: 'default',
  format: 'type',
  min: 'bound',
  max: 'bound',
  minlen: 'bound',
  maxlen: 'bound',
  maxitems: 'bound',
};

function readToken(token: string): Pick<Fact, 'kind' | 'name' | 'value' | 'plain'> {
  const plain = !token.startsWith('~');
  const [name = '', ...rest] = (plain ? token : token.slice(1)).split('=');
  const value = rest.length === 0 ? name : rest.join('=').replaceAll('+', ' ');
  if (types.has(name)) return { kind: 'type', name: 'type', value: name, plain };
  const kind = named[name];
  if (kind === undefined) throw new Error(`A sheet of facts does not know "${token}".`);
  return { kind, name, value, plain };
}

/** The facts of a sheet, in its order. */
export function readSheet(text: string): Fact[] {
  let operation = { method: '', path: '' };
  return text.split('\n').flatMap((line): Fact[] => {
    const [first = '', second = '', ...tokens] = line.trim().split(/\s+/);
    if (first === '') return [];
    if (!line.startsWith(' ')) {
      operation = { method: first, path: second };
      return [];
    }
    if (first === 'status')
      return [second, ...tokens].map((token) => ({
        ...operation,
        place: token.replace('~', ''),
        field: '.',
        kind: 'status',
        name: 'status',
        value: token.replace('~', ''),
        plain: !token.startsWith('~'),
      }));
    const at = { ...operation, place: first, field: second };
    const exists: Fact = { ...at, kind: 'field', name: 'field', value: second, plain: true };
    return [...(second === '.' ? [] : [exists]), ...tokens.map((token) => ({ ...at, ...readToken(token) }))];
  });
}

/** The facts about a file of a corpus; none where nobody has written a sheet. */
export function factsOf(file: string): Fact[] {
  const sheet = new URL(`./sheets/${encodeURIComponent(file.replace(/\.json$/, ''))}.facts`, import.meta.url);
  try {
    return readSheet(readFileSync(sheet, 'utf8'));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}
