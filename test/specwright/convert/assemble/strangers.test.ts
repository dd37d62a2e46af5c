import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import { valueAt } from '../../../../src/specwright/base/pointer.ts';
import { convertCollection, type Conversion } from '../../../../src/specwright/convert/convert-collection.ts';
import { originsOf } from '../../../../src/specwright/convert/report/origins.ts';
import { collection, request } from './collections.ts';

/** Habits of collections that strangers publish. */

async function convert(...items: readonly JsonObject[]): Promise<Conversion> {
  return convertCollection(JSON.stringify(collection(...items)));
}

function withTest(item: JsonObject, ...lines: readonly string[]): JsonObject {
  return { ...item, event: [{ listen: 'test', script: { exec: [...lines] } }] };
}

describe('statuses that test scripts wait for', () => {
  async function statusesOf(...lines: readonly string[]): Promise<readonly string[]> {
    const { value } = await convert(withTest(request({ method: 'POST' }), ...lines));
    return Object.keys(valueAt(value, '/paths/~1things/post/responses') ?? {});
  }

  it.each([
    ["pm.test('made', () => pm.response.to.have.status(201));", ['201']],
    ['pm.response.to.have.status("Created");', ['201']],
    ['pm.expect(pm.response.code).to.equal(400);', ['200', '400']],
    ['pm.expect(pm.response.code).to.be.oneOf([201, 409]);', ['201', '409']],
    ["tests['gone'] = responseCode.code === 204;", ['204']],
    ['pm.expect(pm.response.code === 200 || pm.response.code === 201).to.be.true;', ['200']],
    ['pm.response.to.be.notFound;', ['200', '404']],
    ['pm.response.to.not.have.status(500);', ['200']],
    ['// pm.response.to.have.status(418);', ['200']],
    ['/* pm.response.to.have.status(418); */', ['200']],
    ['pm.response.to.have.status(999);', ['200']],
  ])('%s', async (line, expected) => {
    expect(await statusesOf(line)).toEqual(expected);
  });

  it('name the script as their origin', async () => {
    const conversion = await convert(
      withTest(request({ method: 'DELETE' }), 'pm.response.to.have.status(204);'),
    );
    const origin = originsOf(conversion).find(({ pointer }) => pointer.endsWith('/responses/204'));
    expect(origin?.sources).toEqual([
      { origin: 'script', at: '/item/0/event/0/script/exec', confidence: 0.8 },
    ]);
  });

  it('of Postman v1 are read too', async () => {
    const tests: Json = 'tests["made"] = responseCode.code === 201;';
    const v1 = { id: 'a', name: 'One', requests: [{ id: 'r', method: 'POST', url: '/things', tests }] };
    const { value } = await convertCollection(JSON.stringify(v1));
    expect(valueAt(value, '/paths/~1things/post/responses/201')).toBeDefined();
  });
});
