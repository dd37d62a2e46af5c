/* What ids look like. */

import { ownString } from '../../base/json.ts';
import { seededRandom } from '../../base/random.ts';
import type { Resource } from '../../openapi/resources.ts';
import { matchesPattern, textMatching } from '../../openapi/text-matching.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function idPattern({ properties, idProperty }: Resource): string | undefined {
  return ownString(properties.get(idProperty), 'pattern');
}

/** Whether ids of a resource look like nothing else, such as `acc_12ab`, or `M` and eight letters. */
export function isMarked(resource: Resource): boolean {
  return /^\^[A-Za-z]{2,}[-_]|^\^[A-Za-z]+(\[[^\]]+\]|\\[wd])\{([6-9]|\d\d)\}\$$/.test(
    idPattern(resource) ?? '',
  );
}

/** Whether a text could be an id of a resource, as far as its form tells. */
export function hasForm(text: string, resource: Resource): boolean {
  const pattern = idPattern(resource);
  if (pattern !== undefined) return matchesPattern(text, pattern);
  return UUID.test(text) && ownString(resource.properties.get(resource.idProperty), 'format') === 'uuid';
}

/** An id of the same form, of a record that does not exist. */
export function unknownId(id: string, resource?: Resource): string {
  const turned = turnedId(id);
  const pattern = resource && idPattern(resource);
  if (pattern === undefined || matchesPattern(turned, pattern)) return turned;
  return textMatching(pattern, seededRandom(id.length)) ?? turned;
}

function turnedId(id: string): string {
  if (/^\d+$/.test(id)) return '987654321';
  // Short numbers are counted up and may exist; those of a fixed length keep it.
  const turned = id.replaceAll(/\d+/g, (digits) => {
    if (digits.length < 4 && !/[\da-f-]{8}/i.test(id)) return '987654321';
    return [...digits].map((digit) => String(9 - Number(digit))).join('');
  });
  return turned === id ? `${id}x` : turned;
}

/** The id at the end of an address. */
export function lastSegment(location: string | undefined): string {
  const [path = ''] = (location ?? '').split('?');
  const segment = path.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // percent signs that escape nothing are themselves
  }
}
