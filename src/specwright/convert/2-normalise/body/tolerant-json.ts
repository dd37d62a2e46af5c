import { type Json, type JsonPointer, jsonOf } from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import { parseTree, visit, type Node, type ParseError } from 'jsonc-parser';
import { isBare, quoteBareVariables, unmark } from './bare-variables.ts';
import type { Variables } from '../variables.ts';
import { isTooDeep } from './depth.ts';

interface JsonComment {
  readonly pointer: JsonPointer;
  readonly text: string;
}

export interface TolerantJson {
  readonly value: Json;
  readonly comments: readonly JsonComment[];
  /** Places of values that were variables without quotes: their type is not known. */
  readonly bare: readonly JsonPointer[];
  /** Places of numbers that JavaScript cannot hold digit by digit. */
  readonly imprecise: readonly JsonPointer[];
}

interface Field {
  readonly pointer: JsonPointer;
  readonly start: number;
  readonly end: number;
}

class TreeReader {
  readonly bare: JsonPointer[] = [];
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
    if (!isBare(value)) return unmark(value);
    const text = unmark(value);
    const known = this.#variables.resolve(text);
    const json = isTooDeep(known) ? undefined : jsonOf(known);
    if (json === undefined) this.bare.push(pointer);
    return json ?? text;
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

function tolerant(text: string, variables: Known): TolerantJson | undefined {
  const quoted = quoteBareVariables(text);
  const errors: ParseError[] = [];
  const tree = parseTree(quoted, errors, { allowTrailingComma: true, disallowComments: false });
  if (tree === undefined || errors.length > 0) return undefined;
  const reader = new TreeReader(quoted, variables);
  const value = reader.value(tree, '');
  return {
    value,
    bare: reader.bare,
    imprecise: reader.imprecise,
    comments: placeComments(commentsOf(quoted), reader.fields, quoted),
  };
}

/** Numbers of so many digits, or with such exponents, may not fit into a JavaScript number. */
const LONG_NUMBER = /\d{16}|\d[eE]\+?\d{3}/;

/** Values of variables, where they are declared. */
type Known = Pick<Variables, 'resolve'>;

const NOTHING_KNOWN: Known = { resolve: (text) => text };

/**
 * JSON as people save it: comments, trailing commas and bare `{{variables}}` allowed. `undefined` for
 * text that is not JSON, or that nests deeper than any schema could follow.
 */
export function parseTolerantJson(text: string, variables = NOTHING_KNOWN): TolerantJson | undefined {
  if (isTooDeep(text)) return undefined;
  const value = LONG_NUMBER.test(text) ? undefined : jsonOf(text);
  if (value !== undefined) return { value, comments: [], bare: [], imprecise: [] };
  return /^\s*(["[{/]|-?\d)/.test(text) ? tolerant(text, variables) : undefined;
}
