import type { JsonObject } from '../../base/json.ts';
import type { CanonicalOperation, OperationFacts } from '../stages.ts';
import { operationNames } from './operation-names.ts';
import { parameterObjects } from './parameters.ts';
import { requestBodyObject } from './request-body.ts';
import { responsesObject } from './responses.ts';
import type { ShapeRegistry } from './schemas/registry.ts';
import { securityRequirements, type Schemes } from './security.ts';

/** What an operation needs from the rest of the document. */
export interface Surroundings {
  readonly operationId: string;
  readonly servers: readonly JsonObject[];
  readonly schemes: Schemes;
  readonly registry: ShapeRegistry;
}

/** Lays the facts of an operation over its skeleton. */
export function operationObject(
  skeleton: JsonObject,
  operation: CanonicalOperation,
  facts: OperationFacts,
  { operationId, servers, schemes, registry }: Surroundings,
): JsonObject {
  const names = operationNames(operationId, operation.path);
  const parameters = parameterObjects(operation, facts.parameters, registry);
  return {
    ...skeleton,
    summary: facts.summary,
    ...(facts.description !== undefined && facts.description !== '' && { description: facts.description }),
    operationId,
    ...(parameters.length > 0 && { parameters: [...parameters] }),
    ...(facts.requestBody && { requestBody: requestBodyObject(facts.requestBody, names, registry) }),
    responses: responsesObject(facts.responses, names, registry),
    ...(facts.deprecated && { deprecated: true }),
    ...(facts.security && { security: [...securityRequirements(facts.security, schemes)] }),
    ...(servers.length > 0 && { servers: [...servers] }),
  };
}
