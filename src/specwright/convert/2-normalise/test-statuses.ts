import { type JsonObject, type JsonPointer, isObject, own, ownList, ownText } from '../../base/json.ts';
import { statusNamed } from '../../base/http.ts';
import { memo } from '../../base/memo.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { ExpectedStatus } from '../canonical-collection.ts';

/** Longer scripts are libraries, which test nothing. */
const LONGEST_SCRIPT = 100_000;

/** What comes before the status in a test; a negation between the words is another sentence. */
const ASSERTIONS: readonly RegExp[] = [
  /(?<!not\.)to\.have\.status\(\s*(?:(\d{3})|['"]([^'"\n]{1,40})['"])\s*\)/g,
  /\b(?:pm\.response|responseCode)\.code\s*\)\.to\.(?:be\.)?(?:deep\.)?(?:equals?|eqls?|eq)\(\s*(\d{3})\s*\)/g,
  /\b(?:pm\.response|responseCode)\.code\s*===?\s*(\d{3})\b/g,
];

/** `pm.expect(pm.response.code).to.be.oneOf([200, 201])` */
const ONE_OF = /\b(?:pm\.response|responseCode)\.code\s*\)\.to\.be\.oneOf\(\s*\[([\d\s,]{1,200})\]/g;

/** Assertions that carry their status in their name. */
const NAMED = /(?<!not\.)to\.be\.(accepted|badRequest|unauthorized|forbidden|notFound|rateLimited)\b/g;
const BY_NAME: Readonly<Record<string, number>> = {
  accepted: 202,
  badRequest: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  rateLimited: 429,
};

function withoutComments(script: string): string {
  return script.replace(/\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\//g, ' ').replace(/(^|[\s;{}])\/\/[^\n]*/g, '$1');
}

const statusesIn = memo((script): readonly number[] => {
  const code = withoutComments(script);
  const single = ASSERTIONS.flatMap((assertion) => [...code.matchAll(assertion)]).map(([, number, words]) =>
    number === undefined ? statusNamed(words ?? '') : Number(number),
  );
  const listed = [...code.matchAll(ONE_OF)].flatMap(([, list = '']) => list.split(',').map(Number));
  const named = [...code.matchAll(NAMED)].map(([, word = '']) => BY_NAME[word]);
  return [...single, ...listed, ...named].filter((status) => status !== undefined);
});

function isStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 100 && status <= 599;
}

function scriptOf(event: JsonObject): string {
  const script = own(event, 'script');
  const exec = isObject(script) ? own(script, 'exec') : script;
  return Array.isArray(exec)
    ? exec.filter((line) => typeof line === 'string').join('\n')
    : typeof exec === 'string'
      ? exec
      : '';
}

/** Statuses that the test scripts of a saved request wait for, each once. */
export function expectedStatuses(item: JsonObject, at: JsonPointer): readonly ExpectedStatus[] {
  const found = new Map<number, ExpectedStatus>();
  const note = (script: string, place: JsonPointer): void => {
    if (script.length > LONGEST_SCRIPT) return;
    for (const status of statusesIn(script).filter(isStatus))
      if (!found.has(status)) found.set(status, { status, at: place });
  };
  for (const [index, event] of ownList(item, 'event').entries()) {
    if (isObject(event) && own(event, 'listen') === 'test' && own(event, 'disabled') !== true)
      note(scriptOf(event), appendPointer(at, 'event', index, 'script', 'exec'));
  }
  note(ownText(item, 'tests') ?? '', appendPointer(at, 'tests'));
  return [...found.values()];
}
