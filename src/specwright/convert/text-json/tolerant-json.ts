import { type Json, type JsonPointer, jsonOf } from '../../base/json.ts';
import { memo } from '../../base/memo.ts';
import { appendPointer } from '../../base/pointer.ts';
import { parseTree, visit, type Node, type ParseError } from 'jsonc-parser';
import type { CanonicalJson, JsonSlip } from '../canonical-collection.ts';
import { isBare, isBlank, quoteBareVariables, unmark } from './bare-variables.ts';
import { choiceIn, mayHoldChoice, type Choice } from './choices.ts';
import { repairJson } from './repair-json.ts';

import { isTooDeep } from './depth.ts';

/** No body of an API nests this deep. */
const MAX_DEPTH = 200;

interface JsonComment {
  readonly pointer: JsonPointer;
  readonly text: string;
}

export interface TolerantJson {
  /** The line above it, where it is one of several bodies. */
  readonly label?: string;
  readonly value: Json;
  readonly comments: readonly JsonComment[];
  /** Places of values that were variables without quotes: their type is not known. */
  readonly bare: readonly JsonPointer[];
  /** Places of values that were not written: only words for them, or nothing. */
  readonly blank: readonly JsonPointer[];
  /** Places of values that were written as a choice; `value` has the first. */
  readonly choices: readonly Choice[];
  /** Places of numbers that JavaScript cannot hold digit by digit. */
  readonly imprecise: readonly JsonPointer[];
  /** What had to be put right. */
  readonly slips: readonly JsonSlip[];
  /** Further bodies of the same text: what may be sent instead. */
  readonly others: readonly TolerantJson[];
}

interface Field {
  readonly pointer: JsonPointer;
  readonly start: number;
  readonly end: number;
}

class TreeReader {
  readonly bare: JsonPointer[] = [];
  readonly blank: JsonPointer[] = [];
  readonly choices: Choice[] = [];
  readonly imprecise: JsonPointer[] = [];
  readonly fields: Field[] = [];
  readonly #text: string;
  readonly #variables: Known;

  constructor(text: string, variables: Known) {
    this.#text = text;
    this.#variables = variables;
  }

  value(node: Node, pointer: JsonPointer): Json {
    if (node.type === 'object') return this.#object(node, pointer);
    if (node.type === 'array') {
      return (node.children ?? []).map((child, index) => this.#child(child, appendPointer(pointer, index)));
    }
    const value: unknown = node.value;
    if (typeof value === 'string') return this.#string(value, pointer);
    if (typeof value === 'number') return this.#number(value, node, pointer);
    return typeof value === 'boolean' ? value : null;
  }

  #number(value: number, node: Node, pointer: JsonPointer): number {
    const written = this.#text.slice(node.offset, node.offset + node.length);
    if (!Number.isFinite(value) || (/^-?\d+$/.test(written) && BigInt(written) !== BigInt(value)))
      this.imprecise.push(pointer);
    return value;
  }

  #string(value: string, pointer: JsonPointer): Json {
    if (isBlank(value)) {
      this.blank.push(pointer);
      return unmark(value);
    }
    if (!isBare(value)) return this.#choice(value, pointer) ?? unmark(value);
    const text = unmark(value);
    const known = this.#variables.resolve(text);
    const json = isTooDeep(known, MAX_DEPTH) ? undefined : jsonOf(known);
    if (json === undefined) this.bare.push(pointer);
    return json ?? text;
  }

  #choice(value: string, pointer: JsonPointer): Json | undefined {
    const choice = choiceIn(value);
    if (choice === undefined) return undefined;
    this.choices.push({ pointer, values: choice });
    return choice[0];
  }

  #child(node: Node, pointer: JsonPointer): Json {
    this.fields.push({ pointer, start: node.offset, end: node.offset + node.length });
    return this.value(node, pointer);
  }

  #object(node: Node, pointer: JsonPointer): Json {
    const entries: [string, Json][] = [];
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      const name = unmark(String(key?.value ?? ''));
      if (value === undefined) continue;
      const place = appendPointer(pointer, name);
      this.fields.push({ pointer: place, start: property.offset, end: property.offset + property.length });
      entries.push([name, this.value(value, place)]);
    }
    return Object.fromEntries(entries);
  }
}

function commentText(raw: string): string {
  return raw
    .replace(/^\/\*+|\*+\/$/g, '')
    .replace(/^\/\/+/, '')
    .replace(/^\s*\*\s?/gm, '')
    .trim();
}

