import { isReservedWord, pascalCase, UniqueNames, wordsOf } from '../../base/names.ts';
import { inventOperationId } from '../../openapi/names.ts';
import type { CanonicalCollection, CanonicalOperation, OperationKey } from '../canonical-collection.ts';
import { latin } from '../latin.ts';
import { operationName } from '../operation-name.ts';
import { beginsWithVerb } from '../verbs.ts';

/** Longer names are sentences, which make no identifier. */
const LONGEST = 64;

/**
 * An id for every operation, a verb and what it is done to: `Get access token` -> `getAccessToken`. Where the name
 * of the requests says neither, method and path do.
 *
 * Where two come out alike, the first in the collection keeps the name; another takes its folder's name as
 * a suffix, then method and path, then a number. An id therefore stays what it is when requests are added
 * further down.
 */
export function assignOperationIds(collection: CanonicalCollection): ReadonlyMap<OperationKey, string> {
  const names = new UniqueNames();
  const ids = new Map<OperationKey, string>();
  for (const operation of collection.operations)
    ids.set(keyOf(operation), claimFirst(names, candidates(operation)));
  return ids;
}

/** `GET /task/{taskId}` */
export function keyOf({ method, path }: Pick<CanonicalOperation, 'method' | 'path'>): OperationKey {
  return `${method} /${path.slice(1)}`;
}

function candidates(operation: CanonicalOperation): readonly string[] {
  const { method, path, folders } = operation;
  const invented = [
    inventOperationId(method, withoutBase(path)),
    inventOperationId(method, path === '/' ? '/root' : path),
  ];
  const named = fromName(operationName(operation) ?? '', operation);
  if (named === undefined) return invented;
  return [named, named + pascalCase(latin(folders.at(-1) ?? '')), ...invented];
}

function claimFirst(names: UniqueNames, wanted: readonly string[]): string {
  const free = wanted.find((name) => !names.has(name));
  return names.claim(free ?? wanted.at(-1) ?? 'operation');
}

/** `/api/v2/{tenant}/boats` -> `/boats`: what the paths of an API begin with names nothing. */
function withoutBase(path: string): string {
  const rest = path.replace(/^(?:\/(?:api|rest|v?\d+(?:\.\d+)*|\d{4}-\d\d-\d\d|\{[^{}/]*\})(?=\/))+/i, '');
  if (/[A-Za-z]/.test(rest.replaceAll(/\{[^{}]*\}/g, ''))) return rest;
  return /[A-Za-z]/.test(path) ? path : '/root';
}

/** `undefined` where the name is a URL, a path, a sentence, or has letters that are not Latin. */
function fromName(name: string, { method, path }: CanonicalOperation): string | undefined {
  if (/(?:^|\s)(?:[\w+.-]+:\/\/|\/[\w{:])|^\s*(?:[A-Z]+\s+)?(?:\{|\/|:\w)/.test(name)) return undefined;
  const plain = headOf(latin(name));
  if (/[^\P{L}A-Za-z]/u.test(plain)) return undefined;
  const words = wordsOf(/[a-z]/.test(plain) ? plain : plain.toLowerCase());
  const [first = '', ...rest] = words;
  const isAction = beginsWithVerb(words);
  if (first === '' || (!isAction && isTailOf(words, path))) return undefined;
  const said = lowerFirst(first) + pascalCase(rest.join(' '));
  const id = isAction ? completed(said, path) : method.toLowerCase() + pascalCase(words.join(' '));
  return /^[a-z]/.test(id) && id.length <= LONGEST && !isReservedWord(id) ? id : undefined;
}

/** `List boats - all that are in the harbour` -> `List boats`: the rest of a long name explains it. */
function headOf(name: string): string {
  const [head = ''] = name.split(/\s+[-–—|]\s+|:\s+/, 1);
  return wordsOf(name).length > 6 && wordsOf(head).length > 1 ? head : name;
}

/** Verbs of which every resource has its own. */
const BARE =
  /^(?:add|copy|create|delete|edit|export|fetch|find|get|import|list|load|patch|post|put|query|read|remove|replace|retrieve|save|search|set|show|update|upload|view|void|try|return)(?:All|New|One)?$/;

/** `delete` -> `deleteNotesById`: a verb alone does not say what it is about. */
function completed(id: string, path: string): string {
  return BARE.test(id) ? id + inventOperationId('', withoutBase(path)) : id;
}

/** The name is a tail of the path, symbols apart: it says nothing that method and path do not say. */
function isTailOf(words: readonly string[], path: string): boolean {
  const compact = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const tail = compact(words.join(''));
  return tail !== '' && compact(path).endsWith(tail);
}

/** `GET` -> `get`, `OAuth` -> `oAuth`, `Queue` -> `queue` */
function lowerFirst(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}
