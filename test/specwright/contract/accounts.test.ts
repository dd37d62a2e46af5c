import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { KindAccount } from '../../../src/specwright/contract/checks/consistent-refusal.ts';
import { Times } from '../../../src/specwright/contract/checks/latency.ts';
import { documentApi } from '../../../src/specwright/contract/api/document-api.ts';
import { documentSuite } from '../../../src/specwright/contract/document-suite.ts';
import { Collector } from '../../../src/specwright/contract/engine/collector.ts';
import { describeBodies, propertyPaths } from '../../../src/specwright/contract/engine/coverage-paths.ts';
import { CoverageCounter } from '../../../src/specwright/contract/engine/coverage.ts';
import type { CaseInfo } from '../../../src/specwright/contract/engine/case.ts';
import type { Outcome } from '../../../src/specwright/contract/engine/events.ts';
import type { Finding } from '../../../src/specwright/contract/engine/finding.ts';
import { showExchange } from '../../../src/specwright/contract/engine/show-exchange.ts';
import type { Exchange } from '../../../src/specwright/contract/exchange/exchange.ts';
import { Redactor } from '../../../src/specwright/contract/exchange/redact.ts';
import {
  documentOf,
  documentWith,
  exchangeOf,
  expecting,
  jsonContent,
  textOf,
  type Seen,
} from './one-operation.ts';

const OK = { description: 'Fine' };

describe('the account of a run', () => {
  const suite = { ...documentSuite(documentWith({ 200: OK })), transitions: ['open close'] };
  const info = (id: string, rest: Partial<CaseInfo> = {}): CaseInfo => ({
    id,
    source: 'positive',
    title: `title of ${id}`,
    impact: 'reads',
    turn: 'together',
    ...rest,
  });
  const finding = (key: string, rest: Partial<Finding> = {}): Finding => ({
    check: 'body-schema',
    severity: 'error',
    case: 'a',
    title: key,
    expected: '',
    actual: '',
    key,
    ...rest,
  });
  const seen = (status: number, request: Seen['request'] = { operation: 'get' }): Exchange =>
    exchangeOf({ request, answer: { status } });

  test('lists cases by id, with their requests and how they ended', () => {
    const collector = new Collector(suite, new Redactor());
    const one = info('b', { operation: 'get' });
    const two = info('a');
    collector.listen({ type: 'run-started', cases: 3 });
    collector.listen({ type: 'case-started', case: one });
    collector.listen({ type: 'case-started', case: two });
    for (const caseId of ['b', 'b', 'a', 'other'])
      collector.listen({ type: 'exchange', caseId, exchange: seen(200), findings: [] });
    const failed: Outcome = { kind: 'failed' };
    const skipped: Outcome = { kind: 'skipped', reason: 'no profile' };
    collector.listen({ type: 'case-finished', case: one, outcome: failed, duration: 1.6 });
    collector.listen({ type: 'case-finished', case: info('c'), outcome: skipped, duration: 0 });
    collector.listen({ type: 'case-finished', case: two, outcome: { kind: 'passed' }, duration: 2.4 });
    collector.listen({ type: 'notice', text: 'the gate is stuck' });
    collector.listen({ type: 'transition', caseId: 'a', transition: 'open close' });
    collector.listen({ type: 'run-finished' });
    const result = collector.result();
    expect(result.cases).toEqual([
      {
        id: 'a',
        source: 'positive',
        title: 'title of a',
        outcome: { kind: 'passed' },
        duration: 2,
        requests: 1,
      },
      {
        id: 'b',
        source: 'positive',
        title: 'title of b',
        operation: 'get',
        outcome: failed,
        duration: 2,
        requests: 2,
      },
      { id: 'c', source: 'positive', title: 'title of c', outcome: skipped, duration: 0, requests: 0 },
    ]);
    expect(result.summary).toEqual({
      cases: 3,
      passed: 1,
      failed: 1,
      skipped: 1,
      requests: 4,
      errors: 0,
      warnings: 0,
      observations: 0,
    });
    expect(result.notices).toEqual(['the gate is stuck']);
    expect(result.coverage.kinds.transition.items).toEqual({ 'open close': 1 });
    expect(result.coverage.kinds.operation.items).toEqual({ get: 4 });
    expect([...collector.evidence.reached]).toEqual(['get']);
  });

  test('has what is found later in a case as the aftermath of what was found before, while it is open', () => {
    const consequences = (isOpen: boolean): readonly number[] => {
      const collector = new Collector(suite, new Redactor());
      const one = info('a');
      collector.listen({ type: 'case-started', case: one });
      const tell = (found: Finding): void =>
        collector.listen({ type: 'exchange', caseId: 'a', exchange: seen(200), findings: [found] });
      tell(finding('k1'));
      if (!isOpen)
        collector.listen({ type: 'case-finished', case: one, outcome: { kind: 'passed' }, duration: 1 });
      tell(finding('k2', { check: 'expected-status' }));
      return collector.result().findings.map((each) => each.consequences.length);
    };
    expect(consequences(true)).toEqual([1]);
    expect(consequences(false)).toEqual([0, 0]);
  });

  test('counts exchanges that came many times', () => {
    const collector = new Collector(suite, new Redactor());
    collector.count(seen(200), [finding('k'), finding('w', { severity: 'warning' })], 5);
    collector.count(seen(200), [], 2);
    const { summary, findings, coverage } = collector.result();
    expect(summary).toMatchObject({ requests: 7, errors: 1, warnings: 1, observations: 0 });
    expect(findings.map(({ key, occurrences }) => `${key} ${occurrences}`)).toEqual(['k 5', 'w 5']);
    expect(coverage.kinds.status.items).toEqual({ 'get 200': 7 });
  });

  test('is judged at its end: times', () => {
    const collector = new Collector(suite, new Redactor());
    collector.measure({ ...seen(200), duration: 300 });
    collector.judgeRun(100);
    expect(collector.result().findings).toMatchObject([
      {
        check: 'latency',
        severity: 'error',
        operation: 'get',
        case: 'run',
        title: 'get is slow',
        key: 'latency get',
        occurrences: 1,
        cases: ['run'],
      },
    ]);
  });

  test('is judged at its end: what is refused elsewhere', () => {
    const collector = new Collector(suite, new Redactor());
    const expectation = expecting(400, { kinds: [{ name: 'null', close: true }], because: 'size is null' });
    const tell = (exchange: Exchange): void =>
      collector.listen({ type: 'exchange', caseId: 'a', exchange, findings: [], expectation });
    tell(seen(400));
    tell(seen(400));
    tell(seen(201));
    tell(seen(204, { method: 'PUT' }));
    collector.judgeRun(undefined);
    const found = collector.result().findings.map(({ exchange: _exchange, ...rest }) => rest);
    expect(found).toEqual([
      {
        check: 'consistent-refusal',
        severity: 'error',
        case: 'run',
        title: 'PUT lets pass what is refused elsewhere: size is null',
        expected: 'a refusal, as in 2 like cases',
        actual: 'status 204',
        key: 'consistent-refusal PUT size is null',
        occurrences: 1,
        cases: ['run'],
        culprit: 'server',
        consequences: [],
      },
      {
        check: 'consistent-refusal',
        severity: 'error',
        operation: 'get',
        case: 'run',
        title: 'get lets pass what is refused elsewhere: size is null',
        expected: 'a refusal, as in 2 like cases',
        actual: 'status 201',
        key: 'consistent-refusal get size is null',
        occurrences: 1,
        cases: ['run'],
        culprit: 'server',
        consequences: [],
      },
    ]);
  });
});

