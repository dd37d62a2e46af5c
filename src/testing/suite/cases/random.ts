import * as fc from 'fast-check';
import type { Case, Probe, Trial } from '../tenant.ts';
import { makeCase } from './make-case.ts';
import { playOne } from './workflow/play.ts';
import { missingFor } from './workflow/roles.ts';
import type { Step } from './workflow/step.ts';
import { World } from './workflow/world.ts';

/** Sequences a case tries, and the longest of them. */
const RUNS = 4;
const LONGEST = 8;
/** Cases, so that they run beside each other. */
const CASES = 4;
/** Milliseconds after which shrinking ends with what it has. */
const SHRINK_LIMIT = 700;

/** Random stories against the model: what no one thought of writing down. */
export function randomCases(): readonly Case[] {
  return Array.from({ length: CASES }, (_, index) =>
    makeCase(
      `random/sequences-${index + 1}`,
      `random sequences of calls agree with the model (${index + 1})`,
      (probe) => runSequences(probe, index),
    ),
  );
}

interface Real {
  readonly probe: Probe;
  readonly story: string;
  step: number;
}

/** A step of a story as a command: it can be carried out once its task was queued. */
class StepCommand implements fc.AsyncCommand<World, Real, true> {
  readonly step: Step;

  constructor(step: Step) {
    this.step = step;
  }

  async check(world: Readonly<World>): Promise<boolean> {
    const name =
      'update' in this.step ? this.step.update : 'cancel' in this.step ? this.step.cancel : undefined;
    return name === undefined
      ? !world.actors.has('queue' in this.step ? this.step.queue : '')
      : world.actors.has(name);
  }

  async run(world: World, real: Real): Promise<void> {
    real.step += 1;
    const asDue = await playOne(real.probe, world, real.story, this.step, real.step);
    if (!asDue) throw new OutOfStep('the answer is not one of those expected');
  }

  toString(): string {
    return JSON.stringify(this.step);
  }
}

async function runSequences(probe: Probe, index: number): Promise<void> {
  let stories = 0;
  let failed: Trial | undefined;
  let running: Promise<Trial> | undefined;
  const property = fc.asyncProperty(commands(probe), async (sequence) => {
    stories += 1;
    running = runSequence(probe, sequence, `random-${index}-${stories}`);
    const trial = await running;
    if (trial.flawed()) failed = trial;
    else trial.keep();
    return !trial.flawed();
  });
  const seed = probe.session.settings.seed + index;
  await fc.check(property, { seed, numRuns: RUNS, interruptAfterTimeLimit: SHRINK_LIMIT });
  // An interrupted search leaves its last sequence on the way: nothing may be sent after the case has ended.
  await running;
  // The last failing sequence is the smallest one that shrinking found.
  failed?.keep();
}

async function runSequence(
  probe: Probe,
  sequence: Iterable<fc.AsyncCommand<World, Real, true>>,
  story: string,
): Promise<Trial> {
  const trial = probe.apart();
  const real: Real = { probe: trial.probe, story, step: 0 };
  await fc.asyncModelRun(() => ({ model: new World(), real }), sequence).catch(rethrowUnexpected);
  return trial;
}

/** An answer that is not due ends the sequence; anything else is an error of ours. */
function rethrowUnexpected(error: unknown): void {
  if (!(error instanceof OutOfStep)) throw error;
}

class OutOfStep extends Error {
  override readonly name = 'OutOfStep';
}

function commands(probe: Probe): fc.Arbitrary<Iterable<fc.AsyncCommand<World, Real, true>>> {
  const possible = (step: Step): boolean => missingFor([step])(probe.session) === undefined;
  const name = fc.constantFrom('a', 'b', 'c');
  const shared = fc.option(fc.constantFrom('x', 'y'), { nil: undefined, freq: 2 });
  const priority = fc.option(
    fc.integer({ min: 1, max: 10_000 }).map((cents) => cents / 100),
    { nil: undefined },
  );
  const service = fc.constantFrom('first', 'second', 'first', 'second', 'unknown', 'not-a-task-service');
  const by = fc.constantFrom(undefined, 'external');
  const steps: readonly fc.Arbitrary<Step>[] = [
    fc
      .record({
        queue: name,
        as: fc.option(name, { nil: undefined, freq: 3 }),
        case: shared,
        contact: shared,
        service,
        priority,
        order: fc.constantFrom(undefined, 'fifo', 'lifo'),
      })
      .map((step) => compact(step) as Step),
    fc.record({ update: name, service: fc.option(service, { nil: undefined }), priority, by }).map(
      (step) =>
        compact({
          ...step,
          priority: step.priority ?? (step.service === undefined ? 5 : undefined),
        }) as Step,
    ),
    fc
      .record({ cancel: name, disposition: fc.constantFrom(undefined, 'first', 'second', 'unknown'), by })
      .map((step) => compact(step) as Step),
  ];
  return fc.commands(
    steps.map((step) => step.filter(possible).map((value) => new StepCommand(value))),
    { maxCommands: LONGEST, size: 'max' },
  );
}

function compact(step: object): object {
  return Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined));
}
