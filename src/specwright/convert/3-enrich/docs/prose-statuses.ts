import type { StatusRow } from './status-rows.ts';
import { plain } from './plain.ts';

const STATED =
  /\b(?:returns?|returning|responds?(?: with)?|response(?: code| status)?(?: is|:| will be| of)?|status(?: code)?(?: of|:| is)?|answers?(?: with)?|receive|get)\s+(?:back\s+)?(?:an?\s+|the\s+)?(?:empty\s+)?(?:http\s+)?(?:status\s+)?(?:code\s+)?[`"'*]{0,3}([1-5]\d\d)\b(?![.,]?\d|\s*(?:ms|seconds|items|records|rows|results|characters|bytes|times|%))/gi;

/** Statuses that a sentence names: "A successful call returns 204 No Content." */
export function statusesInProse(prose: string): StatusRow[] {
  const rows = new Map<string, StatusRow>();
  const text = prose.slice(0, 30_000);
  for (const match of text.matchAll(STATED)) {
    const status = match[1] ?? '';
    if (!rows.has(status)) rows.set(status, { status, description: sentenceAround(text, match.index) });
  }
  return [...rows.values()];
}

function sentenceAround(text: string, index: number): string {
  const before = text.slice(Math.max(0, index - 300), index);
  const after = text.slice(index, index + 300);
  const start = before.split(/[.!?]\s|\n/).at(-1) ?? '';
  const end = /^[^\n]*?(?=[.!?](?:\s|$)|\n|$)/.exec(after)?.[0] ?? after;
  return plain(start + end).replace(/^[-*\s]+/, '');
}
