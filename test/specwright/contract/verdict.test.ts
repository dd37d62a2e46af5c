import { describe, expect, test } from 'vitest';
import { documentSuite } from '../../../src/specwright/contract/document-suite.ts';
import { Collector, countBySeverity } from '../../../src/specwright/contract/engine/collector.ts';
import { conclude, doubts, type Facts } from '../../../src/specwright/contract/engine/conclude.ts';
import { Evidence } from '../../../src/specwright/contract/engine/evidence.ts';
import type { Outcome } from '../../../src/specwright/contract/engine/events.ts';
import type { Expectation } from '../../../src/specwright/contract/engine/expectation.ts';
import { gradeStrictly, withFindings } from '../../../src/specwright/contract/engine/grade-strictly.ts';
import { makeReport, type RunFacts } from '../../../src/specwright/contract/engine/make-report.ts';
import type { CaseReport, Doubt, ReportedFinding } from '../../../src/specwright/contract/engine/report.ts';
import type { Severity } from '../../../src/specwright/contract/engine/finding.ts';
import { Redactor } from '../../../src/specwright/contract/exchange/redact.ts';
import { documentWith, exchangeOf, expecting, jsonContent } from './one-operation.ts';

const suite = documentSuite(
  documentWith({ 200: { description: 'Fine', content: jsonContent({ type: 'object' }) } }),
);
const redactor = new Redactor();

const caseOf = (id: string, outcome: CaseReport['outcome']): CaseReport => ({
  id,
  source: 'positive',
  title: id,
  outcome,
  duration: 1,
  requests: 1,
});
const skipped = (reason: string, rest: { option?: string; cutShort?: true } = {}): CaseReport['outcome'] => ({
  kind: 'skipped',
  reason,
  ...rest,
});
const passed: Outcome = { kind: 'passed' };

const began = new Date(Date.UTC(2026, 0, 2, 3, 4, 5));
const runFacts: RunFacts = {
  target: { url: 'http://things.test', kind: 'loopback' },
  mode: 'own',
  seed: 7,
  interrupted: false,
  began,
  strict: false,
  leftovers: [],
  duration: 12.6,
};
/** The facts of an empty run. */
const nothing: Facts = {
  ...makeReport(suite, new Collector(suite, redactor), redactor, runFacts),
  unproven: [],
};
const summaryOf = (rest: Partial<Facts['summary']>): Facts['summary'] => ({ ...nothing.summary, ...rest });
const doubt = (reason: string, outweighs = false): Doubt => ({ reason, outweighs });

describe('a verdict', () => {
  test.each<[string, Partial<Facts>, string, string]>([
    [
      'nothing against it',
      { summary: summaryOf({ cases: 2 }) },
      'honoured',
      'The contract is honoured: 2 of 2 cases.',
    ],
    ['one case', { summary: summaryOf({ cases: 1 }) }, 'honoured', 'The contract is honoured: 1 of 1 case.'],
    ['a finding', { summary: summaryOf({ errors: 1 }) }, 'broken', 'The contract is broken: 1 finding.'],
    ['findings', { summary: summaryOf({ errors: 2 }) }, 'broken', 'The contract is broken: 2 findings.'],
    [
      'warnings alone',
      { summary: summaryOf({ cases: 3, warnings: 2 }) },
      'honoured',
      'The contract is honoured: 3 of 3 cases.',
    ],
    ['an objection', { objections: ['Coverage 1 % is below 2 %'] }, 'broken', 'Coverage 1 % is below 2 %.'],
    [
      'a finding, an objection and a doubt',
      { summary: summaryOf({ errors: 1 }), objections: ['o'], unproven: [doubt('d')] },
      'broken',
      'The contract is broken: 1 finding; o; d.',
    ],
    ['a doubt', { unproven: [doubt('a'), doubt('b')] }, 'not-proven', 'Not proven: a; b.'],
    [
      'a doubt that outweighs findings',
      { summary: summaryOf({ errors: 1 }), unproven: [doubt('a'), doubt('b', true)] },
      'not-proven',
      'Not proven: a; b.',
    ],
    [
      'cases left out for no option',
      { summary: summaryOf({ cases: 3, skipped: 1 }), cases: [caseOf('a', skipped('no'))] },
      'honoured',
      'Honoured as far as checked: 2 of 3 cases.',
    ],
    [
      'cases left out for options, the one that adds most first',
      {
        summary: summaryOf({ cases: 9, skipped: 4 }),
        cases: [
          caseOf('a', skipped('no', { option: 'a profile' })),
          caseOf('b', skipped('no', { option: '--mode full' })),
          caseOf('c', skipped('no', { option: '--mode full' })),
          caseOf('d', skipped('no')),
          caseOf('e', passed),
        ],
      },
      'honoured',
      'Honoured as far as checked: 5 of 9 cases; `--mode full` would add 2, a profile 1.',
    ],
    [
      'traffic of others',
      { mode: 'passive', summary: summaryOf({ requests: 1, skipped: 1 }) },
      'honoured',
      'Honoured as far as seen: 1 exchange with 0 of 1 operation.',
    ],
    [
      'more traffic of others',
      { mode: 'passive', summary: summaryOf({ requests: 2 }) },
      'honoured',
      'Honoured as far as seen: 2 exchanges with 0 of 1 operation.',
    ],
  ])('with %s', (_words, rest, verdict, headline) => {
    expect(conclude({ ...nothing, ...rest })).toMatchObject({
      verdict,
      headline,
      ok: verdict === 'honoured',
    });
  });
});

