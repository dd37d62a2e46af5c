import { expect, test } from 'vitest';
import { isObject, jsonOf, type JsonObject } from '../../../../src/specwright/base/json.ts';
import { verify, type Report } from '../../../../src/specwright/contract/index.ts';
import { send, serve, type Answer } from '../pets.ts';

const id = { type: 'string', pattern: '^[bc]_[0-9]{6}$' };
const text = { type: 'string', minLength: 1, maxLength: 80 };
const boardState = { type: 'string', enum: ['open', 'closed'] };
const record = (properties: JsonObject): JsonObject => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const content = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });
const board = record({ id, title: text, state: boardState, cardCount: { type: 'integer', minimum: 0 } });
const cardSchema = record({ id, title: text });
const answers = (status: number, schema?: JsonObject): JsonObject => ({
  [status]: { description: 'Done.', ...(schema && content(schema)) },
  400: { description: 'The body is wrong.' },
  404: { description: 'There is none.' },
  409: { description: 'The state does not allow it.' },
});
const parameter = (name: string): JsonObject => ({ name, in: 'path', required: true, schema: id });
const body = { required: true, ...content(record({ title: text })) };

const boards: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Boards', version: '1' },
  paths: {
    '/boards': { post: { operationId: 'addBoard', requestBody: body, responses: answers(201, board) } },
    '/boards/{boardId}': {
      parameters: [parameter('boardId')],
      get: { operationId: 'getBoard', responses: answers(200, board) },
      delete: {
        operationId: 'deleteBoard',
        description: 'A board that has cards answers 409.',
        responses: answers(204),
      },
    },
    '/boards/{boardId}/close': {
      parameters: [parameter('boardId')],
      post: {
        operationId: 'closeBoard',
        description: 'Moves an open board to `closed`. Any other state answers 409.',
        responses: answers(200, board),
      },
    },
    '/boards/{boardId}/cards': {
      parameters: [parameter('boardId')],
      post: {
        operationId: 'addCard',
        description: 'A closed board takes no cards and answers 409.',
        requestBody: body,
        responses: answers(201, cardSchema),
      },
    },
    '/boards/{boardId}/cards/{cardId}': {
      parameters: [parameter('boardId'), parameter('cardId')],
      get: { operationId: 'getCard', responses: answers(200, cardSchema) },
      delete: { operationId: 'deleteCard', responses: answers(204) },
    },
  },
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const known = new Map<string, { title: string; state: string; cards: Map<string, string> }>();
  let count = 100_000;
  const next = (kind: string): string => `${kind}_${(count += 1)}`;
  return ({ method = '', url = '' }, given, response) => {
    const [, , boardId = '', below, cardId = ''] = url.split('/');
    const refuse = (status: number): void => void response.writeHead(status).end();
    const sent = jsonOf(given);
    const named = isObject(sent) && typeof sent['title'] === 'string' ? sent['title'] : '';
    const isNamed = named !== '' && [...named].length <= 80;
    if (method === 'POST' && url === '/boards') {
      if (!isNamed) return refuse(400);
      const made = next('b');
      known.set(made, { title: named, state: 'open', cards: new Map() });
      return send(response, 201, { id: made, title: named, state: 'open', cardCount: 0 });
    }
    const found = known.get(boardId);
    if (found === undefined) return refuse(404);
    const cardCount = fault === 'count-frozen' ? 0 : found.cards.size;
    const shown = (): object => ({ id: boardId, title: found.title, state: found.state, cardCount });
    if (method === 'GET' && below === undefined) return send(response, 200, shown());
    if (method === 'DELETE' && below === undefined) {
      if (found.cards.size > 0 && fault !== 'deleted-with-cards') return refuse(409);
      known.delete(boardId);
      return refuse(204);
    }
    if (method === 'POST' && below === 'close') {
      if (found.state !== 'open' && fault !== 'closed-twice') return refuse(409);
      found.state = fault === 'not-closed' ? 'open' : 'closed';
      return send(response, 200, shown());
    }
    if (method === 'POST' && below === 'cards' && cardId === '') {
      if (!isNamed) return refuse(400);
      if (found.state === 'closed' && fault !== 'card-on-closed') return refuse(409);
      const made = next('c');
      found.cards.set(made, named);
      return send(response, 201, { id: made, title: named });
    }
    const card = found.cards.get(cardId);
    if (card === undefined) return refuse(404);
    if (method === 'GET') return send(response, 200, { id: cardId, title: card });
    if (method !== 'DELETE') return refuse(405);
    found.cards.delete(cardId);
    return refuse(204);
  };
}

async function run(fault?: string): Promise<Report> {
  await using server = await serve(serverOf(fault));
  // Awaited here: the server ends with this scope.
  return await verify({ target: server.url, document: boards, sources: ['workflow'] });
}

const errorsOf = ({ findings }: Report): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ title }) => title);

test('a sound server has no finding', async () => {
  expect(errorsOf(await run())).toEqual([]);
});

test.each<[string, RegExp]>([
  ['card-on-closed', /addCard accepts .* is closed/],
  ['deleted-with-cards', /deleteBoard accepts .* has cards/],
  ['count-frozen', /cardCount does not count/],
  ['closed-twice', /closeBoard accepts .* needs another state/],
  ['not-closed', /closeBoard leaves state "open"/],
])('%s is found', async (fault, expected) => {
  expect(errorsOf(await run(fault)).some((one) => expected.test(one))).toBe(true);
});