describe('violations of one kind', () => {
  const exceptions = (
    statuses: readonly number[],
    kinds?: readonly { name: string; close: boolean }[],
  ): number => {
    const account = new KindAccount();
    for (const status of statuses)
      account.note(exchangeOf({ answer: { status } }), expecting(400, kinds && { kinds }));
    return account.exceptions().length;
  };
  const close = [{ name: 'null', close: true }];
  const loose = [{ name: 'null', close: false }];
  const nine = Array.from({ length: 9 }, () => 400);

  test.each<[number, number]>([
    [100, 0],
    [199, 0],
    [200, 1],
    [299, 1],
    [300, 0],
    [399, 0],
    [400, 0],
  ])('one that passes with %i beside a refusal is an exception: %i', (status, count) => {
    expect(exceptions([400, status], close)).toBe(count);
  });

  test('a refusal with a success is a refusal', () => {
    const account = new KindAccount();
    account.note(exchangeOf({ answer: { status: 200, refused: 404 } }), expecting(400, { kinds: close }));
    account.note(exchangeOf({ answer: { status: 200 } }), expecting(400, { kinds: close }));
    expect(account.exceptions()).toMatchObject([{ refused: 1, because: 'so it is' }]);
  });

  test('one of ten may be an exception, two are a habit', () => {
    expect(exceptions([200, ...nine], loose)).toBe(1);
    expect(exceptions([200, 200, ...nine, ...nine.slice(1)], loose)).toBe(0);
    expect(exceptions([200, 200, ...nine, ...nine], loose)).toBe(2);
    expect(exceptions([200, 300, ...nine.slice(1)], loose)).toBe(0);
    expect(exceptions([200], loose)).toBe(0);
    expect(exceptions([200], close)).toBe(0);
  });

  test('each kind counts for itself, and what has no kind not at all', () => {
    const account = new KindAccount();
    const note = (status: number, name: string): void =>
      account.note(exchangeOf({ answer: { status } }), expecting(400, { kinds: [{ name, close: true }] }));
    note(400, 'a');
    note(200, 'b');
    expect(account.exceptions()).toEqual([]);
    expect(exceptions([200, ...nine])).toBe(0);
  });
});

