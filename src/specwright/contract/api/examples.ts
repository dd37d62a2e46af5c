import { type Json, isObject, own } from '../../base/json.ts';
import { lookUp } from '../../openapi/reference.ts';
import type { MediaTypeDescriptor } from '../../openapi/operation.ts';
import type { Api } from './api.ts';

/** The values of `examples` and `example` of a media type. */
export function examplesOf(
  { document }: Pick<Api, 'document'>,
  { schema }: MediaTypeDescriptor,
): readonly Json[] {
  const media = schema === undefined ? undefined : lookUp(document, `#${schema.replace(/\/schema$/, '')}`);
  const named = own(media, 'examples');
  const values = isObject(named) ? Object.values(named).map((example) => own(example, 'value')) : [];
  return [...values, own(media, 'example')].filter((value) => value !== undefined);
}
