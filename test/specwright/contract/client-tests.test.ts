import { expect, it } from 'vitest';
import { clientTests, type ClientTestOptions } from '../../../src/specwright/contract/index.ts';

const schemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  login: { type: 'http', scheme: 'basic' },
  machine: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } } },
};
const document = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: { operationId: 'listThings', responses: { '200': { description: 'OK' } } },
      post: { operationId: 'createThing', responses: { '200': { description: 'OK' } } },
    },
  },
  components: { securitySchemes: schemes },
};

/** The tests that are registered, what the client is made with, and what each test says. */
async function registered(answer: object, options: Partial<ClientTestOptions>) {
  const tests: [string, () => Promise<void>][] = [];
  let given: unknown;
  const method = async () => answer;
  clientTests({
    document,
    connect: (auth) => {
      given = auth;
      return { safe: { listThings: method, group: { createThing: method } } };
    },
    test: (name, body) => tests.push([name, body]),
    ...options,
  });
  const ended = await Promise.all(
    tests.map(async ([name, body]) => [name, await body().then(() => 'passed', String)]),
  );
  return { given, ended: Object.fromEntries(ended) };
}

it('calls every operation, also those of a group, with made-up credentials', async () => {
  const { given, ended } = await registered({ ok: true, status: 200 }, {});
  expect(ended).toEqual({
    'client.listThings: GET /things': 'passed',
    'client.createThing: POST /things': 'passed',
  });
  expect(given).toEqual({
    key: 'made-up',
    login: { username: 'made-up', password: 'made-up' },
    machine: 'made-up',
  });
});

it('calls only what reads where it is told to, with the credentials that it is given', async () => {
  const secrets = { key: 'k', login: 'me:a:b', machine: 'id:hush' };
  const { given, ended } = await registered({ ok: true, status: 200 }, { reading: true, secrets });
  expect(Object.keys(ended)).toEqual(['client.listThings: GET /things']);
  expect(given).toEqual({
    key: 'k',
    login: { username: 'me', password: 'a:b' },
    machine: { clientId: 'id', clientSecret: 'hush' },
  });
});

it.each([
  [{ ok: false, status: 500, error: new Error('the server failed') }, /the server failed/],
  [{ ok: false, status: undefined, error: new Error('no connection') }, /no connection/],
  [{ ok: false, status: 200, error: new Error('its reply violates the contract') }, /violates the contract/],
])('fails where the call fails', async (answer, words) => {
  const { ended } = await registered(answer, { reading: true });
  expect(ended['client.listThings: GET /things']).toMatch(words);
});

it('takes a made-up id that a server with real data does not have for an answer', async () => {
  const lack = { ok: false, status: 404, error: new Error('nothing here') };
  const { ended } = await registered(lack, { reading: true });
  expect(ended['client.listThings: GET /things']).toBe('passed');
});
