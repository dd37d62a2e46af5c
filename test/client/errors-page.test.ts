import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/client/error-codes.ts';
import { ERROR_WORDS } from '../../src/client/error-words.ts';
import { createTaskRoutingClient, type ErrorCode, type TaskRoutingError } from '../../src/client/index.ts';
import type { CommonFailure, ErrorKind } from '../../src/specwright/runtime/index.ts';
import { credentials, task } from './fixtures.ts';

/** How a reader meets each way to fail: what the server does, or what the caller does. */
const WAYS: Readonly<Record<CommonFailure, () => Promise<TaskRoutingError | undefined>>> = {
  unexpected: () => answered(new Response('{"a":1}', { status: 418 })),
  redirected: () => answered(new Response('', { status: 302, headers: { location: 'https://x.example' } })),
  'cut-short': () => answered(new Response('{"taskSt', { headers: { 'content-type': 'application/json' } })),
  incomplete: () => queued(new Response('{"caseId":"1"}')),
  'cut-refusal': () =>
    answered(new Response('{"errorCo', { status: 400, headers: { 'content-type': 'application/json' } })),
  'token-refused': () => asking({}, () => new Response('{"error":"no"}', { status: 401 }), true),
  connection: () => answered(new TypeError('fetch failed')),
  timeout: () => asking({ attemptTimeoutMs: 20 }, () => new Promise<Response>(() => {})),
  aborted: async () => {
    const client = createTaskRoutingClient({ ...options, fetch: async () => token() });
    return (await client.safe.queryTask('1', { signal: AbortSignal.abort() })).error;
  },
  'too-large': () => asking({ maxResponseBytes: 100 }, () => new Response('x'.repeat(101))),
  secret: () => asking({ clientSecret: () => Promise.reject(new Error('vault')) }, () => new Response()),
  body: async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const client = createTaskRoutingClient({ ...options, fetch: async () => token() });
    return failureOf(client.request('PUT', '/a', { body: circle }));
  },
};

const options = { tenantUrl: 'https://x.example', ...credentials, retry: false } as const;
const token = (): Response => new Response('{"access_token":"t","expires_in":3600}');

async function failureOf(work: Promise<unknown>): Promise<TaskRoutingError | undefined> {
  return work.then(
    () => undefined,
    (error) => error,
  );
}

async function asking(
  changes: object,
  reply: () => Response | Promise<Response>,
  tokenToo = false,
): Promise<TaskRoutingError | undefined> {
  const fetch = async (url: string): Promise<Response> =>
    url.includes('/oauth/') && !tokenToo ? token() : reply();
  return (await createTaskRoutingClient({ ...options, ...changes, fetch }).safe.queryTask('1')).error;
}

const answered = (reply: Response | Error) =>
  asking({}, () => {
    if (reply instanceof Error) throw reply;
    return reply.clone();
  });

async function queued(reply: Response): Promise<TaskRoutingError | undefined> {
  const fetch = async (url: string): Promise<Response> => (url.includes('/oauth/') ? token() : reply);
  return (await createTaskRoutingClient({ ...options, fetch }).safe.queueTask(task)).error;
}

const codes = Object.entries(ERROR_CODES).map(([code, kind]) => [Number(code) as ErrorCode, kind] as const);

function expectWords(error: TaskRoutingError | undefined, kind: ErrorKind<TaskRoutingError>): void {
  expect(error).toBeInstanceOf(kind.error);
  expect(error?.code).toBe(kind.code);
  expect(error?.message).toContain(kind.what);
  if (kind.hint !== undefined) {
    expect(error?.message).toContain(kind.hint);
    expect(error?.hint).toContain(kind.hint);
  }
}

describe('every record is the message of a failure that can happen', () => {
  it.each(codes)('errorCode %s', async (errorCode, kind) => {
    const error = await answered(Response.json({ errorCode }, { status: kind.status }));
    expectWords(error, kind);
    expect(error?.errorCode).toBe(errorCode);
  });

  it.each(Object.entries(WAYS) as [CommonFailure, () => Promise<TaskRoutingError | undefined>][])(
    '%s',
    async (name, fail) => {
      const error = await fail();
      expect(error?.attempts).toBeDefined();
      expectWords(error, ERROR_WORDS.common[name]);
    },
  );
});

const sentence = (text = ''): string =>
  text && `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
const row = (...cells: readonly (string | number)[]): string =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;

/** The page: one row per record. `npx vitest run test/client/errors-page.test.ts -u` writes it. */
function page(): string {
  const kindRow = (
    first: string,
    { error, code, what, hint, retryable }: ErrorKind<TaskRoutingError>,
    status?: number,
  ) =>
    row(
      first,
      ...(status === undefined ? [] : [status]),
      `\`${error.prototype.name}\` \`${code}\``,
      sentence(what),
      sentence(hint),
      retryable ? 'yes' : 'no',
    );
  return [
    '# Errors of the client',
    'Every error is a `TaskRoutingError`: its `message` says what happened and what to do, and `code` is stable across releases. "Again" says whether the same call may succeed later without a change (`retryable`).',
    '## Error codes of the API',
    [
      '| errorCode | HTTP status | class, `code` | cause | fix | again |',
      '|---|---|---|---|---|---|',
      ...codes.map(([code, kind]) => kindRow(String(code), kind, kind.status)),
    ].join('\n'),
    '## Failures without an error code',
    [
      '| failure | class, `code` | cause | fix | again |',
      '|---|---|---|---|---|',
      ...Object.entries(ERROR_WORDS.common).map(([name, kind]) => kindRow(`\`${name}\``, kind)),
    ].join('\n'),
    'A status without a documented code is read like the code that the API documents with it: 401 as 1, 403 as 3, 429 as 12, 502 to 504 as 11, any other 5xx as 13.',
    '## A call that may have been carried out',
    `Where \`maybeCompleted\` is true, the message ends with: "${ERROR_WORDS.maybeCompleted}"`,
    '## Wrong requests and options',
    'What is wrong before anything is sent is an `InvalidRequestError` (`invalid-request`), or for options of the client a `ConfigurationError` (`invalid-options`). The message has one sentence per fact, such as "serviceName or taskLaunchPointId is required", "priority must be from 0.01 to 100", "unknown field extTaskID; did you mean extTaskId?", "unknown option tenantURL; did you mean tenantUrl?" and "clientSecret is empty." In `issues` each has the path of its field.',
  ].join('\n\n');
}

it('docs/errors.md is made of the records', async () => {
  await expect(await format(page(), { parser: 'markdown' })).toMatchFileSnapshot('../../docs/errors.md');
});
