import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { documentSuite } from '../../../src/specwright/contract/document-suite.ts';
import {
  isSkip,
  isStopRun,
  Skip,
  StopRun,
  type Case,
  type Impact,
  type Turn,
} from '../../../src/specwright/contract/engine/case.ts';
import type { RunEvent } from '../../../src/specwright/contract/engine/events.ts';
import { expectRefusal, expectStatus } from '../../../src/specwright/contract/engine/expectation.ts';
import { Gate } from '../../../src/specwright/contract/engine/gate.ts';
import { openSession } from '../../../src/specwright/contract/engine/open-session.ts';
import { makeProbe, type Run } from '../../../src/specwright/contract/engine/probe.ts';
import { Pulse } from '../../../src/specwright/contract/engine/pulse.ts';
import { requireReachable, UnreachableError } from '../../../src/specwright/contract/engine/reachable.ts';
import { toSentRequest, type ApiRequest } from '../../../src/specwright/contract/engine/request.ts';
import { runCase, runCases } from '../../../src/specwright/contract/engine/run-cases.ts';
import { SetupError } from '../../../src/specwright/contract/engine/setup-error.ts';
import type { Failure } from '../../../src/specwright/contract/exchange/exchange.ts';
import type { RunOptions } from '../../../src/specwright/contract/options.ts';
import type { Suite } from '../../../src/specwright/contract/suite.ts';
import type { Fetch } from '../../../src/specwright/contract/transports/fetch-transport.ts';
import { documentWith, exchangeOf, jsonContent } from './one-operation.ts';

const document = documentWith({
  200: {
    description: 'Fine',
    content: jsonContent({ type: 'object', properties: { ok: { type: 'boolean' } } }),
  },
});
const fine: Fetch = () => Promise.resolve(Response.json({}));
const asking: ApiRequest = { operation: 'get', method: 'GET', path: '/things' };
const ok = expectStatus(200, 'so it is');

afterEach(() => {
  vi.useRealTimers();
});

function runOf(options: Partial<RunOptions> = {}, suite: Partial<Suite> = {}): Run<unknown> {
  const whole: Suite = { ...documentSuite(document), secrets: [], open: () => ({}), ...suite };
  const session = openSession(whole, { target: 'http://127.0.0.1:1', fetch: fine, ...options });
  return { suite: whole, session, gate: new Gate(Number.POSITIVE_INFINITY), signal: options.signal };
}

const caseOf = (id: string, rest: Partial<Case> = {}): Case => ({
  id,
  source: 'positive',
  title: id,
  impact: 'reads',
  turn: 'together',
  run: async ({ send }) => void (await send(asking, ok)),
  ...rest,
});

/** Runs cases, and lists what happened. */
async function happened(run: Run<unknown>, cases: readonly Case[]): Promise<readonly string[]> {
  const events: string[] = [];
  await runCases(run, cases, (event) => events.push(inWords(event)));
  return events;
}

function inWords(event: RunEvent): string {
  switch (event.type) {
    case 'run-started':
      return `${event.cases} cases`;
    case 'case-started':
      return `${event.case.id} starts`;
    case 'case-finished': {
      const { outcome } = event;
      const cut = outcome.kind === 'skipped' && outcome.cutShort === true ? ', cut short' : '';
      const option = outcome.kind === 'skipped' && outcome.option !== undefined ? ` [${outcome.option}]` : '';
      return `${event.case.id} ${outcome.kind}${outcome.kind === 'skipped' ? `: ${outcome.reason}${option}${cut}` : ''}`;
    }
    case 'exchange':
      return `${event.caseId} gets ${event.exchange.answer?.status ?? event.exchange.failure?.kind ?? 'nothing'}`;
    case 'transition':
      return `${event.caseId} takes ${event.transition}`;
    default:
      return event.type;
  }
}

