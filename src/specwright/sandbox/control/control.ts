import { parseDuration } from '../duration.ts';
import type { Disturbance } from '../disturb/disturbance.ts';
import type { Engine, EngineCore } from '../engine.ts';
import type { Exchange } from '../exchange.ts';
import type { Fault } from '../faults/fault.ts';
import { findFault } from '../faults/find-fault.ts';
import { checkFields, type Fields } from '../fields.ts';
import type { LoggedRequest } from '../request-log.ts';
import { SandboxError } from '../sandbox-error.ts';

/** What the page and programs are shown of every sandbox. */
export interface CommonState {
  /** Sandbox time, ISO 8601. */
  readonly now: string;
  /** Names of the faults that are on. */
  readonly faults: readonly string[];
  readonly counts: { readonly requests: number };
}

/** What no client of the API can do: time, trouble, faults, snapshots. An API adds its own. */
export abstract class SandboxControl<E extends Exchange, C extends EngineCore, D extends Disturbance> {
  protected readonly engine: Engine<E, C, D>;
  readonly #effects: Fields;
  readonly #limits: Fields;

  /** @param disturbances fields of a disturbance: what happens, and when. */
  constructor(engine: Engine<E, C, D>, disturbances: { readonly effects: Fields; readonly limits: Fields }) {
    this.engine = engine;
    this.#effects = disturbances.effects;
    this.#limits = disturbances.limits;
  }

  /** Everything there is to see, as plain data without secrets. */
  abstract state(): CommonState;
  /** Records and time as plain data, to be restored later, in this or another sandbox. */
  abstract snapshot(): object;
  /** Goes back to a snapshot. What it does not hold is kept: faults, trouble to come, settings. */
  abstract restore(snapshot: unknown): void;
  /** Back to the start: records, faults, trouble and settings. @param seed another seed to start from. */
  abstract reset(seed?: unknown): void;
  /** Changes settings while the sandbox runs. */
  abstract set(change: object): void;

  /** The settings that hold now. */
  settings(): object {
    return this.engine.core.settings;
  }

  /** The last requests, the newest first. */
  requests(): readonly LoggedRequest[] {
    return this.engine.core.log.latest();
  }

  /** Sandbox time. */
  get now(): Date {
    return new Date(this.engine.core.clock.now());
  }

  /** Moves the clock forward: whatever depends on time goes with it. */
  advance(duration: number | string): Date {
    this.engine.core.clock.advance(parseDuration(duration));
    return this.now;
  }

  /**
   * Makes requests fail that are still to come.
   *
   * @param disturbance what happens to which of them.
   * @throws {SandboxError} `bad-request`, naming the field that is wrong.
   */
  failNext(disturbance: D): void {
    this.disturb(disturbance);
  }

  /** The same for a disturbance from outside. @throws {SandboxError} `bad-request` */
  disturb(disturbance: object): void {
    this.#assertDisturbance(disturbance);
    this.engine.disturbances.add(disturbance);
  }

  #assertDisturbance(disturbance: object): asserts disturbance is D {
    checkFields(disturbance, { ...this.#effects, ...this.#limits }, 'A disturbance');
    const effects = Object.keys(this.#effects);
    const sent = new Map(Object.entries(disturbance));
    if (effects.every((name) => sent.get(name) === undefined)) {
      throw new SandboxError('bad-request', `Say what is to happen: ${effects.join(', ')}.`);
    }
  }

  /**
   * Switches named faults on, beside those that are on already.
   *
   * @throws {SandboxError} `unknown-fault`
   */
  fault(...names: readonly string[]): void {
    this.engine.faults.set([...this.engine.faults.active, ...names]);
  }

  /** Every named fault that there is. */
  allFaults(): readonly Pick<Fault<E, C>, 'name' | 'group' | 'breaks'>[] {
    return this.engine.faults.all;
  }

  /** Switches one named fault off. @throws {SandboxError} `unknown-fault` */
  clearFault(name: string): void {
    const { faults } = this.engine;
    findFault(faults.all, name);
    faults.set(faults.active.filter((active) => active !== name));
  }

  /** Switches all named faults off and forgets the trouble that was still to come. */
  clearFaults(): void {
    this.engine.disturbances.clear();
    this.engine.faults.set([]);
  }

  /** Active faults and trouble to come. */
  trouble(): { readonly active: readonly string[]; readonly coming: readonly object[] } {
    return { active: this.engine.faults.active, coming: this.engine.disturbances.list() };
  }
}
