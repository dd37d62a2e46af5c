import type { Site } from './site.ts';

/**
 * The schema of the first pattern that takes a name. Patterns of strangers are never run: only those that are a fixed
 * text, such as `^x-`, are decided; `undefined` for the others.
 */
export function patternFor(name: string, patterns: ReadonlyMap<string, Site>): Site | undefined {
  for (const [pattern, site] of patterns) if (takes(pattern, name)) return site;
  return undefined;
}

const FIXED = /^(\^?)((?:[\w\- ]|\\[^\w])*)(\$?)$/;

function takes(pattern: string, name: string): boolean {
  const [, start, escaped = '', end] = FIXED.exec(pattern) ?? [];
  if (start === undefined) return false;
  const text = escaped.replaceAll(/\\(.)/g, '$1');
  if (start === '') return end === '' ? name.includes(text) : name.endsWith(text);
  return end === '' ? name.startsWith(text) : name === text;
}
