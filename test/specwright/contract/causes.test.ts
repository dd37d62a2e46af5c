import { describe, expect, test } from 'vitest';
import type { CheckDescription } from '../../../src/specwright/contract/checks/description.ts';
import type { Finding } from '../../../src/specwright/contract/engine/finding.ts';
import { Folds } from '../../../src/specwright/contract/engine/folds.ts';
import { mergeByFacet } from '../../../src/specwright/contract/engine/merge-by-facet.ts';
import { Redactor } from '../../../src/specwright/contract/exchange/redact.ts';
import { exchangeOf } from './one-operation.ts';

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
const own = (id: string, rest: Partial<CheckDescription> = {}): CheckDescription => ({
  id,
  severity: 'error',
  what: '',
  why: '',
  fix: '',
  ...rest,
});

/** Adds exchanges one after another, and shows causes with what follows from them. */
function fold(
  added: readonly (readonly Finding[])[],
  cases: readonly string[] = ['one', 'two'],
  checks: readonly CheckDescription[] = [],
): readonly string[] {
  const folds = new Folds(checks, new Redactor());
  for (const id of cases) folds.open(id);
  for (const findings of added) folds.add(findings, exchangeOf({}), 1);
  return shown(folds);
}

function shown(folds: Folds): readonly string[] {
  return folds
    .result()
    .map(({ key, occurrences, consequences }) =>
      [`${key} ${occurrences}`, ...consequences.map((one) => `${one.key} ${one.occurrences}`)].join(' < '),
    );
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('the cause of a finding', () => {
  const status = finding('expected-status');
  const documented = finding('status-documented');
  const body = finding('body-schema');
  const violation = finding('violation-refused');

  test('is the first flaw of the case, however many followed', () => {
    expect(fold([[body], [violation], [status]])).toEqual([
      'body-schema x 1 < expected-status x 1',
      'violation-refused x 1',
    ]);
  });

  test('is one of the same answer before one of an earlier answer', () => {
    expect(fold([[body], [violation, finding('expected-error-code')]])).toEqual([
      'body-schema x 1',
      'violation-refused x 1 < expected-error-code x 1',
    ]);
  });

  test('is none where it is the same finding again', () => {
    expect(fold([[status], [status]])).toEqual(['expected-status x 2']);
    expect(fold([...times(4, [status]), ...times(4, [violation, status])])).toEqual([
      'expected-status x 8',
      'violation-refused x 4',
    ]);
  });

  test('is the one that accounts for it most often', () => {
    const other = finding('violation-refused', 'y');
    expect(fold([...times(2, [violation, body]), ...times(3, [other, body])], [])).toEqual([
      'violation-refused y 3 < body-schema x 5',
      'violation-refused x 2',
    ]);
    expect(fold([...times(3, [violation, body]), ...times(2, [other, body])], [])).toEqual([
      'violation-refused x 3 < body-schema x 5',
      'violation-refused y 2',
    ]);
  });

  test('is sought in all that accounts for it together', () => {
    const other = finding('violation-refused', 'y');
    expect(fold([[body], ...times(2, [violation, body]), ...times(2, [other, body])], [])).toEqual([
      'violation-refused x 2 < body-schema x 5',
      'violation-refused y 2',
    ]);
    expect(fold([[body], [violation, body], ...times(2, [other, body])], [])).toEqual([
      'body-schema x 4',
      'violation-refused y 2',
      'violation-refused x 1',
    ]);
  });

  test('may have a cause of its own', () => {
    const code = finding('expected-error-code');
    // The body follows from the status, the code from the body.
    expect(
      fold(
        [
          [violation, body],
          [finding('body-schema', 'x', { case: '' }), { ...code, case: '' }],
        ].concat(times(4, [violation, body])),
        [],
      ),
    ).toEqual(['violation-refused x 5 < body-schema x 6 < expected-error-code x 1']);
  });

  test('is the first of two that account for each other: neither is lost', () => {
    const inCase = (one: Finding, caseId: string): Finding => ({ ...one, case: caseId });
    expect(
      fold([
        [inCase(status, 'one')],
        ...times(4, [inCase(documented, 'one')]),
        [inCase(documented, 'two')],
        ...times(5, [inCase(status, 'two')]),
      ]),
    ).toEqual(['expected-status x 6 < status-documented x 5']);
  });

  test('comes first by how far it looks into the answer, whatever the order of the checks', () => {
    const state = finding('state-after-call', 'x', { case: '' });
    const code = finding('error-code-allowed');
    expect(fold([[state, code, body, violation]], [])).toEqual([
      'violation-refused x 1 < body-schema x 1 < error-code-allowed x 1 < state-after-call x 1',
    ]);
    expect(fold([[finding('connection-kept'), code]], [])).toEqual([
      'connection-kept x 1',
      'error-code-allowed x 1',
    ]);
    expect(fold([[state, finding('linked-records')]], [])).toEqual([
      'state-after-call x 1 < linked-records x 1',
    ]);
  });

  test('may be a check of the suite, whose findings follow as it says', () => {
    const checks = [
      own('no-tom', { layer: 'content', culprit: 'spec' }),
      own('too-late', { aftermath: true }),
      own('by-itself'),
    ];
    expect(fold([[finding('no-tom'), violation]], [], checks)).toEqual([
      'violation-refused x 1 < no-tom x 1',
    ]);
    expect(fold([[body], [finding('too-late')]], ['one'], checks)).toEqual([
      'body-schema x 1 < too-late x 1',
    ]);
    expect(fold([[body], [finding('by-itself')]], ['one'], checks)).toEqual([
      'body-schema x 1',
      'by-itself x 1',
    ]);
    expect(fold([[violation, finding('by-itself')]], ['one'], checks)).toEqual([
      'by-itself x 1',
      'violation-refused x 1',
    ]);
    const folds = new Folds(checks, new Redactor());
    folds.add([finding('no-tom'), finding('by-itself'), finding('unknown')], exchangeOf({}), 1);
    expect(folds.result().map(({ check, culprit }) => `${check} ${culprit}`)).toEqual([
      'by-itself server',
      'no-tom spec',
      'unknown server',
    ]);
  });

  test('is none where the case is not open', () => {
    expect(fold([[body], [status]], [])).toEqual(['body-schema x 1', 'expected-status x 1']);
    expect(fold([[], [status]])).toEqual(['expected-status x 1']);
  });

  test('is an error: warnings neither lead nor follow', () => {
    const warning = finding('body-schema', 'w', { severity: 'warning' });
    expect(fold([[warning], [status]])).toEqual(['expected-status x 1', 'body-schema w 1']);
    expect(fold([[status, warning]])).toEqual(['expected-status x 1', 'body-schema w 1']);
  });

  test('is known of an exchange that is looked at again', () => {
    const folds = new Folds([], new Redactor());
    const seen = exchangeOf({});
    folds.add([violation], seen, 1);
    folds.add([finding('consistent-refusal')], seen, 1);
    folds.add([finding('latency')], seen, 1);
    expect(shown(folds)).toEqual(['latency x 1', 'violation-refused x 1 < consistent-refusal x 1']);
  });
});

describe('a finding as reports show it', () => {
  test('counts what came many times', () => {
    const folds = new Folds([], new Redactor());
    folds.add([finding('violation-refused'), finding('body-schema')], exchangeOf({}), 3);
    folds.add([finding('violation-refused', 'x', { case: 'two' })], exchangeOf({}), 2);
    expect(folds.result()).toMatchObject([
      {
        key: 'violation-refused x',
        occurrences: 5,
        cases: ['one', 'two'],
        consequences: [
          { key: 'body-schema x', check: 'body-schema', title: 'body-schema x', occurrences: 3 },
        ],
      },
    ]);
  });

  test('lists fifty consequences, the most frequent first', () => {
    const folds = new Folds([], new Redactor());
    for (let index = 0; index < 60; index += 1)
      folds.add(
        [finding('violation-refused'), finding('body-schema', `b${100 + index}`)],
        exchangeOf({}),
        index === 30 ? 2 : 1,
      );
    const [only] = folds.result();
    expect(only?.consequences).toHaveLength(50);
    expect(only?.consequences.slice(0, 3).map(({ key }) => key)).toEqual([
      'body-schema b130',
      'body-schema b100',
      'body-schema b101',
    ]);
    expect(only?.consequences.at(-1)?.key).toBe('body-schema b149');
  });

  test('has the exchange in which it was first seen', () => {
    const folds = new Folds([], new Redactor());
    folds.add([finding('latency')], exchangeOf({ answer: { status: 201 } }), 1);
    folds.add([finding('latency')], exchangeOf({ answer: { status: 202 } }), 1);
    expect(folds.result()).toMatchObject([{ occurrences: 2, exchange: { status: 201 } }]);
  });

  test('stands for others that have something in common with it, and for what follows from them', () => {
    const at = (essence: string): Finding => finding('violation-refused', essence, { facets: ['at size'] });
    expect(fold([[at('c')], [at('b'), finding('body-schema')], [at('a')]], [])).toEqual([
      'violation-refused a 1 < body-schema x 1 < violation-refused b 1 < violation-refused c 1',
    ]);
  });
});

describe('findings with a facet in common', () => {
  const merge = (...list: readonly Finding[]): readonly (readonly string[])[] =>
    mergeByFacet(list.map((each) => ({ finding: each }))).map((group) =>
      group.map(({ finding: { key } }) => key.slice('latency '.length)),
    );
  const of = (essence: string, ...facets: string[]): Finding => finding('latency', essence, { facets });

  test('are taken by the facet that most of them share', () => {
    expect(
      merge(of('a', 'f', 'g'), of('b', 'f'), of('c', 'f'), of('d', 'g'), of('e', 'g'), of('h', 'g')),
    ).toEqual([['a', 'd', 'e', 'h'], ['b'], ['c']]);
    expect(merge(of('a', 'f', 'g'), of('b', 'f'), of('c', 'f'), of('d', 'g'), of('e', 'g'))).toEqual([
      ['a', 'b', 'c'],
      ['d'],
      ['e'],
    ]);
  });

  test('are others where their severity or their check differs', () => {
    const warning = { ...of('c', 'f'), severity: 'warning' as const };
    expect(merge(of('a', 'f'), of('b', 'f'), warning)).toEqual([['a'], ['b'], ['c']]);
    const other = { ...of('c', 'f'), check: 'answered' };
    expect(merge(of('a', 'f'), of('b', 'f'), other)).toEqual([['a'], ['b'], ['c']]);
  });

  test('come after those that have none, which are never merged', () => {
    expect(
      merge(of('a', 'f'), of('b', 'f'), of('c', 'f'), finding('latency', 'p'), finding('latency', 'q')),
    ).toEqual([['p'], ['q'], ['a', 'b', 'c']]);
    expect(
      merge(...['p', 'q', 'r', 's', 't', 'u'].map((essence) => finding('latency', essence))),
    ).toHaveLength(6);
    expect(merge()).toEqual([]);
  });
});
