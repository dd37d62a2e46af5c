import type { SchemaTopic } from '../rules/schema-rules.ts';
import type { Pair } from './pair.ts';
import { takes } from './pattern-names.ts';
import type { Placed, View } from './view.ts';

/** Patterns and the encoding of text that carries something else. */
export function compareTexts(pair: Pair): void {
  comparePatterns(pair);
  compareContent(pair, 'contentEncoding', 'content-encoding-changed');
  compareContent(pair, 'contentMediaType', 'content-media-type-changed');
}

function comparePatterns(pair: Pair): void {
  const { base, revision } = pair;
  const gone = without(base, revision).filter((one) => !isImplied(revision, one.value));
  const come = without(revision, base).filter((one) => !isImplied(base, one.value));
  if (gone.length === 0 && come.length === 0) return;
  const topic =
    gone.length === 0 ? 'pattern-added' : come.length === 0 ? 'pattern-removed' : 'pattern-changed';
  pair.emitValues(topic, gone[0], come[0]);
}

/** Patterns that the other side does not have. */
function without({ patterns }: View, other: View): readonly Placed<string>[] {
  return patterns.filter((one) => !other.patterns.some(({ value }) => value === one.value));
}

/** Every listed member fits the pattern anyway. */
function isImplied({ enum: listed }: View, pattern: string): boolean {
  const members = listed?.value ?? [];
  return (
    members.length > 0 &&
    members.every((member) => typeof member !== 'string' || takes(pattern, member) === true)
  );
}

function compareContent(pair: Pair, key: 'contentEncoding' | 'contentMediaType', topic: SchemaTopic): void {
  const was = pair.base[key];
  const is = pair.revision[key];
  if (was?.value === is?.value) return;
  pair.emitValues(topic, was, is);
}
