import type { JsonObject } from '../../base/json.ts';
import type { RequestBodyFacts } from '../facts.ts';
import { contentObject } from './content.ts';
import type { OperationNames } from './operation-names.ts';
import { extract } from './schemas/extract.ts';
import type { ShapeRegistry } from './schemas/registry.ts';

export function requestBodyObject(
  { required, description, content }: RequestBodyFacts,
  names: OperationNames,
  registry: ShapeRegistry,
): JsonObject {
  return {
    ...(description !== undefined && { description }),
    content: contentObject(content, (schema, suffix) =>
      extract(schema, names.root(`Request${suffix}`), registry),
    ),
    ...(required && { required: true }),
  };
}
