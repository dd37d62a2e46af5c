import { describe, expect, test } from 'vitest';
import { KindAccount } from '../../../src/specwright/contract/checks/consistent-refusal.ts';
import { Times } from '../../../src/specwright/contract/checks/latency.ts';
import { Evidence } from '../../../src/specwright/contract/engine/evidence.ts';
import type { Expectation } from '../../../src/specwright/contract/engine/expectation.ts';
import type { Finding } from '../../../src/specwright/contract/engine/finding.ts';
import { Folds } from '../../../src/specwright/contract/engine/folds.ts';
import { mergeByFacet } from '../../../src/specwright/contract/engine/merge-by-facet.ts';
import type { Answer, Exchange } from '../../../src/specwright/contract/exchange/exchange.ts';
import { Redactor } from '../../../src/specwright/contract/exchange/redact.ts';

function exchange(status: number, rest: Partial<Exchange> = {}, answer: Partial<Answer> = {}): Exchange {
  return {
    request: { operation: 'get', method: 'GET', url: 'http://things.test/', headers: {} },
    answer: { status, headers: {}, text: '', ...answer },
    duration: 1,
    ...rest,
  };
}
const silent = (): Exchange => {
  const { answer: _answer, ...rest } = exchange(200);
  return { ...rest, failure: { kind: 'timeout', message: 'late' } };
};
const finding = (check: string, essence = 'x', rest: Partial<Finding> = {}): Finding => ({
  check,
  severity: 'error',
  case: 'one',
  title: `${check} ${essence}`,
  expected: '',
  actual: '',
  key: `${check} ${essence}`,
  ...rest,
});
const expecting = (status: number, rest: Partial<Expectation> = {}): Expectation => ({
  accept: [{ statuses: [status] }],
  because: 'so it is',
  ...rest,
});