describe('why a run proves too little', () => {
  const ok = { answer: { json: {} }, request: { operation: 'get' } };
  const evidence = (...seen: (readonly [Parameters<typeof exchangeOf>[0], Expectation?])[]): Evidence => {
    const found = new Evidence();
    for (const [one, expectation] of seen) found.note(exchangeOf(one), [], expectation);
    return found;
  };
  const fine = evidence([ok, expecting(200)]);
  const of = (rest: Partial<Facts>, found: Evidence): readonly Doubt[] =>
    doubts({ ...nothing, summary: summaryOf({ requests: 1 }), ...rest }, found);
  const cut = [
    caseOf('a', passed),
    caseOf('b', skipped('the server sleeps', { cutShort: true })),
    caseOf('c', skipped('no profile')),
  ];

  test('nothing, where a valid request was accepted', () => {
    expect(of({}, fine)).toEqual([]);
    expect(of({ mode: 'passive' }, evidence([ok]))).toEqual([]);
  });

  test.each<[string, Partial<Facts>, Evidence, Doubt[]]>([
    ['no request', { summary: summaryOf({}) }, evidence(), [doubt('no request was sent', true)]],
    [
      'no traffic',
      { summary: summaryOf({}), mode: 'passive' },
      evidence(),
      [doubt('the traffic is empty', true)],
    ],
    ['no answer', {}, evidence(), [doubt('no operation gave an answer', true)]],
    [
      'no operation in the traffic',
      { mode: 'passive' },
      evidence(),
      [doubt('no request of this traffic calls an operation of the document', true)],
    ],
    [
      'nobody let in',
      {},
      evidence([{ ...ok, answer: { status: 401, json: {} } }, expecting(200)]),
      [doubt('every valid request was refused for lack of credentials (401 or 403)', true)],
    ],
    [
      'another API',
      {},
      evidence([{ ...ok, answer: { status: 404 } }, expecting(200)]),
      [doubt('not one answer looks as the document says: the target seems to serve another API', true)],
    ],
    ['nothing accepted', {}, evidence([ok]), [doubt('no operation accepted a valid request')]],
    [
      'one operation locked',
      {},
      evidence(
        [ok, expecting(200)],
        [{ request: { operation: 'add' }, answer: { status: 403 } }, expecting(200)],
      ),
      [doubt('add refused every valid request for lack of credentials (401 or 403)')],
    ],
    [
      'an end before its time',
      { cases: cut },
      fine,
      [doubt('the run was cut short, with 1 of 3 cases left: the server sleeps')],
    ],
    [
      'an interruption',
      { interrupted: true, cases: [caseOf('a', passed)] },
      fine,
      [doubt('the run was cut short, with 0 of 1 cases left: the run was interrupted')],
    ],
    [
      'an interruption of traffic',
      { interrupted: true, mode: 'passive' },
      evidence([ok]),
      [doubt('the run was cut short, with 0 of 0 cases left: the run was interrupted')],
    ],
    [
      'an end before anything was sent',
      { cases: cut, summary: summaryOf({}) },
      evidence(),
      [doubt('the run was cut short, with 1 of 3 cases left: the server sleeps')],
    ],
    [
      'an end, and no answer',
      { cases: cut },
      evidence(),
      [
        doubt('the run was cut short, with 1 of 3 cases left: the server sleeps'),
        doubt('no operation gave an answer', true),
      ],
    ],
    [
      'an end, and nothing accepted',
      { cases: cut },
      evidence([ok]),
      [
        doubt('the run was cut short, with 1 of 3 cases left: the server sleeps'),
        doubt('no operation accepted a valid request'),
      ],
    ],
  ])('%s', (_words, rest, found, expected) => {
    expect(of(rest, found)).toEqual(expected);
  });
});

describe('what a run has seen of operations', () => {
  const note = (found: Evidence, operation: string, status: number, expectation?: Expectation): void =>
    found.note(exchangeOf({ request: { operation }, answer: { status } }), [], expectation);

  test('each counts for itself', () => {
    const found = new Evidence();
    note(found, 'a', 401, expecting(200));
    note(found, 'b', 200, expecting(200));
    expect(found).toMatchObject({ accepted: true, allLocked: false, locked: ['a'] });
    note(found, 'a', 403, expecting(200));
    expect(found.locked).toEqual(['a']);
    note(found, 'a', 500, expecting(200));
    expect(found.locked).toEqual([]);
    expect([...found.reached]).toEqual(['a', 'b']);
  });

  test('a request is valid where the first answer that it deserves is a success', () => {
    const accepted = (accept: Expectation['accept'], status = 200): boolean => {
      const found = new Evidence();
      note(found, 'a', status, { accept, because: '' });
      return found.accepted;
    };
    expect(accepted([{ statuses: [404, 200] }])).toBe(true);
    expect(accepted([{ statuses: [299] }])).toBe(true);
    expect(accepted([{ statuses: [404] }, { statuses: [200] }])).toBe(false);
    expect(accepted([{ statuses: [300] }])).toBe(false);
    expect(accepted([{ statuses: [199] }])).toBe(false);
    expect(accepted([])).toBe(false);
    expect(accepted([{ statuses: [200] }], 199)).toBe(false);
    expect(accepted([{ statuses: [200] }], 300)).toBe(false);
  });

  test('an answer to a path outside the contract shows nothing', () => {
    const found = new Evidence();
    found.note(exchangeOf({ answer: { json: {} } }), [], expecting(200));
    expect(found).toMatchObject({ recognized: 0, accepted: false, allLocked: false });
    expect([...found.reached]).toEqual([]);
  });
});

