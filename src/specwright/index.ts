export { convertCollection, type Conversion, type ConvertOptions } from './convert/pipeline.ts';
export { emit } from './emit/emit.ts';
export { diffDocuments, type DiffOptions, type DiffReport } from './diff/diff.ts';
export type { Change } from './diff/change.ts';
export type { Json, JsonObject, JsonPointer, JsonSchema } from './base/json.ts';
