import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/specwright/base/random.ts';
import { library } from './hono-library.ts';
import { shareOf } from '../share.ts';
import { errorsOf, verifyFault } from './matrix.ts';
import { subjects } from './subjects.ts';

/** All faults take minutes: `node --import tsx test/servers/matrix.ts` tries them all, a test run this many of each. */
const TRIED = 2;
const random = seededRandom(16);

test('each application has at least 30 faults of its own', () => {
  for (const { faults } of subjects) expect(new Set(faults).size).toBeGreaterThanOrEqual(30);
});

describe.each(subjects)('$name', (subject) => {
  test('without a fault there is no finding', async () => {
    const report = await verifyFault(subject);
    const findings = report.findings.filter(
      ({ severity, check }) => severity !== 'info' && check !== 'latency',
    );
    expect(findings.map(({ title, exchange }) => `${title}: ${exchange.curl} ${exchange.received}`)).toEqual(
      [],
    );
    expect(report.verdict).toBe('honoured');
  });

  const state = subject.faults.filter((name) => /twice|not-stored|ignored|not-done|not-checked/.test(name));
  test.each(Array.from({ length: TRIED }, () => state[random.integer(state.length)] ?? ''))(
    '%s is found',
    async (fault) => {
      expect(errorsOf(await verifyFault(subject, fault, true))).not.toEqual([]);
    },
  );
});

// Credentials that are needed together, a body that is called something else, a value that must be unique, a cursor
// that nobody gave, a link to nothing, a thing taken twice, and actions that end, count and stop.
const known = [
  'any-staff-token',
  'any-media-type',
  'isbn-twice-accepted',
  'bad-cursor-accepted',
  'loan-to-nobody',
  'copy-lent-twice',
  'renew-after-return',
  'renew-forever',
  'renew-not-counted',
];
test.each(shareOf(known, 2))('hono-library: %s is found', async (fault) => {
  expect(errorsOf(await verifyFault(library, fault, true))).not.toEqual([]);
});
