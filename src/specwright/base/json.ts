/** A JSON value, as `JSON.parse` returns it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. Built with a null prototype or plain; keys may be anything, `__proto__` included. */
export interface JsonObject {
  [key: string]: Json;
}

/** A JSON Schema (draft 2020-12, the dialect of OpenAPI 3.1) in object form. */
export type JsonSchema = JsonObject;

/** Where something stands inside a JSON document (RFC 6901), for example `/item/0/request/url`. */
export type JsonPointer = string;