describe('times', () => {
  const timed = (duration: number, rest: Partial<Exchange> = {}): Exchange => ({
    ...exchangeOf({ request: { operation: 'get' } }),
    duration,
    ...rest,
  });
  const flaws = (limit: number | undefined, ...exchanges: Exchange[]): readonly string[] => {
    const times = new Times();
    for (const one of exchanges) times.note(one);
    return times
      .flaws(limit)
      .map(({ flaw: { severity, essence, actual } }) => `${severity} ${essence}: ${actual}`);
  };

  test('of paths outside the contract belong to no operation', () => {
    expect(flaws(100, timed(300, exchangeOf({})), { ...exchangeOf({}), duration: 300 })).toHaveLength(1);
    expect(flaws(100, { ...exchangeOf({}), duration: 300 })).toEqual([
      'warning held back: 1 answer took longer, up to 300 ms; the machine may have been busy',
    ]);
  });

  test('are compared with the one in the middle, whatever came first', () => {
    expect(flaws(undefined, timed(1), timed(1_000), timed(1))).toEqual([
      'warning held back: 1 answer took longer, up to 1000 ms; the machine may have been busy',
    ]);
    expect(flaws(undefined, timed(1_000), timed(30), timed(1), timed(30), timed(1_000))).toEqual([
      'warning held back: 2 answers took longer, up to 1000 ms; the machine may have been busy',
    ]);
  });

  test('of answers one after another are episodes, in whatever order they were noted', () => {
    const late = (startedAt: number): Exchange => timed(200, { startedAt, undisturbed: true });
    const quick = timed(1);
    expect(flaws(100, quick, late(400), late(200), late(0))).toEqual([
      'error held back: 3 answers took longer, up to 200 ms, while others came and went',
    ]);
    expect(flaws(100, quick, late(100), late(200), late(0))).toEqual([
      'warning held back: 3 answers took longer, up to 200 ms; the machine may have been busy',
    ]);
    const unknown = timed(200, { undisturbed: true });
    expect(flaws(100, quick, unknown, unknown, unknown)[0]).toMatch(/^warning/);
  });

  test('of answers held back are told beside a slow operation', () => {
    const late = (startedAt: number): Exchange => timed(200, { startedAt, undisturbed: true });
    expect(flaws(100, late(0), late(200), late(400))).toEqual([
      'error get: 200 ms for the quickest of 3 answers with status 200',
      'error held back: 3 answers took longer, up to 200 ms, while others came and went',
    ]);
  });

  test('without a start say nothing of what was overtaken', () => {
    const others = Array.from({ length: 30 }, () => timed(20, { startedAt: 10 }));
    expect(flaws(100, timed(900), timed(900), ...others)[0]).toMatch(/^warning/);
  });

  test('are kept of ten thousand answers', () => {
    const quick = (count: number): Exchange[] => Array.from({ length: count }, () => timed(1));
    expect(flaws(100, ...quick(9_999), timed(300))).toHaveLength(1);
    expect(flaws(100, ...quick(10_000), timed(300))).toEqual([]);
  });
});

