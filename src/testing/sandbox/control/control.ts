import type { ErrorCode } from '../api/error-codes.ts';
import { resetCore, switchFaults } from '../build-core.ts';
import type { Core } from '../core.ts';
import { assertDisturbance } from '../disturb/check-disturbance.ts';
import type { Disturbance } from '../disturb/disturbance.ts';
import { parseDuration } from '../../../specwright/sandbox/duration.ts';
import { findFault } from '../faults/find-fault.ts';
import type { SandboxOptions } from '../options.ts';
import { SandboxError } from '../../../specwright/sandbox/sandbox-error.ts';
import type { Seed } from '../seed/seed.ts';
import type { Task } from '../store/records.ts';
import { Autopilot } from '../agents/autopilot.ts';
import type { AutopilotOptions } from '../agents/autopilot.ts';
import { Desk } from '../agents/desk.ts';
import { describeState } from './state.ts';
import type { SandboxState } from './state.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import { assertSettingsChange, changeSettings } from './change-settings.ts';
import type { SettingsChange } from './change-settings.ts';

/** What no client of the API can do: agents, time, tokens, trouble. Task ids may be internal or external. */
export class Control {
  readonly #core: Core;
  readonly #options: SandboxOptions;
  readonly #desk: Desk;
  #seed: Seed;
  #autopilot: Autopilot | undefined;

  /** Made by `createSandbox`. */
  constructor(core: Core, options: SandboxOptions, seed: Seed) {
    this.#core = core;
    this.#options = options;
    this.#desk = new Desk(core);
    this.#seed = seed;
  }

  /**
   * An agent takes and opens the next task of a service, by its queue order.
   *
   * @param agent who takes it; by default the first agent of the seed.
   * @returns a copy of the task; `undefined` where the queue is empty.
   */
  takeNext(serviceName: string, agent?: string): Task | undefined {
    return copy(this.#desk.takeNext(serviceName, agent));
  }

  /** An agent takes a queued task and opens it: canceling it now gives code 10. */
  take(taskId: string, agent?: string): Task {
    return copied(this.#desk.open(taskId, agent));
  }

  /** An agent opens a task from the queue or from the personal queue. */
  open(taskId: string, agent?: string): Task {
    return copied(this.#desk.open(taskId, agent));
  }

  /** An agent puts a task into the personal queue, for later: its status is `DEFERRED`. */
  defer(taskId: string, agent?: string): Task {
    return copied(this.#desk.defer(taskId, agent));
  }

  /**
   * An agent is done with a task.
   *
   * @param disposition default: `No disposition`, as when an agent leaves without choosing one.
   */
  complete(taskId: string, disposition?: string, note?: string): Task {
    return copied(this.#desk.complete(taskId, disposition, note));
  }

  /** The task as the sandbox keeps it, state and place in the queue included. */
  task(taskId: string): Task | undefined {
    return copy(this.#desk.find(taskId));
  }

  /** Moves the clock forward: tokens expire, rate limits fill up, the autopilot goes on. */
  advance(duration: number | string): Date {
    this.#core.clock.advance(parseDuration(duration));
    this.#autopilot?.run();
    return this.now;
  }

  /** Lets tasks arrive and agents work by themselves, also while the clock is moved. */
  startAutopilot(options: AutopilotOptions = {}): void {
    this.stopAutopilot();
    this.#autopilot = new Autopilot(this.#core, this.#desk, options);
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

  /** Sandbox time. */
  get now(): Date {
    return new Date(this.#core.clock.now());
  }

  /** Ends the life of a token, or of all tokens: code 2 from now on. Returns how many there were. */
  expireToken(token?: string): number {
    const sessions = this.#sessions(token);
    for (const session of sessions) session.expiresAt = this.#core.clock.now();
    return sessions.length;
  }

  /** Forgets a token, or all tokens: code 1 from now on. Returns how many there were. */
  revokeToken(token?: string): number {
    const sessions = this.#sessions(token);
    for (const session of sessions) this.#core.store.sessions.delete(session.token);
    return sessions.length;
  }

  #sessions(token: string | undefined) {
    const { sessions } = this.#core.store;
    if (token === undefined) return [...sessions.values()];
    const found = sessions.get(token);
    return found === undefined ? [] : [found];
  }

  /**
   * Makes requests fail that are still to come.
   *
   * @param disturbance what happens to which of them; a bare number is an error code for the next request.
   * @example
   * sandbox.control.failNext({ operation: 'queueTask', errorCode: 11, times: 2 });
   */
  failNext(disturbance: Disturbance | ErrorCode): void {
    const coming: unknown = typeof disturbance === 'number' ? { errorCode: disturbance } : disturbance;
    assertDisturbance(coming);
    this.#core.disturbances.add(coming);
  }

  /**
   * Switches named faults on, beside those that are on already.
   *
   * @throws {SandboxError} `unknown-fault`
   */
  fault(...names: readonly string[]): void {
    const added = names.map(findFault).filter((fault) => !this.#core.faults.includes(fault));
    switchFaults(this.#core, [...this.#core.faults, ...added]);
  }

  /** Switches one named fault off. */
  clearFault(name: string): void {
    const gone = findFault(name);
    switchFaults(
      this.#core,
      this.#core.faults.filter((fault) => fault !== gone),
    );
  }

  /** Switches all named faults off and forgets the trouble that was still to come. */
  clearFaults(): void {
    this.#core.disturbances.clear();
    switchFaults(this.#core, []);
  }

  /** Locks or unlocks a user, or changes what the user may do. */
  setUser(
    username: string,
    change: { readonly locked?: boolean; readonly privileges?: readonly string[] },
  ): void {
    const user = this.#core.tenant.users.get(username);
    if (user === undefined)
      throw new SandboxError('unknown-user', `There is no user ${JSON.stringify(username)}.`);
    Object.assign(user, change);
  }

  /** Changes rules, limits, latency, the feature flag or the error header while the sandbox runs. */
  set(change: SettingsChange): void {
    assertSettingsChange(change);
    changeSettings(this.#core, change);
  }

  /** Everything there is to see, as plain data without secrets. */
  state(): SandboxState {
    return describeState(this.#core);
  }

  /** Records, tokens, users and time as plain data, to be restored later, in this or another sandbox. */
  snapshot(): Snapshot {
    return takeSnapshot(this.#core);
  }

  /**
   * Goes back to a snapshot. What it does not hold is kept: faults, trouble to come, settings.
   *
   * @throws {SandboxError} `bad-snapshot`
   */
  restore(snapshot: Snapshot): void {
    restoreSnapshot(this.#core, snapshot, this.#seed, this.#options);
    this.#autopilot?.restart();
  }

  /** Back to the start: records, tokens, users, faults, trouble and settings. @param seed another seed to start from. */
  reset(seed: Seed = this.#seed): void {
    this.#seed = seed;
    resetCore(this.#core, this.#options, seed);
    this.#autopilot?.restart();
  }
}

function copied(task: Task): Task {
  return structuredClone(task);
}

function copy(task: Task | undefined): Task | undefined {
  return task === undefined ? undefined : structuredClone(task);
}
