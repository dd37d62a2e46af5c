import type { JsonObject, JsonPointer } from '../base/json.ts';

/** A parsed input that was recognised: JSON object, format known, `{collection: ...}` wrapper taken off. */
export interface Source {
  readonly format:
    'postman-v1' | 'postman-v2.0' | 'postman-v2.1' | 'documenter' | 'postman-v3' | 'opencollection';
  readonly collection: JsonObject;
  /** JSON pointer of `collection` inside the input: `''`, or `/collection` for a wrapped one. */
  readonly root: JsonPointer;
}