describe('findings folded by cause', () => {
  /** Adds exchanges one after another, and shows causes with what follows from them. */
  function fold(
    added: readonly (readonly Finding[])[],
    cases: readonly string[] = ['one'],
  ): readonly string[] {
    const folds = new Folds([], new Redactor());
    for (const id of cases) folds.open(id);
    for (const findings of added) folds.add(findings, exchange(200), 1);
    return folds
      .result()
      .map(({ key, occurrences, consequences }) =>
        [`${key} ${occurrences}`, ...consequences.map((one) => `${one.key} ${one.occurrences}`)].join(' < '),
      );
  }

  test.each<[string, (readonly Finding[])[], string[]]>([
    [
      'a wrong status brings a wrong body',
      [[finding('body-schema'), finding('expected-status')]],
      ['expected-status x 1 < body-schema x 1'],
    ],
    [
      'a wrong form brings a wrong content',
      [[finding('like-the-samples'), finding('media-type-documented')]],
      ['media-type-documented x 1 < like-the-samples x 1'],
    ],
    [
      'two flaws of form are two causes',
      [[finding('body-schema'), finding('media-type-documented')]],
      ['body-schema x 1', 'media-type-documented x 1'],
    ],
    [
      'two flaws of content are one cause',
      [[finding('error-code-allowed'), finding('expected-error-code')]],
      ['error-code-allowed x 1 < expected-error-code x 1'],
    ],
    [
      'content brings no flaw of state',
      [[finding('error-code-allowed'), finding('linked-records')]],
      ['error-code-allowed x 1', 'linked-records x 1'],
    ],
    [
      'a wrong form brings no wrong state',
      [[finding('body-schema'), finding('linked-records')]],
      ['body-schema x 1', 'linked-records x 1'],
    ],
    [
      'a whole body of a wrong form does',
      [[finding('body-schema', 'x', { wholeBody: true }), finding('linked-records')]],
      ['body-schema x 1 < linked-records x 1'],
    ],
    [
      'what is later in a case is the aftermath',
      [[finding('body-schema')], [finding('expected-status')]],
      ['body-schema x 1 < expected-status x 1'],
    ],
    [
      'only of what can be one',
      [[finding('body-schema')], [finding('violation-refused')]],
      ['body-schema x 1', 'violation-refused x 1'],
    ],
    [
      'not in another case',
      [[finding('body-schema')], [finding('expected-status', 'x', { case: 'two' })]],
      ['body-schema x 1', 'expected-status x 1'],
    ],
    [
      'a check without a layer stands alone',
      [[finding('connection-kept'), finding('expected-status')]],
      ['connection-kept x 1', 'expected-status x 1'],
    ],
    [
      'a warning stands alone',
      [[finding('expected-status'), finding('like-the-samples', 'x', { severity: 'info' })]],
      ['expected-status x 1', 'like-the-samples x 1'],
    ],
    [
      'what follows no oftener than it leads is a cause',
      [
        ...Array.from({ length: 3 }, () => [finding('body-schema'), finding('expected-status')]),
        [finding('body-schema')],
      ].map((list) => list.map((one, index) => ({ ...one, case: `own ${index}` }))),
      ['body-schema x 4', 'expected-status x 3'],
    ],
    [
      'what mostly follows is a consequence',
      [
        ...Array.from({ length: 4 }, () => [finding('body-schema'), finding('expected-status')]),
        [finding('body-schema')],
      ].map((list) => list.map((one) => ({ ...one, case: '' }))),
      ['expected-status x 4 < body-schema x 5'],
    ],
  ])('%s', (_words, added, expected) => {
    expect(fold(added)).toEqual(expected);
  });

  test('the gravest and most frequent come first, one of each check before the second', () => {
    const warning = finding('header-hygiene', 'w', { severity: 'warning' });
    const info = finding('like-the-samples', 'i', { severity: 'info' });
    expect(
      fold(
        [
          [info],
          [info],
          [info],
          [warning],
          [finding('latency', 'b')],
          [finding('latency', 'a')],
          [finding('latency', 'c')],
          [finding('latency', 'c')],
          [finding('connection-kept', 'z')],
        ],
        [],
      ),
    ).toEqual([
      'latency c 2',
      'connection-kept z 1',
      'latency a 1',
      'latency b 1',
      'header-hygiene w 1',
      'like-the-samples i 3',
    ]);
  });

  test('a finding names its cases in order, at most 500, and hides what is only for merging', () => {
    const folds = new Folds([], new Redactor());
    for (let index = 600; index > 0; index -= 1)
      folds.add(
        [finding('latency', 'x', { case: `case ${1_000 + index}`, facets: ['a'], wholeBody: true })],
        exchange(200),
        2,
      );
    const [only] = folds.result();
    expect(only).toMatchObject({ occurrences: 1_200, culprit: 'server' });
    expect(only?.cases).toHaveLength(500);
    expect(only?.cases.slice(0, 2)).toEqual(['case 1101', 'case 1102']);
    expect(only).not.toHaveProperty('facets');
    expect(only).not.toHaveProperty('wholeBody');
  });

  test('the cause may lie with the document', () => {
    const folds = new Folds([], new Redactor());
    folds.add([finding('required-headers')], exchange(200), 1);
    expect(folds.result()).toMatchObject([{ culprit: 'spec' }]);
  });

  test('a case that ended leads to nothing', () => {
    const folds = new Folds([], new Redactor());
    folds.open('one');
    folds.add([finding('body-schema')], exchange(200), 1);
    folds.close('one');
    folds.add([finding('expected-status')], exchange(200), 1);
    expect(folds.result().map(({ consequences }) => consequences.length)).toEqual([0, 0]);
  });

  test('what is found in an exchange that had a finding may be its aftermath', () => {
    const folds = new Folds([], new Redactor());
    const seen = exchange(200);
    folds.add([finding('body-schema', 'x', { case: '' })], seen, 1);
    folds.add([finding('consistent-refusal', 'x', { case: '' })], seen, 1);
    expect(folds.result()).toMatchObject([
      { check: 'body-schema', consequences: [{ check: 'consistent-refusal' }] },
    ]);
  });
});

describe('findings with a facet in common', () => {
  const merge = (...list: (readonly [string, ...string[]])[]): readonly (readonly string[])[] =>
    mergeByFacet(
      list.map(([essence, ...facets]) => ({ finding: finding('latency', essence, { facets }) })),
    ).map((group) => group.map(({ finding: { title } }) => title.slice('latency '.length)));
  test('are one from three on', () => {
    expect(merge(['b', 'f'], ['a', 'f'])).toEqual([['a'], ['b']]);
    expect(merge(['c', 'f'], ['b', 'f'], ['a', 'f', 'g'])).toEqual([['a', 'b', 'c']]);
    expect(merge(['d', 'g'], ['c', 'f'], ['b', 'f'], ['a', 'f', 'g'])).toEqual([['a', 'b', 'c'], ['d']]);
  });
  test('are one where a check has more than four causes', () => {
    expect(merge(['a', '1'], ['b', '2'], ['c', '3'], ['d', '4'])).toHaveLength(4);
    expect(merge(['a', '1'], ['b', '2'], ['c', '3'], ['d', '4'], ['e', '5'])).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
    ]);
  });
  test('stay apart by check and severity, and without facets', () => {
    const three = [
      finding('latency', 'a', { facets: ['f'] }),
      finding('latency', 'b', { facets: ['f'], severity: 'info' }),
      finding('answered', 'c', { facets: ['f'] }),
      finding('answered', 'd'),
    ];
    expect(mergeByFacet(three.map((one) => ({ finding: one })))).toHaveLength(4);
  });
});

