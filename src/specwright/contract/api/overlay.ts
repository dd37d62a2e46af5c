import type { JsonObject, JsonPointer } from '../../base/json.ts';
import type { Suggestion } from '../checks/description.ts';

/** A change to the JSON schema of a response. */
export function jsonSchema(response: JsonPointer, schema: JsonObject): Suggestion {
  return {
    target: response.replace(/\/content$/, ''),
    update: { content: { 'application/json': { schema } } },
  };
}
