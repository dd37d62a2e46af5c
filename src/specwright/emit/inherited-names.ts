import type { Json } from '../base/json.ts';

/*
 * openapi-typescript reads its input with a plain `properties[name]`: a property called `hasOwnProperty` or
 * `valueOf` finds the method that every object inherits, and the reader throws where no one can catch it. It
 * is handed names with a mark instead, and the mark is taken out of what it writes.
 */

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A document whose names are safe to look up, and the way back for the text made from it. */
export interface SafeDocument {
  readonly document: Json;
  readonly restore: (text: string) => string;
}

/** A copy of the document with a mark behind every name that objects inherit. */
export function withSafeNames(document: Json): SafeDocument {
  const text = JSON.stringify(document);
  let mark = '__own';
  while (text.includes(mark)) mark += '_';
  return { document: marked(document, mark), restore: (output) => output.replaceAll(mark, '') };
}

function marked(value: Json, mark: string): Json {
  if (typeof value === 'string') return markText(value, mark);
  if (Array.isArray(value)) return value.map((item) => marked(item, mark));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [markName(key, mark), marked(item, mark)]),
  );
}

/** Names occur in `required`, as discriminators and in the pointers of references too. */
function markText(text: string, mark: string): string {
  if (!text.startsWith('#/')) return markName(text, mark);
  return text
    .split('/')
    .map((step) => markName(step, mark))
    .join('/');
}

function markName(name: string, mark: string): string {
  return INHERITED.has(name) ? name + mark : name;
}