describe('whether the target serves this API', () => {
  function evidence(...seen: (readonly [Exchange, Finding[]?, Expectation?])[]): Evidence {
    const found = new Evidence();
    for (const [came, findings = [], expectation] of seen) found.note(came, findings, expectation);
    return found;
  }
  test('an answer counts as one of this API unless its form is foreign', () => {
    expect(evidence([exchange(200)]).recognized).toBe(1);
    expect(evidence([exchange(404)]).recognized).toBe(0);
    expect(evidence([exchange(299)], [exchange(300)]).recognized).toBe(1);
    expect(evidence([exchange(404, {}, { json: {} })]).recognized).toBe(1);
    for (const check of ['status-documented', 'media-type-documented', 'media-type-honest', 'empty-body'])
      expect(evidence([exchange(200), [finding(check)]]).recognized).toBe(0);
    expect(evidence([exchange(200), [finding('latency')]]).recognized).toBe(1);
    expect(evidence([exchange(200), [finding('body-schema', 'x', { wholeBody: true })]]).recognized).toBe(0);
    expect([...evidence([exchange(200)], [silent()]).reached]).toEqual(['get']);
    expect([...evidence([silent()]).reached]).toEqual([]);
  });
  test('valid requests are accepted, locked out or neither', () => {
    const ok = expecting(200);
    expect(evidence([exchange(200), [], ok])).toMatchObject({ accepted: true, allLocked: false, locked: [] });
    expect(evidence([exchange(200, {}, { refused: 401 }), [], ok])).toMatchObject({
      accepted: false,
      allLocked: true,
      locked: ['get'],
    });
    expect(evidence([exchange(403), [], ok])).toMatchObject({
      accepted: false,
      allLocked: true,
      locked: ['get'],
    });
    expect(evidence([exchange(401), [], ok], [exchange(404), [], ok])).toMatchObject({
      allLocked: false,
      locked: [],
    });
    expect(evidence([exchange(401), [], ok], [exchange(200), [], ok])).toMatchObject({
      accepted: true,
      allLocked: false,
      locked: [],
    });
    expect(evidence([exchange(401), [], expecting(401)])).toMatchObject({
      accepted: false,
      allLocked: false,
    });
    expect(evidence([exchange(200), [], expecting(200, { violation: 'v' })])).toMatchObject({
      accepted: false,
    });
    expect(evidence([exchange(200), [], expecting(200, { intrusion: 'v' })])).toMatchObject({
      accepted: false,
    });
    expect(evidence([exchange(200), [finding('empty-body')], ok])).toMatchObject({ accepted: false });
    expect(evidence([exchange(200)])).toMatchObject({ accepted: false, allLocked: false });
  });
});

describe('violations of one kind', () => {
  const kinds = (close: boolean): Expectation => expecting(400, { kinds: [{ name: 'null', close }] });
  function exceptions(close: boolean, statuses: readonly number[]): readonly number[] {
    const account = new KindAccount();
    for (const status of statuses) account.note(exchange(status), kinds(close));
    account.note(silent(), kinds(close));
    account.note(exchange(200), expecting(400));
    return account.exceptions().map(({ refused }) => refused);
  }
  const refused = (count: number): readonly number[] => Array.from({ length: count }, () => 400);
  test('one that passes is an exception where the others are refused', () => {
    expect(exceptions(true, [200, 400])).toEqual([1]);
    expect(exceptions(true, [200, 302, 100])).toEqual([]);
    expect(exceptions(false, [200, ...refused(9)])).toEqual([9]);
    expect(exceptions(false, [200, ...refused(8)])).toEqual([]);
    expect(exceptions(false, [201, 200, ...refused(18)])).toEqual([18, 18]);
    expect(exceptions(false, refused(20))).toEqual([]);
  });
});

