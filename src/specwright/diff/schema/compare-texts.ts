import type { SchemaTopic } from '../rules/schema-rules.ts';
import type { Pair } from './pair.ts';

/** Patterns and the encoding of text that carries something else. */
export function compareTexts(pair: Pair): void {
  comparePatterns(pair);
  compareContent(pair, 'contentEncoding', 'content-encoding-changed');
  compareContent(pair, 'contentMediaType', 'content-media-type-changed');
}

function comparePatterns(pair: Pair): void {
  const { base, revision } = pair;
  const gone = base.patterns.filter((one) => !revision.patterns.some((other) => other.value === one.value));
  const come = revision.patterns.filter((one) => !base.patterns.some((other) => other.value === one.value));
  if (gone.length === 0 && come.length === 0) return;
  const topic =
    gone.length === 0 ? 'pattern-added' : come.length === 0 ? 'pattern-removed' : 'pattern-changed';
  pair.emitValues(topic, gone[0], come[0]);
}

function compareContent(pair: Pair, key: 'contentEncoding' | 'contentMediaType', topic: SchemaTopic): void {
  const was = pair.base[key];
  const is = pair.revision[key];
  if (was?.value === is?.value) return;
  pair.emitValues(topic, was, is);
}
