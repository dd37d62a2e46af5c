import type { Exchange, Reply } from '../exchange.ts';
import type { Fault, Stepwise } from './fault.ts';
import { findFault } from './find-fault.ts';

/** The named faults of a server, and which of them are on. */
export class FaultSwitch<E extends Exchange, C extends Stepwise> {
  readonly #find: () => readonly Fault<E, C>[];
  readonly #core: C;
  readonly #makeSteps: () => C['steps'];
  #all: readonly Fault<E, C>[] | undefined;
  #active: readonly Fault<E, C>[] = [];

  /** @param find every fault that there is; called when the first is asked for. */
  constructor(find: () => readonly Fault<E, C>[], core: C, makeSteps: () => C['steps']) {
    this.#find = find;
    this.#core = core;
    this.#makeSteps = makeSteps;
  }

  /** Every fault that there is. */
  get all(): readonly Fault<E, C>[] {
    this.#all ??= this.#find();
    return this.#all;
  }

  /** Names of the faults that are on. */
  get active(): string[] {
    return this.#active.map(({ name }) => name);
  }

  /**
   * Switches these faults on and all others off. Call it again when the records of the server were replaced:
   * faults may hold on to them.
   *
   * @throws {SandboxError} `unknown-fault`
   */
  set(names: readonly string[]): void {
    this.#active = [...new Set(names)].map((name) => findFault(this.all, name));
    let steps = this.#makeSteps();
    for (const fault of this.#active) {
      // Each fault is a layer on the prototype chain: what it does not override is inherited.
      if (fault.steps !== undefined) {
        steps = Object.assign(Object.create(steps), fault.steps(steps, this.#core));
      }
    }
    this.#core.steps = steps;
  }

  /** The answer as the faults that are on send it. */
  change(reply: Reply, exchange: E): Reply {
    let changed = reply;
    for (const fault of this.#active) changed = fault.reply?.(changed, exchange, this.#core) ?? changed;
    return changed;
  }

  /** The same for an answer to a request outside the documented operations. */
  changeOutside(reply: Reply): Reply {
    let changed = reply;
    for (const fault of this.#active) changed = fault.outside?.(changed) ?? changed;
    return changed;
  }
}