describe('coverage', () => {
  const api = documentApi(
    documentOf({
      '/things/{id}': {
        get: {
          operationId: 'get',
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'all', in: 'query', schema: { type: 'boolean' } },
            { name: 'X-Note', in: 'header', schema: { type: 'string' } },
          ],
          responses: {
            200: { ...OK, content: jsonContent({ type: 'object', properties: { id: {}, tags: {} } }) },
            '4XX': {
              ...OK,
              content: jsonContent({ type: 'object', properties: { errorCode: { enum: [8, 9] } } }),
            },
          },
        },
        post: {
          operationId: 'add',
          requestBody: {
            content: {
              ...jsonContent({ type: 'object', properties: { name: {}, owner: { properties: { id: {} } } } }),
            },
          },
          responses: { 201: OK },
        },
      },
    }),
  );
  const count = (...all: readonly (readonly [Seen, number?])[]) => {
    const counter = new CoverageCounter(api, ['open', 'close']);
    for (const [seen, times] of all) counter.exchange(exchangeOf(seen), times);
    return counter;
  };
  const items = (counter: CoverageCounter): readonly string[] =>
    Object.values(counter.result().kinds).flatMap((kind) =>
      Object.entries(kind.items).flatMap(([name, times]) => (times === 0 ? [] : [`${name} ${times}`])),
    );
  const getting = { operation: 'get', url: 'http://things.test/things/1' };

  test('counts what the document names, and begins at zero', () => {
    expect(count().result()).toEqual({
      percent: 0,
      kinds: {
        operation: { covered: 0, total: 2, items: { get: 0, add: 0 } },
        status: { covered: 0, total: 3, items: { 'get 200': 0, 'get 4XX': 0, 'add 201': 0 } },
        errorCode: { covered: 0, total: 2, items: { 'get 4XX 8': 0, 'get 4XX 9': 0 } },
        parameter: { covered: 0, total: 3, items: { 'get id': 0, 'get all': 0, 'get X-Note': 0 } },
        property: {
          covered: 0,
          total: 5,
          items: { 'get < id': 0, 'get < tags': 0, 'add > name': 0, 'add > owner': 0, 'add > owner.id': 0 },
        },
        transition: { covered: 0, total: 2, items: { open: 0, close: 0 } },
      },
    });
  });

  test.each<[string, Seen, string[]]>([
    ['an answer', { request: getting }, ['get 1', 'get 200 1', 'get id 1']],
    [
      'its properties, and no others',
      { request: getting, answer: { json: { id: 1, odd: 2 } } },
      ['get 1', 'get 200 1', 'get id 1', 'get < id 1'],
    ],
    [
      'parameters',
      { request: { ...getting, url: `${getting.url}?all=true&odd=1`, headers: { 'x-note': 'a' } } },
      ['get 1', 'get 200 1', 'get id 1', 'get all 1', 'get X-Note 1'],
    ],
    [
      'a refusal by its class, with its code',
      { request: getting, answer: { status: 404, json: { errorCode: 9, id: 1 } } },
      ['get 1', 'get 4XX 1', 'get 4XX 9 1', 'get id 1'],
    ],
    ['a status that nobody documented', { request: getting, answer: { status: 500 } }, ['get 1', 'get id 1']],
    [
      'the properties of a redirect',
      { request: getting, answer: { status: 300, json: { id: 1 } } },
      ['get 1', 'get id 1'],
    ],
    ['no operation', { request: { url: getting.url } }, []],
    ['an operation that nobody documented', { request: { ...getting, operation: 'gone' } }, []],
    [
      'a body',
      {
        request: { ...getting, operation: 'add', body: '{"name":"a","owner":{"id":1},"odd":1}' },
        answer: { status: 201 },
      },
      ['add 1', 'add 201 1', 'add > name 1', 'add > owner 1', 'add > owner.id 1'],
    ],
    [
      'a form',
      {
        request: {
          ...getting,
          operation: 'add',
          body: 'name=a',
          headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        },
        answer: { status: 201 },
      },
      ['add 1', 'add 201 1', 'add > name 1'],
    ],
    ...['{', '[{"name":1}]', 'null', 'name=a'].map((body): [string, Seen, string[]] => [
      `${body}, which is no object`,
      { request: { ...getting, operation: 'add', body }, answer: { status: 201 } },
      ['add 1', 'add 201 1'],
    ]),
  ])('counts %s', (_words, seen, expected) => {
    expect(items(count([seen]))).toEqual(expected);
  });

  test('counts nothing where no answer came', () => {
    const { answer: _answer, ...silent } = exchangeOf({ request: getting });
    const counter = new CoverageCounter(api, []);
    counter.exchange(silent);
    expect(items(counter)).toEqual([]);
  });

  test('counts what came many times, and each step once', () => {
    const counter = count([{ request: getting }, 5], [{ request: getting }]);
    expect(items(counter)).toEqual(['get 6', 'get 200 6', 'get id 6']);
    counter.exchange(exchangeOf({ request: getting }), 3);
    counter.transition('open');
    counter.transition('open');
    counter.transition('odd');
    expect(counter.result().kinds.transition).toEqual({ covered: 1, total: 2, items: { open: 2, close: 0 } });
    // 4 of 17.
    expect(counter.result().percent).toBe(23.5);
  });

  test('of nothing is complete', () => {
    expect(new CoverageCounter({ ...api, operations: [] }, []).result().percent).toBe(100);
  });

  test('names the properties of values', () => {
    expect(propertyPaths({ a: [{ b: 1 }, { c: null }], d: { e: { f: [] } } })).toEqual([
      'a',
      'a.b',
      'a.c',
      'd',
      'd.e',
      'd.e.f',
    ]);
    expect(propertyPaths([{ a: 1 }, 2])).toEqual(['a']);
    expect(propertyPaths('text')).toEqual([]);
    expect(propertyPaths(undefined)).toEqual([]);
  });

  const named = (operation: JsonObject): readonly string[] => {
    const described = documentApi(documentOf({ '/x': { post: { operationId: 'it', ...operation } } }));
    return described.operations.flatMap((each) => describeBodies(described, each));
  };
  const responses = { 200: OK };

  test('names the properties of schemas', () => {
    const schema = {
      properties: { a: { type: 'array', items: { properties: { b: {} } } }, c: true },
      allOf: [{ properties: { d: {} } }, true],
    };
    expect(named({ requestBody: { content: jsonContent(schema) }, responses })).toEqual([
      'it > a',
      'it > a.b',
      'it > c',
      'it > d',
    ]);
    expect(
      named({ responses: { 201: { ...OK, content: jsonContent({ type: 'array', items: schema }) } } }),
    ).toEqual(['it < a', 'it < a.b', 'it < c', 'it < d']);
    expect(named({ responses: { 404: { ...OK, content: jsonContent(schema) } } })).toEqual([]);
    expect(named({ responses: { 200: { ...OK, content: { 'text/plain': {} } } } })).toEqual([]);
    expect(named({ requestBody: { content: { 'text/plain': {} } }, responses })).toEqual([]);
  });

  test('names no properties deeper than the ninth', () => {
    const deep = (depth: number): JsonObject => (depth === 0 ? {} : { properties: { a: deep(depth - 1) } });
    const lists = (depth: number): JsonObject =>
      depth === 0 ? { properties: { a: {} } } : { type: 'array', items: lists(depth - 1) };
    const names = (schema: JsonObject): number =>
      named({ requestBody: { content: jsonContent(schema) }, responses }).length;
    expect(names(deep(8))).toBe(8);
    expect(names(deep(9))).toBe(9);
    expect(names(deep(12))).toBe(9);
    expect(names(lists(8))).toBe(1);
    expect(names(lists(9))).toBe(0);
  });
});

