import type { Json, JsonPointer } from '../../base/json.ts';
import { parsePointer } from '../../base/pointer.ts';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';

export interface YamlText {
  readonly value: Json;
  lines(pointers: Iterable<JsonPointer>): ReadonlyMap<JsonPointer, number>;
}

/** Reads YAML with the lines of its places; aliases may not blow it up. */
export function readYaml(text: string): YamlText | { readonly reason: string } {
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
    const node = document.getIn(parsePointer(pointer), true);
    const offset = isNode(node) ? node.range?.[0] : undefined;
    if (offset !== undefined) found.set(pointer, counter.linePos(offset).line);
  }
  return found;
}
