import { type JsonObject, isObject } from '../../base/json.ts';
import type { StageResult } from '../problem.ts';
import type { CanonicalCollection, CanonicalOperation } from '../canonical-collection.ts';
import type { Facts } from '../facts.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { Settings } from '../settings.ts';
import { webhooksObject } from './events.ts';
import { infoObject } from './info.ts';
import { operationObject, type Surroundings } from './operation.ts';
import { assignOperationIds, keyOf } from './operation-ids.ts';
import { finishComponents } from './schemas/finish.ts';
import { ShapeRegistry } from './schemas/registry.ts';
import { securityRequirements, securitySchemes, type Schemes } from './security.ts';
import { planServers } from './servers.ts';
import { shareRecurring } from './share.ts';
import { tagObjects } from './tags.ts';
import { wellFormed } from './well-formed.ts';

/**
 * Fourth stage: canonical collection and facts -> OpenAPI 3.1. Recurring shapes, parameters and responses become
 * components.
 */
export function assemble(
  collection: CanonicalCollection,
  facts: Facts,
  settings: Settings,
): StageResult<OpenApiDocument> {
  const schemes: Schemes = { ...collection.securitySchemes, ...facts.securitySchemes };
  const servers = planServers(collection, settings);
  const registry = new ShapeRegistry();
  const stated = facts.security ?? collection.security;
  const security = stated && [...securityRequirements(stated, schemes)];
  const paths = pathsObject(collection, facts, { schemes, security, servers, registry });
  const webhooks = webhooksObject(facts.events, registry);
  const schemas = finishComponents(registry.shapes(), settings.schemaNames ?? {});
  const shared = shareRecurring(paths);
  const tags = tagObjects(collection, facts);
  const document: OpenApiDocument = {
    openapi: '3.1.0',
    info: infoObject(collection, facts, settings),
    servers: [...servers.document],
    ...(tags.length > 0 && { tags: [...tags] }),
    ...(security && { security }),
    paths,
    ...(Object.keys(webhooks).length > 0 && { webhooks }),
    ...componentsObject({ schemas, ...shared, securitySchemes: securitySchemes(schemes) }),
  };
  return { value: wellFormed(document), problems: [] };
}

type Common = Pick<Surroundings, 'schemes' | 'security' | 'registry'> & {
  readonly servers: ReturnType<typeof planServers>;
};

function pathsObject(collection: CanonicalCollection, facts: Facts, common: Common): JsonObject {
  const ids = assignOperationIds(collection);
  const paths = new Map<string, JsonObject>();
  for (const operation of collection.operations) {
    const item = paths.get(operation.path) ?? {};
    paths.set(operation.path, item);
    item[operation.method.toLowerCase()] = operationObject(operation, factsOf(facts, operation), {
      operationId: ids.get(keyOf(operation)) ?? '',
      servers: common.servers.of(operation),
      schemes: common.schemes,
      security: common.security,
      registry: common.registry,
    });
  }
  return Object.fromEntries(paths);
}

function factsOf(facts: Facts, operation: CanonicalOperation) {
  return (
    facts.operations.get(keyOf(operation)) ?? {
      summary: operation.requests[0]?.name ?? '',
      deprecated: false,
      parameters: [],
      responses: [],
      provenance: [],
    }
  );
}

function componentsObject(parts: JsonObject): JsonObject {
  const filled = Object.entries(parts).filter(([, part]) => isObject(part) && Object.keys(part).length > 0);
  return filled.length === 0 ? {} : { components: Object.fromEntries(filled) };
}
