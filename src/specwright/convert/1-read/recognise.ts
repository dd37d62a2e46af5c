import { type Json, type JsonObject, isObject, own, ownText } from '../../base/json.ts';
import { ConversionError } from '../problem.ts';
import type { Source } from '../source.ts';
import { lookAlike } from './look-alikes.ts';
import { collectionUrlOf } from './page-data.ts';
import { readProblem } from './problems.ts';

function isV1(value: JsonObject): boolean {
  return Array.isArray(own(value, 'requests')) && !Object.hasOwn(value, 'item');
}

function isV2(value: JsonObject): boolean {
  return Array.isArray(own(value, 'item'));
}

function schemaOf(collection: JsonObject): string | undefined {
  const info = own(collection, 'info');
  return isObject(info) ? ownText(info, 'schema') : undefined;
}

/** Documenter marks its exports with the ids of the publication; requests carry `urlObject`. */
function isDocumenter(collection: JsonObject): boolean {
  const info = own(collection, 'info');
  return isObject(info) && Object.hasOwn(info, 'publishedId');
}

function v2Format(collection: JsonObject, root: string): Source['format'] {
  const schema = schemaOf(collection);
  const version = /\/v(\d+)\.(\d+)/.exec(schema ?? '');
  if (version !== null && version[1] !== '2') {
    throw new ConversionError(
      readProblem('schema-version-unknown', `${root}/info/schema`, { schema: schema ?? '' }),
    );
  }
  if (isDocumenter(collection)) return 'documenter';
  return version?.[2] === '0' ? 'postman-v2.0' : 'postman-v2.1';
}

/** The wrapper of the Postman API, of Documenter and of some exports. */
function unwrap(value: JsonObject): { readonly collection: JsonObject; readonly root: string } {
  const inner = own(value, 'collection');
  const wrapped = isObject(inner) && !isV1(value) && !isV2(value);
  return wrapped ? { collection: inner, root: '/collection' } : { collection: value, root: '' };
}

function refuseUnlessCollection(value: JsonObject, collection: JsonObject, root: string): void {
  if (isV1(collection) || isV2(collection)) return;
  const url = collectionUrlOf(value);
  if (url !== undefined) throw new ConversionError(readProblem('documenter-page-data', '', { url }));
  const schema = schemaOf(collection);
  if (schema !== undefined && /postman/i.test(schema)) {
    throw new ConversionError(
      /\/v2\./.test(schema)
        ? readProblem('collection-empty', root, {})
        : readProblem('schema-version-unknown', root, { schema }),
    );
  }
  throw notACollection(value);
}

/** Names the format, or says what the file is instead. */
export function recognise(value: Json): Source {
  if (!isObject(value)) throw notACollection(value);
  const { collection, root } = unwrap(value);
  refuseUnlessCollection(value, collection, root);
  return { format: isV1(collection) ? 'postman-v1' : v2Format(collection, root), collection, root };
}

function notACollection(value: Json): ConversionError {
  return new ConversionError(readProblem('not-a-collection', '', lookAlike(value)));
}
