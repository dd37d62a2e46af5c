import type { JsonSchema } from '../../../base/json.ts';
import { eachSubschema, isAnnotation, subschemaAt } from './keywords.ts';

/**
 * Moves the annotations of one schema into another of the same structure, so that nothing is lost when
 * one is kept for both. `false`, and nothing moved, where the two say different things.
 */
export function mergeAnnotations(into: JsonSchema, from: JsonSchema): boolean {
  const pairs = pair(into, from);
  if (pairs.some(([a, b]) => contradict(a, b))) return false;
  for (const [a, b] of pairs) complete(a, b);
  return true;
}

type Pair = readonly [JsonSchema, JsonSchema];

function pair(into: JsonSchema, from: JsonSchema, pairs: Pair[] = []): readonly Pair[] {
  pairs.push([into, from]);
  eachSubschema(into, (inner, place) => {
    const other = subschemaAt(from, place);
    if (other !== undefined) pair(inner, other, pairs);
  });
  return pairs;
}

function contradict(a: JsonSchema, b: JsonSchema): boolean {
  const [one, other] = [a['description'], b['description']];
  if (one === undefined || other === undefined || one === other) return false;
  return wordsOf(String(one)) !== wordsOf(String(other));
}

/** Texts that differ in markup, in punctuation or in a mark of presence say the same. */
function wordsOf(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word, index) => index > 0 || !/^(?:optional|required)$/.test(word)).join(' ');
}

/** Of two samples the first stays: either serves as an example. */
function complete(into: JsonSchema, from: JsonSchema): void {
  for (const [keyword, value] of Object.entries(from)) {
    if (isAnnotation(keyword) && into[keyword] === undefined) into[keyword] = value;
  }
}