describe('a case', () => {
  const ended = async (rest: Partial<Case>, run = runOf()): Promise<string> => {
    const lines = await happened(run, [caseOf('it', rest)]);
    const end = lines.findLast((line) => line.startsWith('it ')) ?? '';
    return end;
  };

  test('passes, or fails by an error in one of its answers', async () => {
    expect(
      await happened(runOf(), [caseOf('it', { run: async ({ send }) => void (await send(asking, ok)) })]),
    ).toEqual(['1 cases', 'it starts', 'it gets 200', 'it passed', 'run-finished']);
    const twice: Case['run'] = async ({ send }) => {
      await send(asking, expectStatus(404, 'nobody is there'));
      await send(asking, ok);
    };
    expect((await happened(runOf(), [caseOf('it', { run: twice })])).slice(-2)).toEqual([
      'it failed',
      'run-finished',
    ]);
  });

  test('that sends nothing has looked at nothing: it does not pass', async () => {
    expect(await ended({ run: async () => {} })).toBe('it idle');
  });

  test('passes with warnings, and fails with them where the run is strict', async () => {
    const odd: Fetch = () => Promise.resolve(Response.json({ odd: 1 }));
    const run: Case['run'] = async ({ send }) => void (await send(asking, ok));
    const of = async (strict: boolean) =>
      (await happened(runOf({ fetch: odd, strict }), [caseOf('it', { run })])).at(-2);
    expect(await of(false)).toBe('it passed');
    expect(await of(true)).toBe('it failed');
  });

  test.each<['read-only' | 'own' | 'full', Impact, string]>([
    ['read-only', 'reads', 'it passed'],
    ['read-only', 'own', 'it skipped: the mode is read-only [--mode own]'],
    ['read-only', 'service', 'it skipped: the mode is read-only [--mode full]'],
    ['own', 'reads', 'it passed'],
    ['own', 'own', 'it passed'],
    ['own', 'service', 'it skipped: the mode is own [--mode full]'],
    ['full', 'reads', 'it passed'],
    ['full', 'own', 'it passed'],
    ['full', 'service', 'it passed'],
  ])('in the mode %s that touches %s: %s', async (mode, impact, expected) => {
    expect(await ended({ impact }, runOf({ mode }))).toBe(expected);
  });

  test('that lacks something is left out, and says what would add it', async () => {
    const run = vi.fn<Case['run']>(async ({ send }) => void (await send(asking, ok)));
    expect(await ended({ run, missing: () => ({ reason: 'no profile', option: '--profile' }) })).toBe(
      'it skipped: no profile [--profile]',
    );
    expect(await ended({ run, missing: () => ({ reason: 'no wire' }) })).toBe('it skipped: no wire');
    expect(run).not.toHaveBeenCalled();
    expect(await ended({ run, missing: () => undefined })).toBe('it passed');
    expect(run).toHaveBeenCalledOnce();
  });

  test('may give up while it runs', async () => {
    const throwing = (thrown: Error): Partial<Case> => ({
      run: async () => {
        throw thrown;
      },
    });
    expect(await ended(throwing(new Skip('no pet', '--profile')))).toBe('it skipped: no pet [--profile]');
    expect(await ended(throwing(new Skip('no pet')))).toBe('it skipped: no pet');
    await expect(ended(throwing(new Error('a slip')))).rejects.toThrow('a slip');
  });

  test('that gives up after a flaw has failed', async () => {
    const run: Case['run'] = async ({ send }) => {
      await send(asking, expectStatus(404, ''));
      throw new Skip('no pet');
    };
    expect((await happened(runOf(), [caseOf('it', { run })])).at(-2)).toBe('it failed');
  });

  test('may end the run: what follows is cut short', async () => {
    const harmful = caseOf('a', {
      turn: 'first',
      run: () => Promise.reject(new StopRun('this is no test server')),
    });
    const run = runOf();
    expect(await happened(run, [harmful, caseOf('b')])).toEqual([
      '2 cases',
      'a starts',
      'a skipped: this is no test server, cut short',
      'b starts',
      'b skipped: this is no test server, cut short',
      'run-finished',
    ]);
    expect(run.gate.stopped).toBe('this is no test server');
  });

  test('ends where the run is stopped by another one', async () => {
    const run = runOf();
    const cases = [
      caseOf('a', {
        run: async ({ send }) => {
          run.gate.stop('enough');
          await send(asking, ok);
        },
      }),
    ];
    expect(await happened(run, cases)).toContain('a skipped: enough, cut short');
  });

  test('is cut short by an interruption, before and while it runs', async () => {
    const stop = new AbortController();
    const run = runOf({ signal: stop.signal });
    const cases = [
      caseOf('a', {
        turn: 'first',
        run: async ({ send }) => {
          await send(asking, ok);
          stop.abort();
        },
      }),
      caseOf('b', { turn: 'alone' }),
    ];
    expect(await happened(run, cases)).toEqual([
      '2 cases',
      'a starts',
      'a gets 200',
      'a passed',
      'b starts',
      'b skipped: the run was interrupted, cut short',
      'run-finished',
    ]);
    const later = new AbortController();
    const thrown = caseOf('c', {
      run: async () => {
        later.abort();
        throw new Error('aborted');
      },
    });
    expect(await happened(runOf({ signal: later.signal }), [thrown])).toContain(
      'c skipped: the run was interrupted, cut short',
    );
  });

  test('takes time', async () => {
    const durations: number[] = [];
    await runCase(runOf(), caseOf('it', { run: () => delay(30) }), (event) => {
      if (event.type === 'case-finished') durations.push(event.duration);
    });
    expect(durations).toHaveLength(1);
    expect(durations[0]).toBeGreaterThan(20);
    expect(durations[0]).toBeLessThan(10_000);
  });
});

