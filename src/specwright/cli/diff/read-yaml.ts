import type { Json, JsonPointer } from '../../base/json.ts';
import { parsePointer } from '../../base/pointer.ts';
import type { Document, LineCounter } from 'yaml';
import { loadYaml } from '../load-yaml.ts';

/** Lines of places in a text; the first is 1. */
export type LinesOf = (pointers: Iterable<JsonPointer>) => ReadonlyMap<JsonPointer, number>;

export interface ReadText {
  readonly value: Json;
  readonly lines: LinesOf;
}

/** Reads YAML with the lines of its places; aliases may not blow it up. */
export function readYaml(text: string): ReadText | { readonly reason: string } {
  const { LineCounter, parseDocument } = loadYaml();
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false, merge: true });
  const [error] = document.errors;
  if (error !== undefined) return { reason: error.message.split('\n', 1)[0] ?? 'it is not YAML' };
  try {
    // the round trip leaves plain JSON values only
    const value = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 1000 }) ?? null)) as Json;
    return { value, lines: (pointers) => linesIn(document, counter, pointers) };
  } catch (caught) {
    return { reason: caught instanceof Error ? caught.message : String(caught) };
  }
}

function linesIn(
  document: Document,
  counter: LineCounter,
  pointers: Iterable<JsonPointer>,
): ReadonlyMap<JsonPointer, number> {
  const found = new Map<JsonPointer, number>();
  for (const pointer of pointers) {
    const offset = offsetOf(document, parsePointer(pointer));
    if (offset !== undefined) found.set(pointer, counter.linePos(offset).line);
  }
  return found;
}

/** Where a value starts; what comes from a merge key or an alias starts where that stands. */
function offsetOf(document: Document, path: readonly string[]): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (loadYaml().isNode(node)) return node.range?.[0];
  }
  return undefined;
}
