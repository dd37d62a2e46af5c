import { wordsOf } from '../../../src/specwright/base/names.ts';
import { object } from '../raw/values.ts';
import type { FigureContext } from './context.ts';

/** Signs of a name that a programmer would not have given, each with its weight. */
const SIGNS: readonly (readonly [number, (words: readonly string[]) => boolean])[] = [
  [4, (words) => /^\d+$|\D\d$/.test(words.at(-1) ?? '')],
  [3, (words) => words.some((word) => /^Variant[A-Z]?$/.test(word)) && words.length > 2],
  [2, (words) => new Set(words).size < words.length],
  [2, (words) => /^(?:item|value|data|object)$/i.test(words.at(-1) ?? '')],
  [2, (words) => words.some((word) => /^(?:copy|test|tc\d+|new|untitled)$/i.test(word))],
];

/** From so many words on, a name is a sentence. */
const LONG = 6;

function badness(name: string): number {
  const words = wordsOf(name);
  const signs = SIGNS.reduce((sum, [weight, holds]) => sum + (holds(words) ? weight : 0), 0);
  return signs + Math.max(0, words.length - LONG);
}

/** The names of operations and component schemas that a person should look at first. */
export function worstNames({ view }: FigureContext, most = 5): string[] {
  const schemas = Object.keys(object(object(view.json['components'])['schemas']));
  const ids = view.operations.map(({ operation }) => String(operation['operationId']));
  return [...schemas, ...ids]
    .map((name) => ({ name, score: badness(name) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || other.name.length - one.name.length)
    .slice(0, most)
    .map(({ name }) => name);
}
