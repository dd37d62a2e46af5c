import { beforeEach, describe, expect, test } from 'vitest';
import { jsonOf, type Json, type JsonObject } from '../../../../src/specwright/base/json.ts';
import {
  readHooks,
  readProfile,
  type Knowledge,
} from '../../../../src/specwright/contract/document/knowledge.ts';
import { SetupError, verify, type Report } from '../../../../src/specwright/contract/index.ts';
import { send, serve, type Answer } from '../pets.ts';

const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });
const answers = (schema: JsonObject, ...refusals: number[]): JsonObject => ({
  200: { description: 'Done', ...json(schema) },
  ...Object.fromEntries([401, ...refusals].map((status) => [status, { description: 'Refused' }])),
});
const object = (properties: JsonObject): JsonObject => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});
const lights = object({ level: { type: 'integer', minimum: 1, maximum: 9 } });
const booking = object({ hallId: { type: 'string' }, seats: { type: 'integer', minimum: 1 } });

/** Halls that nothing creates, one setting, and a call that belongs to no kind of thing. */
const halls: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Halls', version: '1' },
  paths: {
    '/halls/{hallId}': {
      get: {
        operationId: 'getHall',
        parameters: [{ name: 'hallId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: answers(object({ hallId: { type: 'string' } }), 404),
      },
    },
    '/lights': {
      get: { operationId: 'getLights', responses: answers(lights) },
      put: {
        operationId: 'setLights',
        requestBody: { required: true, ...json(lights) },
        responses: answers(lights, 400),
      },
    },
    '/ring': {
      post: {
        operationId: 'ring',
        requestBody: { required: true, ...json(booking) },
        responses: answers(booking, 400, 404),
      },
    },
  },
};

/** What reached the server, and the hooks, in order. */
let log: string[] = [];
let level = 0;
beforeEach(() => {
  log = [];
  level = 4;
});

const isWhole = (value: Json | undefined, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

const honest: Answer = ({ method = '', url = '', headers }, body, response) => {
  log.push(`${method} ${url}`);
  const refuse = (status: number): void => void response.writeHead(status).end();
  const sent = headers['content-type'] === 'application/json' ? jsonOf(body) : undefined;
  const fields: JsonObject = typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? sent : {};
  const isPlain = Object.keys(fields).length === (url === '/lights' ? 1 : 2);
  if (method === 'GET' && url === '/halls/h-7') return send(response, 200, { hallId: 'h-7' });
  if (method === 'GET' && url === '/lights') return send(response, 200, { level });
  if (method === 'PUT' && url === '/lights') {
    if (!isWhole(fields['level'], 1, 9) || !isPlain) return refuse(400);
    level = fields['level'];
    return send(response, 200, { level });
  }
  if (method !== 'POST' || url !== '/ring') return refuse(url === '/lights' || url === '/ring' ? 405 : 404);
  const { hallId, seats } = fields;
  if (typeof hallId !== 'string' || !isWhole(seats, 1, Number.MAX_SAFE_INTEGER) || !isPlain)
    return refuse(400);
  return hallId === 'h-7' ? send(response, 200, { hallId, seats }) : refuse(404);
};

async function run(options: Knowledge & { mode?: 'own' } = {}, answer: Answer = honest): Promise<Report> {
  await using server = await serve(answer);
  // Awaited here: the server ends with this scope.
  return await verify({ target: server.url, document: halls, ...options });
}

const skippedOf = ({ cases }: Report): string[] =>
  cases.flatMap(({ id, outcome }) => (outcome.kind === 'skipped' ? [id] : []));

describe('hooks', () => {
  test('setup comes before the first request, teardown after the last', async () => {
    await run({
      hooks: {
        setup: ({ target }) => void log.push(`setup ${new URL(target).hostname}`),
        teardown: async () => void log.push('teardown'),
      },
    });
    // The first request asks only whether anybody is there.
    expect(log.indexOf('setup 127.0.0.1')).toBeLessThanOrEqual(1);
    expect(log.at(-1)).toBe('teardown');
    expect(log.length).toBeGreaterThan(10);
  });

  test('a setup that fails ends the run; a teardown that fails is noted', async () => {
    const failing = async (): Promise<void> => {
      throw new Error('no database');
    };
    await expect(run({ hooks: { setup: failing } })).rejects.toThrow(SetupError);
    expect(log.length).toBeLessThanOrEqual(1);
    const { notices } = await run({ hooks: { teardown: failing } });
    expect(notices).toContain('the hook teardown failed: no database');
  });

  test('before sees each request of an operation, and what it returns is sent', async () => {
    const signed: Answer = (request, body, response) =>
      request.headers['x-signature'] === request.url?.length.toString()
        ? honest(request, body, response)
        : void response.writeHead(401).end();
    expect((await run({}, signed)).verdict).toBe('not-proven');
    const operations = new Set<string>();
    const report = await run(
      {
        profile: { values: { hallId: 'h-7' } },
        hooks: {
          before: (operation, request) => {
            operations.add(operation);
            const headers = { ...request.headers, 'x-signature': String(request.path.length) };
            return { ...request, headers };
          },
        },
      },
      signed,
    );
    expect(report.verdict).toBe('honoured');
    expect([...operations]).toEqual(expect.arrayContaining(['getHall', 'getLights', 'setLights', 'ring']));
  });

  test('fixture names what exists, in paths and in bodies', async () => {
    expect(skippedOf(await run())).toContain('positive/getHall-1');
    const asked: string[] = [];
    const report = await run({
      hooks: {
        fixture: async (name) => {
          asked.push(name);
          return name === 'hallId' ? 'h-7' : undefined;
        },
      },
    });
    expect(asked).toContain('hallId');
    expect(report.verdict).toBe('honoured');
    expect(skippedOf(report)).not.toContain('positive/getHall-1');
    expect(skippedOf(report)).not.toContain('positive/ring-1');
  });

  test('a module exports them by name, or as its default', () => {
    const setup = (): void => undefined;
    expect(readHooks({ setup, other: 1 })).toEqual({ setup });
    expect(readHooks({ default: { setup } })).toEqual({ setup });
    expect(() => readHooks({ setup: 'x' })).toThrow('exports "setup", but it is not a function');
    expect(() => readHooks({ other: setup })).toThrow('none of setup, teardown, before, fixture');
  });
});

describe('a profile', () => {
  test('values are what exists, and bodies come before all others', async () => {
    const bodies: string[] = [];
    const noting: Answer = (request, body, response) => {
      if (request.url === '/ring') bodies.push(body);
      return honest(request, body, response);
    };
    const seats = 12_345;
    const report = await run(
      { profile: { values: { hallId: 'h-7' }, bodies: { ring: { hallId: 'h-7', seats } } } },
      noting,
    );
    expect(report.verdict).toBe('honoured');
    expect(skippedOf(report)).not.toContain('positive/getHall-1');
    expect(bodies).toContain(JSON.stringify({ hallId: 'h-7', seats }));
  });

  test('has values and bodies, and nothing else', () => {
    const profile = { values: { a: 1 }, bodies: { ring: {} } };
    expect(readProfile(profile)).toEqual(profile);
    expect(readProfile({})).toEqual({});
    expect(() => readProfile([])).toThrow('not an object');
    expect(() => readProfile({ value: {} })).toThrow('unknown key "value"');
    expect(() => readProfile({ values: 1 })).toThrow('"values" of the profile is not an object');
  });
});

describe('the mode own', () => {
  const profile = { values: { hallId: 'h-7' } };
  const changes = (): string[] =>
    [...new Set(log)].filter((line) => /^(PUT \/lights|POST \/ring)$/.test(line));

  test('on this machine sends calls that belong to nothing, and sets settings back', async () => {
    const report = await run({ profile, mode: 'own' });
    expect(report.verdict).toBe('honoured');
    expect(changes().sort()).toEqual(['POST /ring', 'PUT /lights']);
    expect(level).toBe(4);
  });

  test('elsewhere sends neither, and says what would', async () => {
    await using server = await serve(honest);
    const report = await verify({
      target: 'https://halls.example.com',
      document: halls,
      mode: 'own',
      profile,
      rate: Number.POSITIVE_INFINITY,
      fetch: (input, init) => {
        const request = new Request(input, init);
        return fetch(request.url.replace('https://halls.example.com', server.url), init);
      },
    });
    expect(changes()).toEqual([]);
    expect(level).toBe(4);
    const left = report.cases.flatMap(({ id, outcome }) =>
      outcome.kind === 'skipped' && outcome.option === '--mode full' ? [id] : [],
    );
    expect(left).toEqual(
      expect.arrayContaining(['positive/ring-1', 'positive/setLights-1', 'workflow/getLights-singleton']),
    );
  });
});
