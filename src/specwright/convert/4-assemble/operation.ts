import { type JsonObject, canonicalText } from '../../base/json.ts';
import type { CanonicalOperation } from '../canonical-collection.ts';
import type { OperationFacts } from '../facts.ts';
import { operationNames } from './operation-names.ts';
import { parameterObjects } from './parameters.ts';
import { requestBodyObject } from './request-body.ts';
import { responsesObject } from './responses.ts';
import type { ShapeRegistry } from './schemas/registry.ts';
import { tagsOf } from './tags.ts';
import { securityRequirements, type Schemes } from './security.ts';

/** What an operation needs from the rest of the document. */
export interface Surroundings {
  readonly operationId: string;
  readonly servers: readonly JsonObject[];
  readonly schemes: Schemes;
  /** What an operation needs that says nothing of its own. */
  readonly security: JsonObject[] | undefined;
  readonly registry: ShapeRegistry;
}

/** The Operation Object: the facts of an operation, its tag and its id. */
export function operationObject(
  operation: CanonicalOperation,
  facts: OperationFacts,
  { operationId, servers, schemes, security, registry }: Surroundings,
): JsonObject {
  const tags = tagsOf(operation);
  const names = operationNames(operationId, operation.path);
  const parameters = parameterObjects(operation, facts.parameters, registry);
  const ownSecurity = facts.security && [...securityRequirements(facts.security, schemes)];
  return {
    ...(tags.length > 0 && { tags }),
    summary: facts.summary,
    ...(facts.description !== undefined && facts.description !== '' && { description: facts.description }),
    operationId,
    ...(parameters.length > 0 && { parameters: [...parameters] }),
    ...(facts.requestBody && { requestBody: requestBodyObject(facts.requestBody, names, registry) }),
    responses: responsesObject(facts.responses, names, registry),
    ...(facts.deprecated && { deprecated: true }),
    ...(ownSecurity &&
      canonicalText(ownSecurity) !== canonicalText(security ?? null) && { security: ownSecurity }),
    ...(servers.length > 0 && { servers: [...servers] }),
  };
}