describe('cases of a run', () => {
  test('have their turns: first, together, alone, last', async () => {
    const order: readonly Turn[] = ['last', 'together', 'alone', 'first', 'together'];
    const events = await happened(
      runOf(),
      order.map((turn, index) => caseOf(`${turn} ${index}`, { turn })),
    );
    expect(events.filter((line) => line.endsWith('starts'))).toEqual([
      'first 3 starts',
      'together 1 starts',
      'together 4 starts',
      'alone 2 starts',
      'last 0 starts',
    ]);
  });

  test.each<[Turn, string, number]>([
    ['first', 'http://127.0.0.1:1', 1],
    ['together', 'http://127.0.0.1:1', 8],
    ['together', 'http://things.test', 4],
    ['alone', 'http://127.0.0.1:1', 1],
    ['last', 'http://127.0.0.1:1', 1],
  ])('that run %s at %s are under way %i at a time', async (turn, target, width) => {
    let now = 0;
    let most = 0;
    const run: Case['run'] = async ({ send }) => {
      now += 1;
      most = Math.max(most, now);
      await send(asking, ok);
      await delay(1);
      now -= 1;
    };
    const cases = Array.from({ length: 12 }, (_, index) => caseOf(`${index}`, { turn, run }));
    const events = await happened(runOf({ target }), cases);
    expect(most).toBe(width);
    expect(events.filter((line) => line.endsWith('passed'))).toHaveLength(12);
  });
});

