import {
  asyncModelRun,
  asyncProperty,
  check,
  commands as sequenceOf,
  defaultReportMessage,
} from '../../../fast-check.ts';
import { expect, test } from 'vitest';
import { createSandbox, defaultSeed } from '../../../../src/testing/sandbox/index.ts';
import { Caller } from '../caller.ts';
import { allCommands } from './commands.ts';
import { Model } from './model.ts';

const seed = { ...defaultSeed, contacts: [], tasks: [] };

/** Runs sequences on a sandbox that starts anew each time. */
async function disagreement(sequences: number, faults: readonly string[] = []): Promise<string | undefined> {
  const sandbox = createSandbox({ seed, faults });
  const property = asyncProperty(
    sequenceOf(allCommands, { maxCommands: 20, size: 'max' }),
    async (commands) => {
      sandbox.control.reset();
      const caller = await Caller.of(sandbox);
      await asyncModelRun(() => ({ model: new Model(), real: { sandbox, caller } }), commands);
    },
  );
  const details = await check(property, {
    numRuns: sequences,
    ...(faults.length > 0 && { seed: 1, endOnFailure: true }),
  });
  return details.failed ? defaultReportMessage(details) : undefined;
}

/** Ten times as many take a minute. */
const MANY = process.env['TRY_ALL'] === '1' ? 10_000 : 1_000;

test(`${MANY} random sequences of operations agree with a simple model of the facts`, async () => {
  expect(await disagreement(MANY)).toBeUndefined();
}, 300_000);

test.each([
  'duplicate-after-end-accepted',
  'case-not-reused',
  'bulk-cancel-leaves-one',
  'move-resets-priority',
  'routed-cancel-accepted',
  'launch-point-priority-ignored',
  'update-half-done',
])('the model notices %s', async (fault) => {
  expect(await disagreement(2000, [fault])).toContain('Counterexample');
});
