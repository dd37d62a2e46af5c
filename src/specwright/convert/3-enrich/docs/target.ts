import { plain } from './plain.ts';

/** What a table documents, by the words of its heading. */
export type TargetKind =
  'path' | 'query' | 'header' | 'cookie' | 'body' | 'request' | 'response' | 'error' | 'response-header';

export interface Target {
  readonly kind: TargetKind;
  /** `200`, where the heading names one. */
  readonly status?: string;
}

const RULES: readonly (readonly [TargetKind, RegExp])[] = [
  ['response-header', /\bresponse headers?\b|\bheaders? returned\b/],
  ['error', /\b(errors?|failures?|failed|faults?|exceptions?)\b/],
  ['response', /\b(responses?|returns?|returned|results?|outputs?|reply|answers?)\b/],
  ['header', /\bheaders?\b/],
  ['cookie', /\bcookies?\b/],
  ['query', /\b(query|querystring|query-?string)\b|\bfilters?\b|\b(url|get|uri) param(eter)?s?\b/],
  ['path', /\b(path|route|uri|url segments?)\b/],
  ['body', /\b(body|payload|form|form-?data|json|post (data|param(eter)?s?|fields?)|urlencoded)\b/],
  ['request', /\b(requests?|inputs?)\b/],
];

/** The target that headings and the words before a table name; the nearest words decide. */
export function targetOf(headings: readonly string[], lead: string): Target | undefined {
  const near = plain(lead);
  const texts = [near.length <= 200 ? near : lastSentence(near), ...headings.toReversed().map(plain)];
  for (const [index, text] of texts.entries()) {
    const target = targetIn(text.toLowerCase(), index === 0);
    if (target !== undefined) return target;
  }
  return undefined;
}

function lastSentence(text: string): string {
  return (
    text
      .slice(-160)
      .split(/[.!?]\s/)
      .at(-1) ?? ''
  );
}

/** Prose before a table names its target only in so many words; a heading may be shorter. */
function targetIn(text: string, isProse: boolean): Target | undefined {
  if (isProse && !/:\s*$|\b(following|below|these)\b/.test(text)) return undefined;
  const kind = RULES.find(([, pattern]) => pattern.test(text))?.[0];
  if (kind === undefined) return undefined;
  const status = /(?:^|[^\d.])([1-5]\d\d)(?!\d|\.\d)/.exec(text)?.[1];
  return status === undefined || (kind !== 'response' && kind !== 'error') ? { kind } : { kind, status };
}

/** What the location column of a row says. */
export function targetOfLocation(location: string): Target | undefined {
  const kind = RULES.find(([, pattern]) => pattern.test(location))?.[0];
  if (kind !== undefined) return { kind };
  return /^(url|params?)$/.test(location) ? { kind: 'query' } : undefined;
}

const CONTEXT_WORD =
  /\b(the|an?|of|for|in|on|and|or|each|every|its|is|are|to|with|object|objects|array|arrays|list|element|elements|item|items|property|properties|param|params|parameter|parameters|field|fields|attribute|attributes|argument|arguments|key|keys|value|values|type|types|schema|structure|definition|definitions|model|entity|resource|details?|table|description|reference|format|data|json|body|request|requests|response|responses|payload|query|path|url|uri|header|headers|form|input|output|inputs|outputs|returns?|returned|result|results|error|errors|success|successful|example|sample|available|supported|allowed|possible|valid|required|optional|mandatory|enum|enumeration|options?|codes?|status|http|following|below|string|columns?|contains?|information|info|overview|all|main|root|top|level|common|general|additional|other|notes?|usage|names?)\b/gi;

/** The one thing that a heading names beside words such as "object" or "properties": `contactInfo.emails`. */
export function subjectOf(heading: string): string | undefined {
  const codes = [...heading.matchAll(/`([^`\n]{1,80})`|(?<![*\w])\*{1,2}([^*\n]{1,80})\*{1,2}/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  if (codes.length === 1 && isIdentifier(codes[0])) return codes[0];
  if (codes.length > 1) return undefined;
  const words = plain(heading)
    .replace(/[:()"',]/g, ' ')
    .replace(/^\d+(\.\d+)*\.?\s/, '')
    .replace(CONTEXT_WORD, ' ')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.length === 1 && isIdentifier(words[0]) ? words[0] : undefined;
}

function isIdentifier(text: string | undefined): text is string {
  return (
    text !== undefined &&
    /^[A-Za-z_$][\w$-]*(?:\[\])?(?:\.[A-Za-z_$][\w$-]*(?:\[\])?)*$/.test(text) &&
    text.length <= 80
  );
}