describe('what ends a case or a run', () => {
  class Other extends Error {
    override readonly name = 'Skip';
  }
  test('is known by its name: a suite may come with a copy of this package of its own', () => {
    expect(
      [new Skip(''), new Other(''), new StopRun(''), new Error(''), { name: 'Skip' }, 'Skip'].map(isSkip),
    ).toEqual([true, true, false, false, false, false]);
    expect([new StopRun(''), new Skip(''), new Error(''), { name: 'StopRun' }].map(isStopRun)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(new Skip('a', '--b')).toMatchObject({ message: 'a', option: '--b' });
    expect(new SetupError('no')).toMatchObject({ name: 'SetupError', code: 'setup-failed' });
  });

  test('expectations have a short form', () => {
    expect(expectStatus(200, 'b')).toEqual({ accept: [{ statuses: [200] }], because: 'b' });
    expect(expectRefusal(404, 9, 'b')).toEqual({ accept: [{ statuses: [404], code: 9 }], because: 'b' });
  });
});

describe('a probe', () => {
  const probeOf = (run: Run<unknown>) => {
    const events: RunEvent[] = [];
    return { probe: makeProbe(run, caseOf('it'), (event) => events.push(event)), events };
  };

  test('sends, judges and tells', async () => {
    const observed: string[] = [];
    const { probe, events } = probeOf(
      runOf({}, { observe: (_session, { request }) => void observed.push(request.url) }),
    );
    const exchange = await probe.send(asking, expectStatus(404, ''));
    expect(exchange.answer).toMatchObject({ status: 200, json: {} });
    expect(events).toMatchObject([
      {
        type: 'exchange',
        caseId: 'it',
        exchange: { request: { operation: 'get', url: 'http://127.0.0.1:1/things' } },
        findings: [{ check: 'expected-status', case: 'it', severity: 'error' }],
        expectation: { because: '' },
      },
    ]);
    expect(observed).toEqual(['http://127.0.0.1:1/things']);
    probe.passed('open close');
    expect(events[1]).toEqual({ type: 'transition', caseId: 'it', transition: 'open close' });
    expect(probe.session.settings.baseUrl).toBe('http://127.0.0.1:1');
  });

  test('is exact at the sandbox of the suite alone', async () => {
    const rule = { ...ok, accept: [{ statuses: [404] }, { statuses: [200], reading: 'lazy' }] };
    const checks = async (sandbox: boolean): Promise<readonly unknown[]> => {
      const { probe, events } = probeOf(runOf({ sandbox }));
      await probe.send(asking, rule);
      return events.map((event) =>
        event.type === 'exchange' ? event.findings.map(({ check }) => check) : [],
      );
    };
    expect(await checks(true)).toEqual([['expected-status']]);
    expect(await checks(false)).toEqual([['other-reading']]);
  });

  test('asks the suite first, which may send requests of its own that no check looks at', async () => {
    const sent: string[] = [];
    const fetch: Fetch = (url) => {
      sent.push(String(url));
      return Promise.resolve(Response.json({}));
    };
    const { probe, events } = probeOf(
      runOf(
        { fetch },
        {
          admit: async (_session, request, send) => {
            if (request.path === '/forbidden') throw new Skip('not here');
            await send({ ...asking, path: '/before' });
          },
          prepare: (request) => ({ ...request, query: { signed: 'yes' } }),
        },
      ),
    );
    await probe.send(asking, ok);
    expect(sent).toEqual(['http://127.0.0.1:1/before?signed=yes', 'http://127.0.0.1:1/things?signed=yes']);
    expect(events).toHaveLength(1);
    await expect(probe.send({ ...asking, path: '/forbidden' }, ok)).rejects.toThrow('not here');
    expect(sent).toHaveLength(2);
  });

  test('sends nothing in a run that ended, meanwhile or before', async () => {
    const sent: string[] = [];
    const fetch: Fetch = (url) => {
      sent.push(String(url));
      return Promise.resolve(Response.json({}));
    };
    const run = runOf({ fetch }, { admit: () => run.gate.stop('enough') });
    const { probe, events } = probeOf(run);
    await expect(probe.send(asking, ok)).rejects.toThrow(Skip);
    await expect(probe.send(asking, ok)).rejects.toThrow('enough');
    expect(sent).toEqual([]);
    expect(events).toEqual([]);
  });

  test('goes over the wire where that is asked for and there is one', async () => {
    const run = runOf();
    const wire = () => Promise.resolve(exchangeOf({ answer: { status: 299 } }));
    const wired = { ...run, session: Object.assign(run.session, { wire }) };
    const status = async (own: Run<unknown>, via?: 'wire' | 'fetch') =>
      (await probeOf(own).probe.send({ ...asking, ...(via && { via }) }, ok)).answer?.status;
    expect(await status(wired, 'wire')).toBe(299);
    expect(await status(wired, 'fetch')).toBe(200);
    expect(await status(wired)).toBe(200);
    expect(await status(runOf(), 'wire')).toBe(200);
  });

  test('knows refusals that come with 200, of the operation or its envelope', async () => {
    const refusing: Fetch = () => Promise.resolve(Response.json({ ok: false, error: 'not_found' }));
    const refused = async (request: ApiRequest) =>
      (await probeOf(runOf({ fetch: refusing })).probe.send(request, ok)).answer?.refused;
    const { operation: _operation, ...outside } = asking;
    expect(await refused(asking)).toBe(404);
    expect(await refused({ ...outside, path: '/else', envelope: 'get' })).toBe(404);
    expect(await refused({ ...outside, path: '/else' })).toBeUndefined();
  });

  test('asks no more for an operation that is silent, and goes on with others', async () => {
    const silent: Fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const { probe } = probeOf(runOf({ fetch: silent, timeout: 5 }));
    const { operation: _operation, ...outside } = asking;
    const message = async (request: ApiRequest) => (await probe.send(request, ok)).failure?.message;
    const late = 'no complete answer within 5 ms';
    expect([await message(asking), await message(asking)]).toEqual([late, late]);
    expect(await message(asking)).toMatch(/^not asked again/);
    expect(await message({ ...outside, path: '/else' })).toBe(late);
  });

  test('tells what kept an answer from coming', async () => {
    const failing: Fetch = () => Promise.reject(new Error('hung up'));
    const { probe } = probeOf(runOf({ fetch: failing }));
    const exchange = await probe.send(asking, ok);
    expect(exchange.failure).toEqual({ kind: 'connection', message: 'hung up' });
    expect(exchange).not.toHaveProperty('answer');
  });

  test('has trials whose findings count where the caller keeps them', async () => {
    const { probe, events } = probeOf(runOf());
    const trial = probe.apart();
    trial.probe.passed('open close');
    await trial.probe.send(asking, ok);
    expect(trial.flawed()).toBe(false);
    await trial.probe.send(asking, expectStatus(404, ''));
    expect(trial.flawed()).toBe(true);
    expect(events).toEqual([]);
    trial.keep();
    expect(events.map(({ type }) => type)).toEqual(['transition', 'exchange', 'exchange']);
    const lenient = probeOf(runOf({ fetch: () => Promise.resolve(Response.json({ odd: 1 })) })).probe.apart();
    await lenient.probe.send(asking, ok);
    expect(lenient.flawed()).toBe(false);
  });
});

describe('the gate', () => {
  const request = exchangeOf({}).request;
  const failing = (failure: Failure | undefined, duration = 1) => {
    const { answer: _answer, ...rest } = exchangeOf({});
    return () => Promise.resolve(failure === undefined ? exchangeOf({}) : { ...rest, failure, duration });
  };
  const late = failing({ kind: 'timeout', message: 'late' });
  const broken = (duration: number) => failing({ kind: 'connection', message: 'reset' }, duration);
  /** Clocks that are moved on by hand. */
  const atOnce = (): ((ms: number) => void) => {
    vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
    return (ms) => vi.advanceTimersByTime(ms);
  };

  test('gives an operation up after two calls without an answer', async () => {
    const gate = new Gate(Number.POSITIVE_INFINITY);
    const answers = async (operation: string, send = late) =>
      (await gate.pass(operation, request, send)).failure?.message;
    expect(await answers('get')).toBe('late');
    expect(await answers('get', failing(undefined))).toBeUndefined();
    expect(await answers('get')).toBe('late');
    const given = await gate.pass('get', request, failing(undefined));
    expect(given).toEqual({
      request,
      failure: { kind: 'timeout', message: 'not asked again: earlier calls of this operation got no answer' },
      duration: 0,
    });
    expect(await answers('other', failing(undefined))).toBeUndefined();
    gate.close();
  });

  test('knows when a request was sent, and whether the machine was busy meanwhile', async () => {
    const gate = new Gate(Number.POSITIVE_INFINITY);
    const before = performance.now();
    const exchange = await gate.pass('get', request, failing(undefined));
    expect(exchange.startedAt).toBeGreaterThanOrEqual(before);
    expect(exchange.startedAt).toBeLessThanOrEqual(performance.now());
    expect(exchange).toMatchObject({ undisturbed: true, answer: { status: 200 } });
    gate.close();
  });

  test('ends a run for an operation that is silent, after a while', async () => {
    const pass = atOnce();
    const gate = new Gate(Number.POSITIVE_INFINITY);
    await gate.pass('get', request, late);
    pass(2_500);
    expect(gate.hopeless).toBeUndefined();
    await gate.pass('get', request, late);
    expect(gate.hopeless).toBe('get does not answer');
    const young = new Gate(Number.POSITIVE_INFINITY);
    await young.pass('get', request, late);
    await young.pass('get', request, late);
    pass(2_499);
    expect(young.hopeless).toBeUndefined();
    pass(1);
    expect(young.hopeless).toBe('get does not answer');
    expect(young.stopped).toBeUndefined();
  });

  test.each<[number, number, string | undefined]>([
    [8, 4_000, 'answers break off time and again'],
    [7, 5_000, undefined],
    [8, 3_750, undefined],
    [9, 3_750, 'answers break off time and again'],
  ])('ends a run after %i answers that broke off and %i ms each: %s', async (count, duration, reason) => {
    const pass = atOnce();
    const gate = new Gate(Number.POSITIVE_INFINITY);
    for (let index = 0; index < count; index += 1) await gate.pass('get', request, broken(duration));
    pass(2_500);
    expect(gate.hopeless).toBe(reason);
  });

  test('ends a run on purpose at once, for the first reason that is given', () => {
    const gate = new Gate(Number.POSITIVE_INFINITY);
    expect(gate.hopeless).toBeUndefined();
    gate.stop('harm');
    gate.stop('more harm');
    expect(gate.stopped).toBe('harm');
    expect(gate.hopeless).toBe('harm');
    gate.close();
  });

  test('lets so many requests through in a second', async () => {
    const gate = new Gate(20);
    const started = performance.now();
    const times = await Promise.all(
      Array.from(
        { length: 4 },
        async () => (await gate.pass('get', request, failing(undefined))).startedAt ?? 0,
      ),
    );
    const waited = times.map((time) => time - started);
    expect(waited[0]).toBeLessThan(50);
    for (const [index, ms] of waited.entries()) expect(ms).toBeGreaterThan(index * 50 - 5);
    // Time that nobody used is not made up for.
    await delay(120);
    const again = performance.now();
    await gate.pass('get', request, failing(undefined));
    const last = await gate.pass('get', request, failing(undefined));
    expect((last.startedAt ?? 0) - again).toBeGreaterThan(45);
    gate.close();
  });

  test('lets nobody wait in a run that was interrupted', async () => {
    const stop = new AbortController();
    const gate = new Gate(0.1, stop.signal);
    await gate.pass('get', request, failing(undefined));
    const waiting = gate.pass('get', request, failing(undefined));
    stop.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
    gate.close();
  });
});

describe('the pulse', () => {
  test('is steady while beats come in time', () => {
    vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
    const pulse = new Pulse();
    vi.advanceTimersByTime(1_000);
    expect(pulse.steadySince(0)).toBe(true);
    pulse.stop();
  });

  test('was not steady where the machine was busy, and is afterwards', async () => {
    const pulse = new Pulse();
    const before = performance.now();
    while (performance.now() - before < 320);
    await delay(60);
    expect(pulse.steadySince(before)).toBe(false);
    expect(pulse.steadySince(performance.now())).toBe(true);
    pulse.stop();
  });

  test('is taken no more when it is stopped', async () => {
    const pulse = new Pulse();
    pulse.stop();
    const before = performance.now();
    while (performance.now() - before < 320);
    await delay(60);
    expect(pulse.steadySince(before)).toBe(true);
  });
});

describe('a request as it goes out', () => {
  const sent = (request: Partial<ApiRequest>, token: string | undefined = 't') =>
    toSentRequest({ method: 'POST', path: '/a', ...request }, 'http://things.test', token);
  const typed = { 'content-type': 'application/json' };
  const authorized = { ...typed, authorization: 'Bearer t' };

  test.each<[Partial<ApiRequest>, object]>([
    [{}, { method: 'POST', url: 'http://things.test/a', headers: authorized }],
    [
      { operation: 'add' },
      { operation: 'add', method: 'POST', url: 'http://things.test/a', headers: authorized },
    ],
    [{ path: 'http://token.test/b' }, { method: 'POST', url: 'http://token.test/b', headers: authorized }],
    [
      { query: { a: 'b c', d: '' } },
      { method: 'POST', url: 'http://things.test/a?a=b+c&d=', headers: authorized },
    ],
    [{ query: {} }, { method: 'POST', url: 'http://things.test/a', headers: authorized }],
    [
      { body: { a: 1 } },
      { method: 'POST', url: 'http://things.test/a', headers: authorized, body: '{"a":1}' },
    ],
    [{ body: null }, { method: 'POST', url: 'http://things.test/a', headers: authorized, body: 'null' }],
    [
      { text: '{', body: 1 },
      { method: 'POST', url: 'http://things.test/a', headers: authorized, body: '{' },
    ],
    [{ text: '' }, { method: 'POST', url: 'http://things.test/a', headers: authorized, body: '' }],
    [
      { contentType: 'text/csv' },
      { method: 'POST', url: 'http://things.test/a', headers: { ...authorized, 'content-type': 'text/csv' } },
    ],
    [
      { contentType: null },
      { method: 'POST', url: 'http://things.test/a', headers: { authorization: 'Bearer t' } },
    ],
    [{ credentials: { kind: 'none' } }, { method: 'POST', url: 'http://things.test/a', headers: typed }],
    [
      { credentials: { kind: 'header', value: 'Basic x' } },
      { method: 'POST', url: 'http://things.test/a', headers: { ...typed, authorization: 'Basic x' } },
    ],
    [
      { credentials: { kind: 'token' } },
      { method: 'POST', url: 'http://things.test/a', headers: authorized },
    ],
    [
      { headers: { authorization: 'own', 'x-a': 'b' } },
      {
        method: 'POST',
        url: 'http://things.test/a',
        headers: { ...typed, authorization: 'own', 'x-a': 'b' },
      },
    ],
  ])('%j', (request, expected) => {
    expect(sent(request)).toEqual(expected);
  });

  test('carries no token where there is none', () => {
    expect(
      toSentRequest(
        { method: 'GET', path: '/a', credentials: { kind: 'token' } },
        'http://things.test',
        undefined,
      ).headers,
    ).toEqual(typed);
  });
});

describe('a session', () => {
  const settings = (options: Partial<RunOptions> = {}) =>
    openSession(documentSuite(document), { target: 'http://127.0.0.1:1', ...options }).settings;

  test('has its settings', () => {
    const remote = settings({ target: 'https://things.test' });
    expect(settings()).toMatchObject({
      baseUrl: 'http://127.0.0.1:1',
      kind: 'loopback',
      mode: 'own',
      seed: 1,
      strict: false,
      maxLatency: undefined,
      timeout: 10_000,
      concurrency: 8,
      rate: Number.POSITIVE_INFINITY,
    });
    expect(remote).toMatchObject({ kind: 'remote', mode: 'own', timeout: 30_000, concurrency: 4, rate: 20 });
    expect(settings({ sandbox: true })).toMatchObject({ kind: 'sandbox', mode: 'full', concurrency: 8 });
    expect(settings({ sandbox: true, target: 'https://things.test' })).toMatchObject({
      kind: 'sandbox',
      mode: 'full',
      timeout: 10_000,
      concurrency: 8,
      rate: Number.POSITIVE_INFINITY,
    });
    expect(settings({ sandbox: false })).toMatchObject({ kind: 'loopback' });
    expect(remote.runId).toMatch(/^cc-[0-9a-f]{8}$/);
    expect(settings().runId).not.toBe(settings().runId);
  });

  test('has those that are given', () => {
    const given = { mode: 'read-only', seed: 0, strict: true, maxLatency: 5, timeout: 6, rate: 7 } as const;
    expect(settings(given)).toMatchObject(given);
    expect(settings({ ...given, target: 'https://things.test', sandbox: true })).toMatchObject(given);
  });

  test.each([
    ['http://127.0.0.1:1', 'http://127.0.0.1:1'],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:1'],
    ['http://127.0.0.1:1/v2/', 'http://127.0.0.1:1/v2'],
    ['http://127.0.0.1:1/a/b', 'http://127.0.0.1:1/a/b'],
    ['http://127.0.0.1:1/v2/?a=b/', 'http://127.0.0.1:1/v2'],
    ['http://127.0.0.1:1/v2#a?b/', 'http://127.0.0.1:1/v2'],
    ['http://127.0.0.1:1/v2?a#b', 'http://127.0.0.1:1/v2'],
  ])('%s is the base address %s', (target, baseUrl) => {
    expect(settings({ target }).baseUrl).toBe(baseUrl);
    expect(settings({ target: new URL(target) }).baseUrl).toBe(baseUrl);
  });

  test('goes over the wire where nothing else is given', async () => {
    const own = openSession(documentSuite(document), { target: 'http://127.0.0.1:1', fetch: fine });
    expect(own.wire).toBeUndefined();
    expect(await own.transport(exchangeOf({}).request, 1_000)).toMatchObject({ answer: { status: 200 } });
    const usual = openSession(documentSuite(document), { target: 'http://127.0.0.1:1' });
    expect(usual.wire).toBeDefined();
    expect(usual.token).toBeUndefined();
    const nobody = { method: 'GET', url: 'http://127.0.0.1:1/', headers: {} };
    expect(await usual.transport(nobody, 1_000)).toMatchObject({
      failure: { kind: 'connection' },
    });
  });

  test('has what the suite adds, and keeps its secrets', () => {
    const suite: Suite<{ made: number }> = {
      ...documentSuite(document),
      cases: () => [],
      setUp: () => {},
      cleanUp: () => Promise.resolve([]),
      secrets: ['quite-a-secret-1', undefined],
      open: ({ settings: { seed } }) => ({ made: seed }),
    };
    const session = openSession(suite, { target: 'http://127.0.0.1:1', seed: 5 });
    expect(session.made).toBe(5);
    expect(session.redactor.text('a quite-a-secret-1')).toBe('a <redacted>');
  });
});

describe('a target', () => {
  const reach = (fetch?: Fetch, target = 'http://127.0.0.1:1') =>
    requireReachable(openSession(documentSuite(document), { target, ...(fetch && { fetch }) }));
  const failing =
    (message: string): Fetch =>
    () =>
      Promise.reject(new Error(message));

  test('is reachable with any answer, or none', async () => {
    const asked: string[] = [];
    await reach((url) => {
      asked.push(String(url));
      return Promise.resolve(new Response(null, { status: 500 }));
    });
    expect(asked).toEqual(['http://127.0.0.1:1/']);
    await expect(reach(failing('socket hang up'))).resolves.toBeUndefined();
  });

  test.each([
    'connect ECONNREFUSED 127.0.0.1:1',
    'getaddrinfo ENOTFOUND things.test',
    'getaddrinfo EAI_AGAIN things.test',
    'connect EHOSTUNREACH',
    'connect ENETUNREACH',
    'self-signed Certificate',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('is not reachable with %s', async (message) => {
    const failed = reach(failing(message));
    await expect(failed).rejects.toThrow(UnreachableError);
    await expect(failed).rejects.toMatchObject({
      name: 'UnreachableError',
      code: 'target-unreachable',
      message: `Nobody answers at http://127.0.0.1:1: ${message}. Check the address and the network.`,
    });
  });

  test('is not reachable where nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await expect(reach(undefined, `http://127.0.0.1:${port}`)).rejects.toThrow(/ECONNREFUSED/);
  });

  test('that is late is not one that is gone', async () => {
    const session = openSession(documentSuite(document), {
      target: 'http://127.0.0.1:1',
      timeout: 5,
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new Error('ECONNREFUSED')));
        }),
    });
    await expect(requireReachable(session)).resolves.toBeUndefined();
  });
});
