import fc from '../../fast-check.ts';
import { expect, it } from 'vitest';
import { describeOpenApi } from '../../../src/specwright/openapi/describe.ts';
import { groupNames, methodNames } from '../../../src/specwright/openapi/names.ts';

interface Stated {
  readonly id?: string;
  readonly tags?: readonly string[];
}

/** A document with these operations, each on a path of its own. */
function documentOf(stated: readonly Stated[]) {
  const paths = Object.fromEntries(
    stated.map(({ id, tags }, index) => [
      `/p${index}/{id}`,
      { get: { operationId: id, tags, responses: {} } },
    ]),
  );
  return JSON.parse(JSON.stringify({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths }));
}

function namesOf(ids: readonly string[]): string[] {
  return [...methodNames(describeOpenApi(documentOf(ids.map((id) => ({ id }))))).values()];
}

it.each([
  ['list-items', 'listItems'],
  ['delete', 'delete'],
  ['2fa code', '_2faCode'],
  ['then', 'then2'],
  ['safe', 'safe2'],
  ['stream', 'stream2'],
  ['constructor', 'constructor2'],
  ['__proto__', '__proto__2'],
  ['orders.list', 'ordersList'],
  ['取得', 'getP0ById'],
  ['', 'getP0ById'],
])('the operation %j is the method %s', (id, name) => {
  expect(namesOf([id])).toEqual([name]);
});

it('a name that is taken gets a number, in the order of the document', () => {
  expect(namesOf(['list', 'list', 'list!', 'list2'])).toEqual(['list', 'list2', 'list3', 'list22']);
});

it('any ids give as many identifiers, the same each time', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (ids) => {
      const names = namesOf(ids);
      expect(new Set(names).size).toBe(ids.length);
      for (const name of names) expect(name).toMatch(/^[A-Za-z_$][\w$]*$/);
      expect(namesOf(ids)).toEqual(names);
    }),
  );
});

it('groups are named after the first tag, apart from one another and from methods', () => {
  const document = documentOf([
    { id: 'a', tags: ['Purchase orders', 'x'] },
    { id: 'b', tags: ['purchase-orders'] },
    { id: 'c', tags: ['paths'] },
    { id: 'd', tags: ['delete'] },
    { id: 'loose' },
    { id: 'e', tags: ['loose'] },
    { id: 'f', tags: ['Purchase orders'] },
  ]);
  expect(Object.fromEntries(groupNames(document, describeOpenApi(document)))).toEqual({
    a: 'purchaseOrders',
    b: 'purchaseOrders2',
    c: 'paths2',
    d: '_delete',
    e: 'loose2',
    f: 'purchaseOrders',
  });
});
