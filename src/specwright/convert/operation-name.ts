import { singular, wordsOf } from '../base/names.ts';
import { beginsWithVerb, VERBS_OF } from './verbs.ts';
import type { CanonicalOperation } from './canonical-collection.ts';
import { latin } from './latin.ts';

/** `TC01 - `, `Test 3: `, `01. `, `[POST] `, `GET - `: numbers and methods in front of a name. */
const LEAD =
  /^\s*(?:(?:tc|test ?case|test|case|step|scenario|req)[\s_#-]{0,2}\d{1,4}|#?\d{1,4}[a-z]?(?=[\s.):_-])|\[[A-Z]{3,7}\]|(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)(?=\s*[-:|]))[\s.):_|-]*/i;

/** ` copy`, ` Copy 2`, ` (201)`, ` - 404 Not Found`, ` (copy)`. */
const TRAIL =
  /[\s_-]*(?:\(?\bcopy\b(?:[\s_]?\d{1,3})?\)?|\([1-5]\d\d[^()]{0,40}\)|-\s*[1-5]\d\d\b[\w\s]{0,30})\s*$/i;

/** ` 2` at the end counts requests; not so in `top 10`. */
const COUNTED =
  /(?<!\b(?:top|last|first|level|tier|type|version|v|page|phase|step|option|part|oauth|http|tls))\s\d{1,2}\s*$/i;

/** A name without what copies, tests and statuses put around it; the name itself where nothing else is left. */
export function cleanName(name: string): string {
  let clean = name.trim();
  for (let before = ''; before !== clean;) {
    before = clean;
    clean = clean.replace(LEAD, '').replace(TRAIL, '').replace(COUNTED, '').trim();
  }
  return clean === '' ? name.trim() : clean;
}

/**
 * What all requests of an operation are called: one name, or the words that all begin with, or the one that says
 * what method and path say. `undefined` where they do different things.
 */
export function operationName({ method, path, requests }: CanonicalOperation): string | undefined {
  const names = [...new Set(requests.map(({ name }) => cleanName(name)).filter((name) => name !== ''))];
  const [first] = names;
  if (names.length < 2) return first;
  return sharedLead(names) ?? names.find((name) => fitsRoute(name, method, path));
}

/** `Get users` of `Get users` and `Get users by role`. */
function sharedLead(names: readonly string[]): string | undefined {
  const [first = [], ...rest] = names.map((name) => name.split(/\s+/));
  const differs = first.findIndex((word, index) =>
    rest.some((words) => words[index]?.toLowerCase() !== word.toLowerCase()),
  );
  const shared = differs < 0 ? first : first.slice(0, differs);
  const end = shared.findLastIndex((word) => /[\p{L}\p{N}]/u.test(word) && !JOINING.test(word));
  const lead = shared.slice(0, end + 1).join(' ');
  const words = wordsOf(latin(lead));
  return words.length > 1 && beginsWithVerb(words) ? lead : undefined;
}

/** Words that something must follow. */
const JOINING = /^(?:a|an|the|all|new|by|for|of|with|without|to|in|on|from|and|or|as|via|using)$/i;

/** `Update cart by ID` fits `POST /carts/{id}`. */
function fitsRoute(name: string, method: string, path: string): boolean {
  const words = wordsOf(latin(name)).map((word) => word.toLowerCase());
  const [verb = '', object = ''] = words.filter((word) => !/^(?:a|an|the|all|my|new)$/.test(word));
  const fixed = path.split('/').filter((segment) => !segment.includes('{'));
  const nouns = new Set(wordsOf(fixed.join(' ')).map((word) => singular(word.toLowerCase())));
  return VERBS_OF.get(method)?.has(verb) === true && nouns.has(singular(object));
}

/** One line that says what an operation does: its name, or the names of all it can do, or method and path. */
export function operationSummary(operation: CanonicalOperation): string {
  const { method, path, requests } = operation;
  const names = [...new Set(requests.map(({ name }) => name.trim()).filter((name) => name !== ''))];
  if (names.length === 1 && names[0] !== undefined) return names[0];
  const listed = names.join('; ');
  const name = operationName(operation) ?? (listed.length <= LONGEST_SUMMARY ? listed : '');
  return name === '' ? `${method} ${path}` : name;
}

const LONGEST_SUMMARY = 120;
