import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, objectAt } from '../../../../src/specwright/base/json.ts';
import { valueAt } from '../../../../src/specwright/base/pointer.ts';
import { convertCollection } from '../../../../src/specwright/convert/convert-collection.ts';

interface Call {
  readonly name: string;
  readonly description?: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: Json;
  readonly answers?: readonly Json[];
  readonly header?: readonly JsonObject[];
}

const itemOf = ({
  name,
  method = 'POST',
  path,
  body,
  answers = [],
  header = [],
  ...more
}: Call): JsonObject => ({
  name,
  request: {
    ...more,
    method,
    url: `https://shop.example${path}`,
    header: [{ key: 'Content-Type', value: 'application/json' }, ...header],
    ...(body !== undefined && { body: { mode: 'raw', raw: JSON.stringify(body) } }),
  },
  response: answers.map((answer, index) => ({
    name: `ok ${String(index)}`,
    code: 200,
    body: JSON.stringify(answer),
  })),
});

async function convert(...calls: readonly Call[]): Promise<JsonObject> {
  const info = {
    name: 'Shop',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  };
  return (await convertCollection(JSON.stringify({ info, item: calls.map(itemOf) }))).value;
}

const namesIn = (document: JsonObject, section = 'schemas'): string[] =>
  Object.keys(objectAt(objectAt(document, 'components'), section));

describe('names of schemas', () => {
  it('hold as much of the way to the schema as tells it from others, not a number', async () => {
    const call = (name: string, path: string, key: string): Call => ({
      name,
      path,
      body: { order: { address: { [key]: 'x' }, billing: { address: { [`${key}2`]: 'y' } } } },
    });
    const document = await convert(
      call('Create order', '/orders', 'street'),
      call('Change order', '/orders/7', 'box'),
      call('Return order', '/returns', 'locker'),
    );
    const names = namesIn(document);
    expect(names.filter((name) => name.includes('Address')).length).toBe(6);
    expect(names.filter((name) => /\d$/.test(name))).toEqual([]);
  });

  it('leave out numbers that tell fields apart', async () => {
    const person = { name: 'Ida', born: '1990-01-01' };
    const document = await convert({
      name: 'Match people',
      path: '/matches',
      body: { person1: person, person2: person },
    });
    expect(namesIn(document)).toEqual(['MatchPeopleRequest', 'Person']);
  });

  it('are one where fields are described by the same words, and two where they are not', async () => {
    const call = (path: string, words: string): Call => ({
      name: `Send ${path}`,
      path: `/${path}`,
      description: `## Body\n\n| Name | Type | Description |\n| --- | --- | --- |\n| to | string | ${words} |\n| no | string | Its number. |`,
    });
    const bodies = async (...calls: Call[]): Promise<number> => namesIn(await convert(...calls)).length;
    const plain = call('parcels', 'Who gets the parcel, or its box.');
    expect(await bodies(plain, call('boxes', 'Optional. Who gets the *parcel* or its `box`'))).toBe(1);
    expect(await bodies(plain, call('boxes', 'Who gets the box.'))).toBe(2);
  });

  it('say what tells alternatives apart', async () => {
    const answers = [
      {
        items: [
          { card: '1', data: { expiry: '12/30' } },
          { iban: 'DE', info: { bic: 'X' } },
        ],
      },
      {
        items: [
          { card: '2', data: { expiry: '12/31' } },
          { iban: 'FR', info: { bic: 'Y' } },
        ],
      },
    ];
    const document = await convert({ name: 'List payments', method: 'GET', path: '/payments', answers });
    expect(namesIn(document).join()).not.toMatch(/Variant/);
    expect(namesIn(document).filter((name) => /With(?:Card|Iban)(?:Data|Info)$/.test(name)).length).toBe(2);
  });

  it('are not the verb at the end of a path', async () => {
    const document = await convert(
      { name: 'Drop', path: '/cookies/delete', answers: [[{ id: 1, gone: true }]] },
      { name: 'Look', path: '/cookies/search', answers: [[{ id: 1, kind: 'x' }]] },
    );
    expect(namesIn(document)).not.toContain('Delete');
    expect(namesIn(document)).not.toContain('Search');
    expect(namesIn(document)).toContain('Cookie');
  });
});

describe('parameters', () => {
  it('that differ only in an example are one component', async () => {
    const header = (value: string): JsonObject[] => [{ key: 'X-Shop', value, description: 'Which shop.' }];
    const document = await convert(
      { name: 'List orders', method: 'GET', path: '/orders', header: header('north') },
      { name: 'List returns', method: 'GET', path: '/returns', header: header('south') },
    );
    expect(namesIn(document, 'parameters')).toEqual(['XShopHeader']);
    expect(JSON.stringify(valueAt(document, '/components/parameters/XShopHeader/examples'))).toMatch(
      /north.*south/,
    );
    for (const path of ['orders', 'returns'])
      expect(valueAt(document, `/paths/~1${path}/get/parameters`)).toEqual([
        { $ref: '#/components/parameters/XShopHeader' },
      ]);
  });

  it('of paths that lead to other things stay apart, and are named after them', async () => {
    const each = (name: string, path: string): Call[] =>
      ['GET', 'DELETE'].map((method) => ({
        name: `${method === 'GET' ? 'Get' : 'Drop'} ${name}`,
        method,
        path,
      }));
    const document = await convert(...each('order', '/orders/:id'), ...each('return', '/returns/:id'));
    expect(namesIn(document, 'parameters')).toEqual(['Id', 'ReturnId']);
  });
});
