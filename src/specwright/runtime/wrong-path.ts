import type { ValidationIssue } from './outcome.ts';

/** What is wrong with a path that a caller wrote: credentials must reach no other host, and no other path. */
export function wrongPath(path: string): ValidationIssue | undefined {
  const host = 'https://host.invalid';
  const exact =
    !String(path).startsWith('//') && URL.canParse(host + path) && new URL(host + path).pathname === path;
  const message =
    'the path must begin with one "/" and hold no query, no dot segments and no characters that a URL encodes';
  return exact ? undefined : { path: 'path', message };
}