describe('times', () => {
  interface Timed {
    readonly duration: number;
    readonly startedAt?: number;
    readonly undisturbed?: boolean;
    readonly operation?: string;
  }
  function flaws(limit: number | undefined, ...timed: readonly Timed[]): readonly string[] {
    const times = new Times();
    times.note(silent());
    for (const { operation = 'get', ...rest } of timed)
      times.note(
        exchange(200, {
          request: { operation, method: 'GET', url: 'http://things.test/?deep=true&x=1', headers: {} },
          ...rest,
        }),
      );
    return times
      .flaws(limit)
      .map(
        ({ flaw: { severity, title, expected, actual }, exchange: { duration } }) =>
          `${severity} ${title}: ${expected}: ${actual} [${duration}]`,
      );
  }
  const many = (count: number, timed: Timed): Timed[] => Array.from({ length: count }, () => timed);

  test('beyond a limit: an operation whose quickest answer is late', () => {
    expect(flaws(100, { duration: 100 })).toEqual([]);
    expect(flaws(100, { duration: 101 }, { duration: 300 })).toEqual([
      'error get deep=true is slow: an answer within 100 ms: 101 ms for the quickest of 2 answers with status 200 [300]',
    ]);
    expect(flaws(100, { duration: 99 }, { duration: 300 }, { duration: 200 })).toEqual([
      'warning some answers are far slower than others: an answer within 100 ms: 2 answers took longer, up to 300 ms; the machine may have been busy [300]',
    ]);
    expect(flaws(100, { duration: 99 }, { duration: 300 })).toEqual([
      'warning some answers are far slower than others: an answer within 100 ms: 1 answer took longer, up to 300 ms; the machine may have been busy [300]',
    ]);
  });

  test('beyond a limit: answers held back while others came and went', () => {
    const slow = [
      { duration: 1_000, startedAt: 0 },
      { duration: 900, startedAt: 0 },
    ];
    const quick = (count: number, rest: Partial<Timed> = {}): Timed[] =>
      many(count, { duration: 24, startedAt: 10, ...rest });
    const held =
      'error some answers are held back: an answer within 100 ms: 2 answers took longer, up to 1000 ms, while others came and went [1000]';
    expect(flaws(100, ...slow, ...quick(30))).toEqual([held]);
    for (const others of [
      quick(29),
      quick(30, { duration: 25 }),
      quick(30, { startedAt: 0 }),
      quick(30, { startedAt: 976 }),
    ])
      expect(flaws(100, ...slow, ...others)).toEqual([expect.stringMatching(/^warning/)]);
    expect(flaws(100, { duration: 1_000, startedAt: 0 }, ...quick(30))).toEqual([
      expect.stringMatching(/^warning/),
    ]);
    const unknown = quick(30).map(({ duration }) => ({ duration }));
    expect(flaws(100, ...slow, ...unknown)).toEqual([expect.stringMatching(/^warning/)]);
  });

  test('beyond a limit: time and again while the machine had nothing else to do', () => {
    const late = (startedAt: number, undisturbed = true): Timed => ({
      duration: 200,
      startedAt,
      undisturbed,
    });
    const verdict = (...timed: Timed[]): string =>
      flaws(100, { duration: 1 }, ...timed)
        .join()
        .slice(0, 5);
    expect(verdict(late(0), late(200), late(400))).toBe('error');
    expect(verdict(late(0), late(199), late(400))).toBe('warni');
    expect(verdict(late(0), late(200), late(400, false))).toBe('warni');
    expect(verdict(late(0), late(200))).toBe('warni');
  });

  test('without a limit: ten times slower than the others, and a quarter of a second at least', () => {
    const usual = many(6, { duration: 20, operation: 'list' });
    expect(flaws(undefined, ...usual, ...many(4, { duration: 250 }))).toEqual([]);
    expect(flaws(undefined, ...usual, ...many(4, { duration: 251 }))).toEqual([
      'warning get deep=true is slow: an answer within 250 ms: 251 ms for the quickest of 4 answers with status 200 [251]',
    ]);
    expect(flaws(undefined, ...usual, ...many(3, { duration: 251 }))).toEqual([
      'warning some answers are far slower than others: an answer within 250 ms: 3 answers took longer, up to 251 ms; the machine may have been busy [251]',
    ]);
    const slower = many(6, { duration: 40, operation: 'list' });
    expect(flaws(undefined, ...slower, ...many(4, { duration: 400 }))).toEqual([]);
    expect(flaws(undefined, ...slower, ...many(4, { duration: 401 }))).toHaveLength(1);
    expect(flaws(undefined)).toEqual([]);
  });
});
