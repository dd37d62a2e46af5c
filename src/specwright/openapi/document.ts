import type { JsonObject } from '../base/json.ts';

/** An OpenAPI 3.1 document. Skeleton, complete, corrected and linted are the same type: the stage says which. */
export type OpenApiDocument = JsonObject;
