import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/specwright/contract/index.ts';
import { verify } from '../../../src/testing/suite/verify.ts';
import { shareOf } from '../../share.ts';
import { rivalFaults } from './rival/faults.ts';
import { rivals, type Readings } from './rival/readings.ts';
import { startRival } from './rival/rival.ts';
import { rivalProfile } from './rival/store.ts';

/** A whole run may take its time on a busy machine. */
const PATIENCE = 180_000;
/** After so many late answers nothing more is learned of a slow server. */
const LATE_ENOUGH = 12;

/** `enoughOnce`: a finding of this check, or of any, ends the run. */
async function verifyRival(readings: Partial<Readings>, fault = '', enoughOnce?: string): Promise<Report> {
  const rival = await startRival(readings, fault);
  // A busy machine is not what is tested here, unless it is.
  const maxLatency = rivalFaults['timing']?.includes(fault) === true ? 500 : 20_000;
  const enough = new AbortController();
  let late = 0;
  try {
    return await verify({
      target: rival.url,
      mode: 'full',
      maxLatency,
      signal: enough.signal,
      onEvent: (event) => {
        if (event.type !== 'exchange') return;
        const found = event.findings.filter(({ severity }) => severity === 'error');
        if (found.some(({ check }) => enoughOnce === 'any' || enoughOnce === check)) enough.abort();
        if (event.exchange.duration <= maxLatency) return;
        late += 1;
        if (late === LATE_ENOUGH) enough.abort();
      },
      credentials: { clientId: 'peer.bot', clientSecret: 'PeerSecret1234567890' },
      unprivilegedSecret: 'ReaderSecret0987654321',
      profile: rivalProfile,
      hooks: rival.hooks,
    });
  } finally {
    await rival.close();
  }
}

const errorsOf = (report: Report): readonly string[] =>
  report.findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ check, title }) => `${check}: ${title}`);

describe('a faithful server with other readings has no finding', () => {
  test.each(Object.entries(rivals))(
    '%s',
    async (_name, readings) => {
      const report = await verifyRival(readings);
      expect(errorsOf(report)).toEqual([]);
      expect(report.ok).toBe(true);
      // The rival has two services; the stories about a third and more are skipped.
      const skipped = report.cases.filter(({ outcome }) => outcome.kind === 'skipped');
      expect(skipped.every(({ id }) => id.startsWith('workflow/bulk-cancel-service-'))).toBe(true);
      expect(report.leftovers).toEqual([]);
    },
    PATIENCE,
  );
});

describe('a single fault is found, by the check that stands for it', () => {
  test.each([
    ['queue-extra', 'undocumented-properties'],
    ['queue-html', 'media-type-documented'],
    ['update-204', 'status-documented'],
    ['canceled-code-10', 'expected-error-code'],
    ['no-privilege-queryTask', 'credentials-checked'],
    ['any-member order', 'violation-refused'],
    ['move-resets-priority', 'state-after-call'],
    ['case-not-reused', 'linked-records'],
    ['update-half', 'refusal-changes-nothing'],
    ['bulk-cancel-count-off', 'bulk-cancel-list'],
    ['204-with-body', 'no-content-on-wire'],
    ['length-too-short', 'content-length-honest'],
    ['drops-connection', 'connection-kept'],
    ['token-in-header', 'no-secret-echoed'],
    ['error-trace', 'no-internals-shown'],
    ['405-without-allow', 'allow-header'],
    ['expires-zero', 'token-answer'],
  ])(
    '%s is found by %s',
    async (fault, check) => {
      const report = await verifyRival({}, fault, check);
      expect(report.ok).toBe(false);
      expect(
        report.findings
          .filter(({ severity }) => severity === 'error')
          .flatMap((finding) => [finding.check, ...finding.consequences.map((other) => other.check)]),
      ).toContain(check);
    },
    PATIENCE,
  );
});

const everyFault = Object.values(rivalFaults).flat();
const sample = shareOf(everyFault, 24);

describe('a single fault is found, whatever it is', () => {
  test.each(sample)(
    '%s',
    async (fault) => {
      const report = await verifyRival({}, fault, 'any');
      expect(errorsOf(report)).not.toEqual([]);
      expect(report.ok).toBe(false);
    },
    PATIENCE,
  );
});
