import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  applyBaseline,
  documentSuite,
  exitCode,
  PassiveChecker,
  readTraffic,
  requireCoverage,
  SpecError,
  verify,
  type Report,
  type RunOptions,
} from '../../../src/specwright/contract/index.ts';
import { honest, pets, send, serve, type Answer } from './pets.ts';

/** Where nothing else is asked for, a busy machine is not what is tested. */
const ANY_TIME = { maxLatency: 60_000 };

async function verifyServer(answer: Answer, options: Partial<RunOptions> = ANY_TIME): Promise<Report> {
  await using server = await serve(answer);
  // Awaited here: the server ends with this scope.
  return await verify({ target: server.url, document: pets, mode: 'full', ...options });
}

const errorsOf = ({ findings }: Report): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ check, title }) => `${check}: ${title}`);

describe('a verdict says what was proven', () => {
  test('honoured: every case ran', async () => {
    const report = await verifyServer(honest);
    expect(errorsOf(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: 'honoured', ok: true, summary: { skipped: 0 } });
    expect(report.headline).toBe(
      `The contract is honoured: ${report.cases.length} of ${report.cases.length} cases.`,
    );
    expect(exitCode(report, { requireComplete: true })).toBe(0);
  });

  test('honoured as far as checked: the headline says what would add the rest', async () => {
    const report = await verifyServer(honest, { mode: 'read-only' });
    const { cases, skipped } = report.summary;
    expect(report.verdict).toBe('honoured');
    expect(report.headline).toBe(
      `Honoured as far as checked: ${cases - skipped} of ${cases} cases; \`--mode own\` would add ${skipped - 1}, \`--mode full\` 1.`,
    );
    expect(exitCode(report)).toBe(0);
    expect(exitCode(report, { requireComplete: true })).toBe(3);
  });

  test('broken: findings are counted', async () => {
    const report = await verifyServer((request, body, response) =>
      request.url === '/v2/pets/1'
        ? send(response, 200, { id: '1', name: 'Tom' })
        : honest(request, body, response),
    );
    expect(report).toMatchObject({ verdict: 'broken', headline: 'The contract is broken: 1 finding.' });
    expect(exitCode(report)).toBe(1);
  });

  test.each<[string, Answer, RegExp]>([
    [
      'a target of another API',
      (_request, _body, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hi</p>'),
      /serve another API/,
    ],
    [
      'a target where nothing is found',
      (_request, _body, response) =>
        void response.writeHead(404, { 'content-type': 'text/html' }).end('nothing'),
      /serve another API/,
    ],
    [
      'a server that answers 401 to everything',
      (_request, _body, response) => send(response, 401, { message: 'who are you' }),
      /lack of credentials/,
    ],
    [
      'a server that knows nothing that it is asked for',
      (request, body, response) =>
        request.method === 'GET' ? send(response, 404, { message: 'none' }) : honest(request, body, response),
      /no operation accepted/,
    ],
  ])('not proven: %s', async (_words, answer, reason) => {
    const report = await verifyServer(answer, { mode: 'read-only' });
    expect(report.verdict).toBe('not-proven');
    expect(report.headline).toMatch(/^Not proven: /);
    expect(report.headline).toMatch(reason);
    expect(exitCode(report)).toBe(3);
  });

  test('not proven: one operation refused every valid request for its credentials', async () => {
    const report = await verifyServer(
      (request, body, response) =>
        request.url === '/v2/pets' ? honest(request, body, response) : send(response, 403, { message: 'no' }),
      { mode: 'read-only' },
    );
    // 403 is not documented for it either, which is a finding; a document that allows it leaves nothing but the doubt.
    expect(report.unproven).toEqual([
      { reason: 'getPet refused every valid request for lack of credentials (401 or 403)', outweighs: false },
    ]);
  });

  test('not proven: the run was cut short', async () => {
    const stop = new AbortController();
    const report = await verifyServer(honest, {
      signal: stop.signal,
      onEvent: (event) => event.type === 'case-finished' && stop.abort(),
    });
    expect(report).toMatchObject({ verdict: 'not-proven', interrupted: true });
    expect(report.headline).toMatch(/cut short, with \d+ of \d+ cases left: the run was interrupted/);
  });

  test('a run that fails without a finding says why', async () => {
    const report = await verifyServer(honest, { mode: 'read-only' });
    const lacking = requireCoverage(report, 99);
    expect(lacking.headline).toBe(`Coverage ${report.coverage.percent} % is below 99 %.`);
    expect(exitCode(lacking)).toBe(1);
    expect(requireCoverage(report, 1)).toBe(report);
    const gone = applyBaseline(report, {
      findings: [{ severity: 'error', key: 'expected-status 500', title: 'listPets answers 500' }],
    });
    expect(gone.headline).toBe('1 finding of the baseline no longer occurs.');
    expect(exitCode(gone)).toBe(1);
  });

  test('strict: warnings are errors', async () => {
    const answer: Answer = (request, body, response) =>
      request.url === '/v2/pets/1'
        ? void delay(2_500).then(() => honest(request, body, response))
        : honest(request, body, response);
    expect((await verifyServer(answer)).verdict).toBe('honoured');
    expect((await verifyServer(answer, { strict: true })).verdict).toBe('broken');
  });

  test('a document that is none is refused', async () => {
    await expect(verify({ target: 'http://127.0.0.1:1', document: { swagger: '2.0' } })).rejects.toThrow(
      SpecError,
    );
  });
});

describe('traffic of others', () => {
  const check = (text: string): Report => {
    const checker = new PassiveChecker({ suite: documentSuite(pets), target: 'traffic.har' });
    for (const [index, exchange] of readTraffic(text).entries()) checker.look(exchange, `entry ${index + 1}`);
    return checker.report(1);
  };
  const entry = (url: string, text: string): object => ({
    request: { method: 'GET', url, headers: [] },
    response: {
      status: 200,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      content: { text },
    },
  });
  const har = (...entries: object[]): string => JSON.stringify({ log: { entries } });

  test.each([
    ['an empty HAR', har(), /the traffic is empty/],
    [
      'a HAR of another API',
      har(entry('https://api.example.org/orders/7', '{"total":3}')),
      /no request of this traffic calls an operation/,
    ],
    [
      'the path of an operation, without the path of its server',
      har(entry('https://api.example.org/pets', '[]')),
      /no request of this traffic calls an operation/,
    ],
  ])('%s proves nothing', (_words, text, reason) => {
    const report = check(text);
    expect(report.verdict).toBe('not-proven');
    expect(report.headline).toMatch(reason);
  });

  test('traffic of this API, below the path of its server', () => {
    const report = check(har(entry('https://pets.example.com/v2/pets', '[]')));
    expect(report).toMatchObject({
      verdict: 'honoured',
      headline: 'Honoured as far as seen: 1 exchange with 1 of 3 operations.',
    });
  });
});

describe('one cause, one finding', () => {
  test('over operations and statuses, with the type before the enum', async () => {
    const report = await verifyServer((request, body, response) => {
      const spoiled = { end: (text: string) => response.end(text.replaceAll(/"kind":"\w+"/g, '"kind":7')) };
      const writeHead = (status: number, headers: object): object => {
        response.writeHead(status, { ...headers });
        return spoiled;
      };
      return honest(request, body, Object.assign(Object.create(response), { writeHead }));
    });
    // Whether the pet is alone or in a list, made or read.
    expect(report.findings.map(({ key }) => key).sort()).toEqual([
      'body-schema /*/kind type',
      'body-schema /kind type',
    ]);
    expect(report.findings.some(({ title }) => title.includes('allowed values'))).toBe(false);
  });

  test('a wrong status accounts for the wrong body', async () => {
    const report = await verifyServer((request, body, response) =>
      request.method === 'POST' ? send(response, 500, 'broken') : honest(request, body, response),
    );
    expect(errorsOf(report)).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({ check: 'expected-status', key: 'expected-status 500' });
  });

  test('three causes are the first three findings', async () => {
    const answer: Answer = (request, body, response) => {
      response.setHeader('x-debug', '/var/lib/pets/secrets.db');
      if (request.url?.startsWith('/v2/pets/') === true)
        return send(response, 200, { id: 1, name: 'Tom', kind: 'cat' });
      return request.method === 'POST'
        ? send(response, 201, { id: '2', name: 'x', kind: 'cat' })
        : honest(request, body, response);
    };
    const report = await verifyServer(answer, { sources: ['positive', 'negative'] });
    const first = report.findings.slice(0, 3).map(({ check }) => check);
    expect(first.sort()).toEqual(['body-schema', 'no-internals-shown', 'violation-refused']);
  });
});

describe('time', () => {
  const slowAtFirst = (): Answer => {
    const opened = performance.now();
    return async (request, body, response) => {
      await delay(Math.min(1_500, Math.max(0, 3_000 - (performance.now() - opened))));
      return honest(request, body, response);
    };
  };

  test('a server that is slow for three seconds is green, with a warning', async () => {
    const report = await verifyServer(slowAtFirst(), {});
    expect(report.verdict).toBe('honoured');
    expect(report.findings.map(({ check, severity }) => [check, severity])).toEqual([['latency', 'warning']]);
  });

  test('the limit that is given is the only one', async () => {
    const slow: Answer = async (request, body, response) => {
      await delay(150);
      return honest(request, body, response);
    };
    expect(await verifyServer(slow, { maxLatency: 5_000 })).toMatchObject({
      verdict: 'honoured',
      findings: [],
    });
    const report = await verifyServer(slow, { maxLatency: 50 });
    expect(report.verdict).toBe('broken');
    expect(new Set(report.findings.map(({ check }) => check))).toEqual(new Set(['latency']));
  });

  test('an answer that never comes is given up after the request timeout', async () => {
    const report = await verifyServer(
      (request, body, response) =>
        request.url === '/v2/pets/1' ? undefined : honest(request, body, response),
      { timeout: 300 },
    );
    expect(report.findings[0]).toMatchObject({
      check: 'answered',
      actual: 'no complete answer within 300 ms',
    });
  });
});

test('a body is read up to 16 MiB, and no further', async () => {
  let written = 0;
  const report = await verifyServer(
    async (request, body, response) => {
      if (request.url !== '/v2/pets/1') return honest(request, body, response);
      response.writeHead(200, { 'content-type': 'application/json' });
      const part = Buffer.alloc(1024 * 1024, 'x');
      while (written < 200 && !response.destroyed) {
        written += 1;
        if (!response.write(part))
          await new Promise<void>((resolve) => response.once('drain', resolve).once('close', resolve));
      }
      response.end();
    },
    { mode: 'read-only' },
  );
  expect(written).toBeLessThan(60);
  expect(report.findings[0]).toMatchObject({ check: 'answered', actual: 'the body is longer than 16 MiB' });
});

test('a report names tool, date and document', async () => {
  const report = await verifyServer(honest, { mode: 'read-only' });
  expect(report.tool.name).toBe('specwright');
  expect(Number.isNaN(Date.parse(report.date))).toBe(false);
  expect(report.document).toMatchObject({ title: 'Pets', version: '1.2.3' });
  expect(report.document.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('a target with a path of its own takes the place of the path in servers', async () => {
  const asked = new Set<string>();
  await using server = await serve((request, body, response) => {
    asked.add(request.url?.split('/')[1] ?? '');
    request.url = request.url?.replace('/gateway', '/v2');
    return honest(request, body, response);
  });
  const report = await verify({ target: `${server.url}/gateway`, document: pets, mode: 'full' });
  expect(report.verdict).toBe('honoured');
  expect([...asked]).toEqual(['gateway']);
});
