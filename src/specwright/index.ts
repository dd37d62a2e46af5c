export { convertCollection, type Conversion, type ConvertOptions } from './convert/convert-collection.ts';
export { emit } from './emit/emit.ts';
export { diffDocuments } from './diff/diff.ts';
export type { Json, JsonObject, JsonPointer, JsonSchema } from './base/json.ts';