interface RawComment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function commentsOf(text: string): RawComment[] {
  if (!/\/[/*]/.test(text)) return [];
  const out: RawComment[] = [];
  const onComment = (start: number, length: number): void => {
    const words = commentText(text.slice(start, start + length));
    if (words !== '') out.push({ text: words, start, end: start + length });
  };
  visit(text, { onComment }, { allowTrailingComma: true, disallowComments: false });
  return out;
}

/** On the line of a field, the comment is about that field; alone on its line, about the next one. */
function placeComments(
  comments: readonly RawComment[],
  fields: readonly Field[],
  text: string,
): JsonComment[] {
  const byStart = [...fields].sort((a, b) => a.start - b.start);
  return comments.flatMap((comment) => {
    const lineStart = text.lastIndexOf('\n', comment.start - 1) + 1;
    const before = lastBefore(byStart, comment.start);
    const sameLine = before !== undefined && before.start >= lineStart;
    const field = sameLine ? before : (firstAfter(byStart, comment.end) ?? before);
    return field === undefined ? [] : [{ pointer: field.pointer, text: comment.text }];
  });
}

function lastBefore(fields: readonly Field[], offset: number): Field | undefined {
  return fields[countBefore(fields, offset) - 1];
}

function countBefore(fields: readonly Field[], offset: number): number {
  let low = 0;
  let high = fields.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((fields[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAfter(fields: readonly Field[], offset: number): Field | undefined {
  return fields[countBefore(fields, offset)];
}

/** A tree takes more memory than its text. */
const MOST_OF_TREES = 500_000;

const treeOf = memo((text): Node | undefined => {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  return errors.length > 0 ? undefined : tree;
}, MOST_OF_TREES);

function tolerant(text: string, variables: Known): TolerantJson | undefined {
  const tree = treeOf(text);
  if (tree === undefined) return undefined;
  const reader = new TreeReader(text, variables);
  const value = reader.value(tree, '');
  return {
    value,
    bare: reader.bare,
    blank: reader.blank,
    choices: reader.choices,
    imprecise: reader.imprecise,
    comments: placeComments(commentsOf(text), reader.fields, text),
    slips: [],
    others: [],
  };
}

/** Text that is nearly JSON, where what was meant is clear. */
function repaired(text: string, variables: Known): TolerantJson | undefined {
  const repairs = repairJson(text);
  const bodies = (repairs?.bodies ?? []).map((body) => {
    const read = tolerant(body.text, variables);
    return read === undefined
      ? undefined
      : { ...read, ...(body.label !== undefined && { label: body.label }) };
  });
  const [first, ...others] = bodies.filter((body) => body !== undefined);
  if (repairs === undefined || first === undefined || others.length + 1 < bodies.length) return undefined;
  return { ...first, slips: [...repairs.slips].sort(), others };
}

/** Numbers of so many digits, or with such exponents, may not fit into a JavaScript number. */
const LONG_NUMBER = /\d{16}|\d[eE]\+?\d{3}/;

/** Values of variables, where they are declared. */
interface Known {
  readonly resolve: (text: string) => string;
}

const NOTHING_KNOWN: Known = { resolve: (text) => text };

/**
 * JSON as people save it: comments, trailing commas, bare `{{variables}}`, and slips that have one reading.
 * `undefined` for text that is not JSON, or that nests deeper than any schema could follow.
 */
export function parseTolerantJson(text: string, variables = NOTHING_KNOWN): TolerantJson | undefined {
  if (isTooDeep(text, MAX_DEPTH)) return undefined;
  const isPlain = !LONG_NUMBER.test(text) && !mayHoldChoice(text);
  const value = isPlain ? jsonOf(text) : undefined;
  if (value !== undefined)
    return { value, comments: [], bare: [], blank: [], choices: [], imprecise: [], slips: [], others: [] };
  const read = /^\s*(["[{/]|-?\d)/.test(text) ? tolerant(quoteBareVariables(text), variables) : undefined;
  return read ?? repaired(text, variables);
}

/** What was read from a text, without what is empty. */
export function jsonParts(parsed: TolerantJson | undefined): Partial<CanonicalJson> {
  return parsed === undefined ? {} : canonical(parsed);
}

function canonical({ value, label, others, ...places }: TolerantJson): CanonicalJson {
  const filled = Object.entries(places).filter(([, list]) => list.length > 0);
  return {
    json: value,
    ...(label !== undefined && { label }),
    ...(others.length > 0 && { others: others.map(canonical) }),
    ...Object.fromEntries(filled),
  };
}