describe('an exchange as reports show it', () => {
  const redactor = new Redactor();
  redactor.add('quite-a-secret-1');
  const shown = (seen: Seen, rest: Partial<Exchange> = {}) =>
    showExchange({ ...exchangeOf(seen), ...rest }, redactor);

  test('has no secret', () => {
    expect(
      shown(
        {
          request: {
            method: 'POST',
            url: 'http://things.test/?t=quite-a-secret-1',
            body: 'a quite-a-secret-1',
          },
          answer: { status: 201, text: 'b quite-a-secret-1', headers: { 'x-a': 'b', etag: '1' } },
        },
        { duration: 1.6 },
      ),
    ).toEqual({
      curl: "curl -i -X POST 'http://things.test/?t=<redacted>' \\\n  --data-raw 'a <redacted>'",
      method: 'POST',
      url: 'http://things.test/?t=<redacted>',
      sent: 'a <redacted>',
      status: 201,
      headers: { 'x-a': '<redacted>', etag: '1' },
      received: 'b <redacted>',
      duration: 2,
    });
  });

  test('says why there is no answer', () => {
    const { answer: _answer, ...silent } = exchangeOf({});
    const failure = { kind: 'timeout', message: 'late: quite-a-secret-1' } as const;
    const failed = showExchange({ ...silent, failure }, redactor);
    expect(failed).toEqual({
      curl: "curl -i -X GET 'http://things.test/things'",
      method: 'GET',
      url: 'http://things.test/things',
      received: 'late: <redacted>',
      duration: 1,
    });
    expect(showExchange(silent, redactor).received).toBe('no answer');
  });

  test('has long bodies cut', () => {
    const long = (length: number): Json => textOf(length);
    expect(shown({ answer: { text: textOf(4_000) } }).received).toBe(long(4_000));
    expect(shown({ answer: { text: textOf(4_001) } }).received).toBe(`${textOf(4_000)}... (4001 characters)`);
    expect(shown({ request: { body: textOf(4_001) } }).sent).toBe(`${textOf(4_000)}... (4001 characters)`);
  });
});
