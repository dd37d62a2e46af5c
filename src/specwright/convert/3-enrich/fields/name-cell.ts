import { plain } from '../docs/plain.ts';
import type { Presence } from './field.ts';

/** A printed name taken apart. */
export interface PrintedName {
  /** Path of the field; `[]` means the elements of an array. */
  readonly path: readonly string[];
  /** How far the name is indented below the names before it. */
  readonly depth: number;
  /** `custom_*`: the name means every key that begins with it. */
  readonly prefix: boolean;
  readonly required?: Presence;
  readonly deprecated: boolean;
  /** What else the cell with the name says, such as a type. */
  readonly note: string;
  /** The name ends in an opening bracket, so that the rows after it are inside it. */
  readonly opens?: 'array' | 'object';
}

const INDENT =
  /^((?:[\s\u00A0]|[-\u2013\u2014>.\u2192\u2514\u251C\u2502\u2500\u21B3\u2937\u00BB\u2022+*|`]|&[a-z]{2,6};)*)/;
const NAME =
  /^["']?(\$?@?[A-Za-z_\u00C0-\uFFFF$@][\w$@:\u00C0-\uFFFF-]*(?:\[[\w*]{0,12}\])*(?:(?:\.|\s?(?:->|>|\u2192|\u00BB)\s?|\/)\$?@?[A-Za-z_$@*{<\u00C0-\uFFFF][\w$@:\u00C0-\uFFFF-]*[}>]?(?:\[[\w*]{0,12}\])*)*)(\.?\*)?["']?/;

/** Reads the name cell of a row: `address.city`, `items[].id`, `└ city`, `name *`, `custom_*`, `id (required)`. */
export function readName(cell: string): PrintedName | undefined {
  if (cell.length > 400) return undefined;
  const lines = cell.split('\n');
  const first = lines[0] ?? '';
  const lead = INDENT.exec(first)?.[1] ?? '';
  const bare = plain(cell.replace(/<[^>]{1,80}>/g, ' ')).replace(INDENT, '');
  const match = NAME.exec(bare);
  if (match?.[1] === undefined) return undefined;
  const printed = match[1].replace(/:+$/, '');
  const rest = bare.slice(match[0].length + printed.length - match[1].length);
  if (/^[A-Za-z0-9_(]/.test(rest) && !/^\s*[([]/.test(rest)) return undefined;
  return build(printed, match[2] !== undefined, depthOf(lead), rest);
}

function build(printed: string, star: boolean, depth: number, rest: string): PrintedName | undefined {
  const isPrefix = (star && !/^\s/.test(rest) && /[_.:-]$/.test(printed)) || /^[a-z]+[_-]$/i.test(printed);
  const path = pathOf(printed.replace(/^\$\.?(?=[A-Za-z_])/, ''));
  if (path.length === 0 || path.length > 12) return undefined;
  const required = presenceOf(rest, star && !isPrefix);
  const opens = /^\s*:?\s*([[{])\s*$/.exec(rest)?.[1];
  return {
    path,
    depth,
    prefix: isPrefix,
    deprecated: /\bdeprecated\b/i.test(rest),
    note: bareNote(rest.replace(/\(?\b(required|optional|mandatory|deprecated)\b\)?|[*?:]/gi, ' ').trim()),
    ...(required === undefined ? {} : { required }),
    ...(opens === undefined ? {} : { opens: opens === '[' ? 'array' : 'object' }),
  };
}

/** `(string)`, `{integer}`: the brackets say nothing. */
function bareNote(note: string): string {
  return note.replace(/^[([{<_\s,:-]+|[)\]}>_\s,:-]+$/g, '');
}

function presenceOf(rest: string, star: boolean): Presence | undefined {
  if (/\b(not required|optional)\b|^\?/i.test(rest)) return 'optional';
  if (/\b(conditional|required (if|when|unless|for))\b/i.test(rest)) return 'conditional';
  if (star || /\b(required|mandatory)\b|^\s?\*/i.test(rest)) return 'required';
  return undefined;
}

/** Spaces and dashes before a name count as steps; a tree glyph is one step by itself. */
function depthOf(lead: string): number {
  const text = lead.replace(/[`*]/g, '').replace(/&[a-z]{2,6};/g, ' ');
  if (/[\u2514\u251C\u2502\u2192\u21B3\u2937\u00BB\u2022+|>]/.test(text)) {
    return Math.max(1, text.replace(/[\s\u00A0\u2500-]/g, '').length + Math.floor(spaces(text) / 4));
  }
  return spaces(text) + (text.match(/[-\u2013\u2014.]/g)?.length ?? 0);
}

function spaces(text: string): number {
  return text.match(/[\s\u00A0]/g)?.length ?? 0;
}

/** `items[0].id` -> `items`, `[]`, `id`. */
function pathOf(printed: string): string[] {
  const path: string[] = [];
  for (const part of printed.split(/\.|\s?(?:->|>|\u2192|\u00BB)\s?|\//)) {
    const match = /^([^[\]]*)((?:\[[^\]]*\])*)$/.exec(part);
    if (match === null) return [];
    if (match[1] !== undefined && match[1] !== '') path.push(match[1]);
    for (const bracket of (match[2] ?? '').match(/\[[^\]]*\]/g) ?? []) path.push(...step(bracket));
  }
  return path;
}

function step(bracket: string): string[] {
  const inside = bracket.slice(1, -1);
  return /^(\d*|\*|n|i|index)$/i.test(inside) ? ['[]'] : [inside];
}
