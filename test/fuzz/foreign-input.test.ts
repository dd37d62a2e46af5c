import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as fc from '../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { createTaskRoutingClient, TaskRoutingError, type TaskRoutingClient } from '../../src/client/index.ts';
import { isObject, type Json } from '../../src/specwright/base/json.ts';
import { convertCollection } from '../../src/specwright/convert/convert-collection.ts';
import { ConversionError } from '../../src/specwright/convert/problem.ts';
import { diffDocuments } from '../../src/specwright/diff/diff.ts';
import { createSandbox } from '../../src/testing/index.ts';
import { mutatedJson } from './mutated-json.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
/** The nightly run tries more. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 12);
const TIMEOUT_MS = 120_000 + RUNS * 1000;
const SECRET = 'fuzz-secret-value';
const DOCUMENT = read('generated/openapi.json');
const COLLECTION = read('spec/collection.json');
/** Method, path and body of a request. */
const REQUESTS = [
  ['POST', '/configapi/v2/oauth/token', 'grant_type=client_credentials&client_id=a&client_secret=b'],
  ['GET', '/taskroutingapi/v1/task/SF-00T-1001/?external=true', null],
  [
    'PATCH',
    '/taskroutingapi/v1/task/SF-00T-1001?external=true',
    { priority: 50, serviceName: 'Task Service' },
  ],
  ['DELETE', '/taskroutingapi/v1/task/SF-00T-1001/?external=true', { dispositionName: 'Abandoned' }],
  ['DELETE', '/taskroutingapi/v1/service', { serviceName: 'Task Service', note: 'x' }],
  [
    'POST',
    '/taskroutingapi/v1/task/',
    {
      extTaskId: 'a',
      serviceName: 'Task Service',
      priority: 1,
      order: 'fifo',
      contactInfo: { firstName: 'A', emails: [{ type: 'PRIMARY', address: 'a@example.com' }] },
      caseInfo: { category: 'Incident', custom_a: 'b' },
      taskInfo: { subject: 'S' },
      screenpopData: [{ type: 'web', url: 'https://example.com' }],
    },
  ],
].map((request) => JSON.stringify(request));
const JSON_HEADERS = { 'content-type': 'application/json' };
/** Status, headers and body of a response. */
const REPLIES = [
  [200, JSON_HEADERS, '{"taskStatus":"QUEUED","priority":5,"serviceName":"A","order":"fifo"}'],
  [400, JSON_HEADERS, '{"errorCode":9,"errorMessage":"Task not in queue"}'],
  [429, { ...JSON_HEADERS, 'retry-after': '0' }, '{"errorCode":12,"errorMessage":"x"}'],
  [502, { 'content-type': 'text/html' }, '<html>Bad gateway</html>'],
  [302, { location: 'https://example.com/' }, ''],
].map((reply) => JSON.stringify(reply));

describe('input of strangers', () => {
  it(
    'that is a collection becomes a valid document, or is refused in a sentence',
    () =>
      holds('convert', [COLLECTION], async (input) => {
        const { value } = await convertCollection(input).catch((error: unknown) => {
          if (error instanceof ConversionError) return { value: undefined };
          throw error;
        });
        if (value === undefined) return;
        const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(value)));
        expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
      }),
    TIMEOUT_MS,
  );

  it(
    'that is a document can be compared with any other, and does not differ from itself',
    () =>
      holds('diff', [DOCUMENT], async (input) => {
        const revision = valueOf(input);
        const base = valueOf(DOCUMENT);
        if (!isObject(revision) || !isObject(base)) return;
        const options = { today: '2000-01-01' };
        diffDocuments(base, revision, options);
        diffDocuments(revision, base, options);
        expect(diffDocuments(revision, structuredClone(revision), options).changes).toEqual([]);
      }),
    TIMEOUT_MS,
  );

  it(
    'that is a request never makes the sandbox fail',
    () =>
      holds('sandbox', REQUESTS, async (input) => {
        const request = requestOf(input);
        if (request === undefined) return;
        const sandbox = createSandbox({ randomSeed: 1 });
        const token = await tokenOf(sandbox);
        const { url, ...init } = request;
        const headers = { ...JSON_HEADERS, authorization: `Bearer ${token}` };
        const response = await sandbox.fetch(url, { ...init, headers });
        const text = await response.text();
        expect(response.status, text).toBeLessThan(500);
        expect(text).not.toContain('    at ');
        if (response.headers.get('content-type')?.includes('json') === true) JSON.parse(text);
      }),
    TIMEOUT_MS,
  );

  it(
    "that is a response makes a call resolve, or throw one of the client's own errors, without the secret",
    () =>
      holds('client', REPLIES, async (input) => {
        if (replyOf(input) === undefined) return;
        const client = createTaskRoutingClient({
          tenantUrl: 'https://tenant.invalid',
          clientId: 'fuzz',
          clientSecret: SECRET,
          retry: { maxAttempts: 2, baseDelayMs: 1, maxDelayMs: 1, maxRetryAfterMs: 1 },
          fetch: async (url) =>
            String(url).includes('/oauth/')
              ? Response.json({ access_token: 'A'.repeat(64), token_type: 'Bearer', expires_in: '3600' })
              : (replyOf(input) ?? new Response()),
        });
        const calls: readonly ((one: TaskRoutingClient) => Promise<unknown>)[] = [
          (one) => one.queryTask('a'),
          (one) => one.cancelTask('a'),
          (one) => one.cancelServiceTasks({ serviceName: 'a' }),
        ];
        for (const call of calls) {
          const error = await call(client).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          if (error === undefined) continue;
          if (!(error instanceof TaskRoutingError)) throw error;
          expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(SECRET);
        }
      }),
    TIMEOUT_MS,
  );
});

/** Good examples, inputs that once did harm, and changed examples: for each of them the property holds. */
async function holds(
  name: string,
  examples: readonly string[],
  property: (input: string) => Promise<void>,
): Promise<void> {
  const folder = path.join(import.meta.dirname, 'seeds', name);
  const seeds = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const known = [...examples, ...seeds].map((input): [string] => [input]);
  await fc.assert(fc.asyncProperty(mutatedJson(examples), property), {
    examples: known,
    numRuns: known.length + RUNS,
  });
}

function valueOf(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // reading JSON is not what is tested here
  }
}

async function tokenOf({ fetch, tenantUrl, credentials }: ReturnType<typeof createSandbox>): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    scope: 'sandbox.invalid',
  });
  const response = await fetch(`${tenantUrl}/configapi/v2/oauth/token`, { method: 'POST', body });
  return (await response.json()).access_token;
}

/** `undefined` for what no HTTP client would send. */
function requestOf(input: string): { url: string; method: string; body?: string } | undefined {
  try {
    const [verb, target, body] = JSON.parse(input);
    const { url, method } = new Request(`https://sandbox.invalid${target}`, { method: verb });
    if (body === null || body === undefined || method === 'GET' || method === 'HEAD') return { url, method };
    return { url, method, body: typeof body === 'string' ? body : JSON.stringify(body) };
  } catch {
    return undefined;
  }
}

/** `undefined` for what `fetch` would never hand over. */
function replyOf(input: string): Response | undefined {
  try {
    const [status, headers, body] = JSON.parse(input);
    const empty = [204, 205, 304].includes(status);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(empty ? null : text, { status, headers });
  } catch {
    return undefined;
  }
}
