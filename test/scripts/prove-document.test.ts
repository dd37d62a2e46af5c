import { expect, test } from 'vitest';
import { isProven, proveDocument } from '../../scripts/prove/prove-document.ts';
import type { JsonObject } from '../../src/specwright/base/json.ts';

const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
const NOTE: JsonObject = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { id: { type: 'integer', readOnly: true }, text: { type: 'string', maxLength: 20 } },
};
const PROBLEM = {
  description: 'No',
  content: json({ type: 'object', properties: { error: { type: 'string' } } }),
};
const REFUSALS: JsonObject = { '400': PROBLEM, '401': PROBLEM, '403': PROBLEM, '404': PROBLEM };

/** Notes of one owner behind a token with scopes, and payments that take one of two forms. */
const notes: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      post: {
        operationId: 'addNote',
        security: [{ login: ['write'] }],
        parameters: [{ name: 'X-Batch', in: 'header', required: true, schema: { type: 'integer' } }],
        requestBody: { required: true, content: json(NOTE) },
        responses: {
          '201': {
            description: 'Made',
            headers: {
              Location: { schema: { type: 'string' } },
              'X-Version': { required: true, schema: { type: 'string' } },
            },
            content: json(NOTE),
          },
          ...REFUSALS,
        },
      },
    },
    '/notes/{id}': {
      get: {
        operationId: 'readNote',
        security: [{ login: ['read'] }],
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { '200': { description: 'One', content: json(NOTE) }, ...REFUSALS },
      },
    },
    '/payments': {
      post: {
        operationId: 'pay',
        requestBody: {
          required: true,
          content: json({
            oneOf: [
              { type: 'object', required: ['card'], properties: { card: { type: 'string' } } },
              { type: 'object', required: ['cash'], properties: { cash: { type: 'integer' } } },
            ],
          }),
        },
        responses: { '204': { description: 'Paid' }, '400': PROBLEM },
      },
    },
  },
  components: {
    securitySchemes: {
      login: {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: 'https://login.example/token',
            scopes: { read: 'Read', write: 'Write' },
          },
        },
      },
    },
  },
};

const FAULTS: Readonly<Record<string, readonly string[]>> = {
  headers: [
    'header-missing',
    'location-missing',
    'challenge-missing',
    'allow-missing',
    'unknown-path-as-200',
  ],
  credentials: [
    'empty-credentials-accepted',
    'scopes-not-checked',
    'valid-refused',
    'missing-as-forbidden',
    'checked-after-the-body',
  ],
  requests: [
    'path-not-checked',
    'header-not-checked',
    'additional-properties-not-checked',
    'one-of-not-checked',
    'create-not-stored',
  ],
};

test.each(Object.entries(FAULTS))(
  'a sound server has no finding; faults of %s are found',
  async (_of, names) => {
    const proof = await proveDocument(notes, { names });
    expect(proof.falseFindings).toEqual([]);
    expect(proof.trials.map(({ fault }) => fault).sort()).toEqual([...names].sort());
    expect(proof.trials.filter(({ killers }) => killers.length === 0)).toEqual([]);
    expect(isProven(proof)).toBe(true);
  },
);

test('a share of the faults is the same each time, and spread over the groups', async () => {
  const tried = async (offset: number): Promise<string[]> =>
    (await proveDocument(notes, { names: FAULTS['headers'] ?? [], most: 1, offset })).trials.map(
      ({ fault }) => fault,
    );
  const [first, again, other] = [await tried(0), await tried(0), await tried(1)];
  expect(first).toHaveLength(1);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('a document is not proven where a fault lives or a sound server has a finding', () => {
  const sound = { headline: '', falseFindings: [], applicable: 1 };
  const alive = { fault: 'x', killers: [] };
  expect(isProven({ ...sound, trials: [alive] })).toBe(false);
  expect(isProven({ ...sound, falseFindings: ['body-schema: x'], trials: [] })).toBe(false);
});
