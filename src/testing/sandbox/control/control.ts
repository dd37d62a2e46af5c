import { EFFECT_FIELDS, limitFields, SandboxControl, type Engine, type Fields } from 'specwright/sandbox';
import { operations } from '../../../../generated/operations.ts';
import { Autopilot, type AutopilotOptions } from '../agents/autopilot.ts';
import { Desk } from '../agents/desk.ts';
import type { Core } from '../core.ts';
import { ERRORS, isErrorCode, type ErrorCode } from '../error-codes.ts';
import type { Disturbance, Exchange } from '../exchange.ts';
import { clearRecords, resetState } from '../fresh-state.ts';
import type { SandboxOptions } from '../options.ts';
import { checkSeed } from '../seed/check-seed.ts';
import type { Seed } from '../seed/seed.ts';
import { sandboxError } from '../sandbox-error.ts';
import type { Session, Task } from '../store/records.ts';
import { changeSettings, type SettingsChange } from './settings-change.ts';
import { restoreSnapshot, takeSnapshot, type Snapshot } from './snapshot.ts';
import { describeState, type SandboxState } from './state.ts';

const EFFECTS: Fields = {
  errorCode: [isErrorCode, `one of ${[...ERRORS.keys()].join(', ')}`],
  ...EFFECT_FIELDS,
};
const LIMITS: Fields = {
  ...limitFields(Object.keys(operations)),
  leavesRecord: [(value) => typeof value === 'boolean', 'true or false'],
};

/** What no client of the API can do: agents, time, tokens, trouble. Task ids may be internal or external. */
export class Control extends SandboxControl<Exchange, Core, Disturbance> {
  readonly #options: SandboxOptions;
  readonly #desk: Desk;
  #seed: Seed;
  #autopilot: Autopilot | undefined;

  /** Made by `createSandbox`. */
  constructor(engine: Engine<Exchange, Core, Disturbance>, options: SandboxOptions, seed: Seed) {
    super(engine, { effects: EFFECTS, limits: LIMITS });
    this.#options = options;
    this.#desk = new Desk(engine.core);
    this.#seed = seed;
  }

  /**
   * An agent takes and opens the next task of a service, by its queue order.
   *
   * @param agent who takes it; by default the first agent of the seed.
   * @returns a copy of the task; `undefined` where the queue is empty.
   */
  takeNext(serviceName: string, agent?: string): Task | undefined {
    return structuredClone(this.#desk.takeNext(serviceName, agent));
  }

  /** An agent takes a queued task and opens it: canceling it now gives code 10. */
  take(taskId: string, agent?: string): Task {
    return this.open(taskId, agent);
  }

  /** An agent opens a task from the queue or from the personal queue. */
  open(taskId: string, agent?: string): Task {
    return structuredClone(this.#desk.open(taskId, agent));
  }

  /** An agent puts a task into the personal queue, for later: its status is `DEFERRED`. */
  defer(taskId: string, agent?: string): Task {
    return structuredClone(this.#desk.defer(taskId, agent));
  }

  /**
   * An agent is done with a task.
   *
   * @param disposition default: `No disposition`, as when an agent leaves without choosing one.
   */
  complete(taskId: string, disposition?: string, note?: string): Task {
    return structuredClone(this.#desk.complete(taskId, disposition, note));
  }

  /** The task as the sandbox keeps it, state and place in the queue included. */
  task(taskId: string): Task | undefined {
    return structuredClone(this.#desk.find(taskId));
  }

  /** Moves the clock forward: tokens expire, rate limits fill up, the autopilot works on. */
  override advance(duration: number | string): Date {
    super.advance(duration);
    this.#autopilot?.run();
    return this.now;
  }

  /** Lets tasks arrive and agents work by themselves, also while the clock is moved. */
  startAutopilot(options: AutopilotOptions = {}): void {
    this.stopAutopilot();
    this.#autopilot = new Autopilot(this.engine.core, this.#desk, options);
    this.#autopilot.start();
  }

  /** Tasks stay as they are then. */
  stopAutopilot(): void {
    this.#autopilot?.stop();
    this.#autopilot = undefined;
  }

  /** What the sandbox starts from. */
  get seed(): Seed {
    return this.#seed;
  }

  /** Ends the life of a token, or of all tokens: code 2 from now on. Returns how many there were. */
  expireToken(token?: string): number {
    const sessions = this.#sessions(token);
    for (const session of sessions) session.expiresAt = this.engine.core.clock.now();
    return sessions.length;
  }

  /** Forgets a token, or all tokens: code 1 from now on. Returns how many there were. */
  revokeToken(token?: string): number {
    const sessions = this.#sessions(token);
    for (const session of sessions) this.engine.core.store.sessions.delete(session.token);
    return sessions.length;
  }

  #sessions(token: string | undefined): Session[] {
    const { sessions } = this.engine.core.store;
    return [...sessions.values()].filter((session) => token === undefined || session.token === token);
  }

  /**
   * Makes requests fail that are still to come.
   *
   * @param disturbance what happens to which of them; a bare number is an error code for the next request.
   * @example
   * sandbox.control.failNext({ operation: 'queueTask', errorCode: 11, times: 2 });
   */
  override failNext(disturbance: Disturbance | ErrorCode): void {
    this.disturb(typeof disturbance === 'number' ? { errorCode: disturbance } : disturbance);
  }

  /** Locks or unlocks a user, or changes what the user may do. */
  setUser(
    username: string,
    change: { readonly locked?: boolean; readonly privileges?: readonly string[] },
  ): void {
    const user = this.engine.core.tenant.users.get(username);
    if (user === undefined)
      throw sandboxError('unknown-user', `There is no user ${JSON.stringify(username)}.`);
    Object.assign(user, change);
  }

  /** Changes rules, limits, latency, the feature flag or the error header while the sandbox runs. */
  set(change: SettingsChange): void {
    changeSettings(this.engine.core, change);
  }

  override settings(): object {
    return { ...super.settings(), featureEnabled: this.engine.core.tenant.featureEnabled };
  }

  state(): SandboxState {
    return describeState(this.engine.core, this.engine.faults.active);
  }

  /** Records, tokens, users and time as plain data, to be restored later, in this or another sandbox. */
  snapshot(): Snapshot {
    return takeSnapshot(this.engine.core);
  }

  /**
   * Goes back to a snapshot. What it does not hold is kept: faults, trouble to come, settings.
   *
   * @throws {SandboxError} `bad-snapshot`
   */
  restore(snapshot: Snapshot): void {
    const { core, faults } = this.engine;
    restoreSnapshot(core, snapshot, () => clearRecords(core, this.#options, this.#seed));
    faults.set(faults.active);
    this.#autopilot?.restart();
  }

  /** Back to the start: records, tokens, users, faults, trouble and settings. @param seed another seed to start from. */
  reset(seed?: Seed): void {
    if (seed !== undefined) this.#seed = checkSeed(seed);
    const { core, disturbances, faults } = this.engine;
    disturbances.clear();
    resetState(core, this.#options, this.#seed);
    faults.set(this.#options.faults ?? []);
    this.#autopilot?.restart();
  }
}
