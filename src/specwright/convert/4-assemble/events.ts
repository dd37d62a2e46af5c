import type { JsonObject } from '../../base/json.ts';
import type { EventFacts } from '../facts.ts';
import { examplesObject } from './examples.ts';
import { extract } from './schemas/extract.ts';
import { RANK } from './schemas/naming.ts';
import type { ShapeRegistry } from './schemas/registry.ts';

/** Brings the schemas of events among the components; those that the server sends to the client are webhooks. */
export function webhooksObject(events: readonly EventFacts[], registry: ShapeRegistry): JsonObject {
  const entries = events.flatMap(({ name, summary, schema, examples, isWebhook }): [string, JsonObject][] => {
    const context = { candidate: { name, rank: RANK.hint }, prefix: name, trail: [name] };
    const shared = extract(
      isWebhook ? schema : { ...schema, examples: examples.map(({ value }) => value) },
      context,
      registry,
    );
    const content = { 'application/json': { schema: shared, ...examplesObject(examples) } };
    const post = {
      summary,
      security: [],
      requestBody: { required: true, content },
      responses: { 200: { description: 'OK' } },
    };
    return isWebhook ? [[name.charAt(0).toLowerCase() + name.slice(1), { post }]] : [];
  });
  return Object.fromEntries(entries);
}
