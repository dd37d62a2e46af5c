import type { Site } from './site.ts';

/**
 * The schema of the first pattern that takes a name. Of the patterns of strangers, only simple ones are run.
 */
export function patternFor(name: string, patterns: ReadonlyMap<string, Site>): Site | undefined {
  for (const [pattern, site] of patterns) if (takes(pattern, name) === true) return site;
  return undefined;
}

/** Letters, classes and their repetitions one after the other: no group, no alternative, nothing nested. */
const SIMPLE = /^\^?(?:(?:[\w\- @:/]|\\[^\w]|\\[dws]|\[[^\]\\[]+\])(?:[+*?]|\{\d{1,3}(?:,\d{0,3})?\})?)*\$?$/;
const LONGEST = 200;
/** More repetitions in a row could take long on a long text. */
const MOST_REPETITIONS = 2;

/** Whether a pattern takes a text; `undefined` where it is not simple enough to be run. */
export function takes(pattern: string, text: string): boolean | undefined {
  if (pattern.length > LONGEST || text.length > LONGEST || !SIMPLE.test(pattern)) return undefined;
  if ((pattern.match(/[+*]|,\d*\}/g) ?? []).length > MOST_REPETITIONS) return undefined;
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return undefined; // an expression that is not one decides nothing
  }
}