const reported = (severity: Severity, key: string): ReportedFinding => ({
  check: 'latency',
  severity,
  case: 'run',
  title: key,
  expected: '',
  actual: '',
  key,
  occurrences: 1,
  cases: [],
  culprit: 'server',
  exchange: { curl: '', method: 'GET', url: '', received: '', duration: 1 },
  consequences: [],
});

describe('findings graded anew', () => {
  const findings = [
    reported('error', 'e'),
    reported('warning', 'w'),
    reported('info', 'i'),
    reported('info', 'j'),
  ];

  test('are counted by severity', () => {
    expect(countBySeverity(findings)).toEqual({ errors: 1, warnings: 1, observations: 2 });
    expect(countBySeverity([])).toEqual({ errors: 0, warnings: 0, observations: 0 });
  });

  test('change what the run proves', () => {
    const report = withFindings(
      conclude({ ...nothing, summary: summaryOf({ cases: 4 }) }),
      findings.slice(1),
    );
    expect(report).toMatchObject({
      verdict: 'honoured',
      summary: { cases: 4, errors: 0, warnings: 1, observations: 2 },
    });
    const strict = gradeStrictly(report);
    expect(strict).toMatchObject({
      verdict: 'broken',
      headline: 'The contract is broken: 1 finding.',
      summary: { cases: 4, errors: 1, warnings: 0, observations: 2 },
    });
    expect(strict.findings.map(({ key, severity }) => `${severity} ${key}`)).toEqual([
      'error w',
      'info i',
      'info j',
    ]);
  });
});

describe('a report', () => {
  const reportOf = (
    facts: Partial<RunFacts> = {},
    document = documentWith({ 200: { description: 'Fine' } }),
  ) => {
    const other = documentSuite(document);
    const collector = new Collector(other, redactor);
    collector.listen({
      type: 'exchange',
      caseId: 'a',
      exchange: exchangeOf({ request: { operation: 'get' }, answer: { text: 'secret-of-ours-1' } }),
      findings: [
        { check: 'latency', severity: 'warning', case: 'a', title: 't', expected: '', actual: '', key: 'k' },
      ],
      expectation: expecting(200),
    });
    return makeReport(other, collector, redactor, { ...runFacts, ...facts });
  };

  test('names the run, the document and what was verified', () => {
    const report = reportOf();
    expect(report).toMatchObject({
      tool: { name: 'specwright', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
      date: '2026-01-02T03:04:05.000Z',
      document: { title: 'Things', version: '1.0.0', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      target: { url: 'http://things.test', kind: 'loopback' },
      mode: 'own',
      seed: 7,
      verdict: 'honoured',
      interrupted: false,
      objections: [],
      unproven: [],
      leftovers: [],
      duration: 13,
    });
    expect(report).not.toHaveProperty('strict');
    expect(report).not.toHaveProperty('began');
  });

  test('is strict where that is asked for', () => {
    expect(reportOf().findings).toMatchObject([{ severity: 'warning' }]);
    expect(reportOf({ strict: true })).toMatchObject({
      verdict: 'broken',
      findings: [{ severity: 'error' }],
    });
  });

  test('says why the run fails, what it left behind, and how long it took', () => {
    expect(reportOf({ objections: ['it fell over'] })).toMatchObject({
      verdict: 'broken',
      headline: 'it fell over.',
    });
    expect(reportOf({ leftovers: [{ id: '7' }] }).leftovers).toEqual([{ id: '7' }]);
    const { duration: _duration, ...rest } = runFacts;
    const collector = new Collector(suite, redactor);
    const report = makeReport(suite, collector, redactor, { ...rest, began: new Date(Date.now() - 5_000) });
    expect(report.duration).toBeGreaterThanOrEqual(5_000);
    expect(report.duration).toBeLessThan(60_000);
    expect(report.unproven).toEqual([doubt('no request was sent', true)]);
  });

  test('has empty names where the document has none, and another hash for another document', () => {
    const { info: _info, ...bare } = documentWith({ 200: { description: 'Fine' } });
    const report = reportOf({}, bare);
    expect(report.document).toMatchObject({ title: '', version: '' });
    expect(report.document.sha256).not.toBe(reportOf().document.sha256);
  });
});
