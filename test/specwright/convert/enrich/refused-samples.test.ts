import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import { describe, expect, it } from 'vitest';
import { convertCollection } from '../../../../src/specwright/convert/convert-collection.ts';

/*
 * A request that is saved with a refusal (4xx) is an example of what not to send. It may show names and
 * types; it never relaxes what the documentation demands, and the constraint is not reported as contradicted.
 */

const table = [
  'Makes an order.',
  '',
  '### Request body',
  '',
  '| Name | Type | Required | Description |',
  '|---|---|---|---|',
  '| `kind` | string | yes | One of: `small`, `large`. |',
  '| `weight` | number | yes | Between `1` and `100`, inclusive. |',
  '| `note` | string | no | Free text. Default: `none`. |',
].join('\n');

function request(body: Json) {
  return {
    method: 'POST',
    header: [{ key: 'Content-Type', value: 'application/json' }],
    url: 'https://api.example.com/orders',
    body: { mode: 'raw', raw: typeof body === 'string' ? body : JSON.stringify(body) },
  };
}

function answer(code: number, body: Json, sent: Json) {
  return {
    name: `answer ${code}`,
    code,
    originalRequest: request(sent),
    header: [],
    body: JSON.stringify(body),
  };
}

const good = { kind: 'small', weight: 3, note: 'x' };
const collection = JSON.stringify({
  info: { name: 'Orders', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: [
    {
      name: 'Make order',
      request: { ...request(good), description: table },
      response: [
        answer(200, { id: 'a' }, good),
        answer(400, { error: 'kind' }, { kind: 'gigantic', weight: 3 }),
        answer(400, { error: 'weight' }, { kind: 'small', weight: 101 }),
        answer(400, { error: 'weight missing' }, { kind: 'small' }),
        answer(422, { error: 'weight type' }, { kind: 'small', weight: 'heavy' }),
        answer(400, { error: 'body' }, '{"kind": '),
      ],
    },
  ],
});

describe('requests saved with a refusal', () => {
  it('do not relax what the documentation demands', async () => {
    const { value, problems } = await convertCollection(collection);
    const text = JSON.stringify(value);
    expect(text).not.toContain('gigantic"]');
    const schema = schemaWith(value, 'weight');
    expect(schema['required']).toEqual(['kind', 'weight']);
    const properties = schema['properties'] as JsonObject;
    expect(properties['weight']).toMatchObject({ type: 'number', minimum: 1, maximum: 100 });
    expect(text).toContain('"enum":["small","large"]');
    expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('leave a field with a default optional, however often it was sent', async () => {
    const { value } = await convertCollection(collection);
    expect(schemaWith(value, 'weight')['required']).not.toContain('note');
  });
});

/** The first object schema that declares a property, wherever it stands. */
function schemaWith(value: Json, name: string): JsonObject {
  const queue: Json[] = [value];
  for (const item of queue) {
    if (typeof item !== 'object' || item === null) continue;
    if (!Array.isArray(item)) {
      const properties = item['properties'];
      if (typeof properties === 'object' && properties !== null && name in properties) return item;
    }
    queue.push(...Object.values(item));
  }
  throw new Error(`no schema declares ${name}`);
}
