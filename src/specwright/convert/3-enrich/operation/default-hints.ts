import type { CanonicalCollection } from '../../canonical-collection.ts';
import { plain } from '../docs/plain.ts';
import { everyRequest } from './samples.ts';

const TREATED =
  /\b(?:treated|considered|assumed|interpreted|taken|regarded)\s+(?:to be\s+|as\s+)?(?:an?\s+)?([a-z]{3,20})\b[^.\n]{0,30}\bby default\b/gi;

/** Words that some description says hold by default: "treated as internal by default". */
export function defaultWords(collection: CanonicalCollection): ReadonlySet<string> {
  const words = new Set<string>();
  for (const operation of collection.operations) {
    for (const { request } of everyRequest(operation)) {
      const fields = [request.pathParameters, request.queryParameters, request.headers].flat();
      for (const text of [request.description, ...fields.map((field) => field.description)])
        addWords(text, words);
    }
  }
  return words;
}

function addWords(text: string | undefined, words: Set<string>): void {
  if (text === undefined || !text.includes('by default')) return;
  for (const match of text.slice(0, 20_000).matchAll(TREATED)) words.add((match[1] ?? '').toLowerCase());
}

/**
 * The default of a flag that chooses between its own name and another word: `external`, "whether the id
 * is an external id or an internal id", is false where ids are internal by default.
 */
export function flagDefault(
  name: string,
  description: string,
  words: ReadonlySet<string>,
): 'true' | 'false' | undefined {
  if (words.size === 0) return undefined;
  const own = name.toLowerCase();
  const said = new Set(
    plain(description.slice(0, 2000))
      .toLowerCase()
      .match(/[a-z]{3,20}/g),
  );
  if (!said.has(own)) return undefined;
  if (words.has(own)) return 'true';
  return [...words].some((word) => said.has(word)) ? 'false' : undefined;
}
