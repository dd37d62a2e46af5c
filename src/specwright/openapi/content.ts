import { type JsonPointer, objectAt, own } from '../base/json.ts';
import { pointerTo } from '../base/pointer.ts';
import type { MediaTypeDescriptor } from './operation.ts';
import { mediaTypeSuffix } from './names.ts';
import { type Located } from './reference.ts';

/** Gives the validator of a media type its name; the name is unique in the document. */
export type NameValidator = (name: string) => string;

/**
 * Media types of a request body or response.
 *
 * @param owner - the body or response, references followed
 * @param base - name of its validator: of the first media type as it is, of the others with a suffix
 */
export function describeContent(
  owner: Located,
  base: string,
  nameOf: NameValidator,
): readonly MediaTypeDescriptor[] {
  const entries = Object.entries(objectAt(owner.value, 'content'));
  return entries.map(([mediaType, value], index): MediaTypeDescriptor => {
    if (own(value, 'schema') === undefined) return { mediaType };
    const name = index === 0 ? base : base + mediaTypeSuffix(mediaType);
    return { mediaType, schema: schemaPlace(owner.pointer, mediaType), validator: nameOf(name) };
  });
}

function schemaPlace(owner: JsonPointer, mediaType: string): JsonPointer {
  return owner + pointerTo('content', mediaType, 'schema');
}

/** Whether a media type carries JSON: `application/json` and everything that ends in `+json`. */
export function isJsonType(mediaType: string): boolean {
  const name = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  return name === 'application/json' || name.endsWith('+json');
}
