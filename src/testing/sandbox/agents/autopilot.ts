import {
  checkFields,
  checkLatency,
  drawLatency,
  numberAbove,
  seededRandom,
  type Fields,
  type Latency,
  type Random,
} from 'specwright/sandbox';
import { queue } from '../api/queue.ts';
import type { Core } from '../core.ts';
import type { Agent, Task } from '../store/records.ts';
import type { Desk } from './desk.ts';
import { inventTask } from './invent-task.ts';

/** How busy it is. */
export interface AutopilotOptions {
  /** Tasks that arrive in an hour, on average. Default: 120. */
  readonly arrivalsPerHour?: number;
  /** How long an agent works on a task. Default: half of them within 90 seconds, 99 % within 8 minutes. */
  readonly handling?: Latency;
  /** Makes arrivals and handling repeat themselves. Default: 1. */
  readonly randomSeed?: number;
}

/** Something that happens at an instant of sandbox time. */
interface Event {
  at: number;
  readonly act: (now: number) => number;
}

const HOUR = 3_600_000;
/** How soon an idle agent looks for work again. */
const GLANCE = 10_000;
const REAL_INTERVAL = 250;
const SHARE_PARKED = 0.15;

/** Lets tasks arrive and agents take, park and complete them, as seeded chance decides. */
export class Autopilot {
  readonly #core: Core;
  readonly #desk: Desk;
  readonly #options: AutopilotOptions;
  #random: Random;
  #events: Event[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(core: Core, desk: Desk, options: AutopilotOptions) {
    this.#core = core;
    this.#desk = desk;
    this.#options = options;
    this.#random = seededRandom(options.randomSeed ?? 1);
    this.restart();
  }

  /** Begins anew with the agents and services of the tenant. */
  restart(): void {
    this.#random = seededRandom(this.#options.randomSeed ?? 1);
    const now = this.#core.clock.now();
    const agents = this.#core.tenant.agents.map((agent) => this.#agentEvent(agent, now));
    this.#events = [{ at: this.#nextArrival(now), act: (at) => this.#arrive(at) }, ...agents];
  }

  /** Continues as time passes. */
  start(): void {
    this.#timer ??= setInterval(() => this.run(), REAL_INTERVAL).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Does everything that is to happen by now, in its order, each as if at its own instant. */
  run(): void {
    const now = this.#core.clock.now();
    for (let event = this.#due(now); event !== undefined; event = this.#due(now)) this.#happen(event);
  }

  #happen(event: Event): void {
    const { at } = event;
    this.#core.clock.during(at, () => {
      event.at = event.act(at);
    });
  }

  #due(now: number): Event | undefined {
    let first: Event | undefined;
    for (const event of this.#events) if (first === undefined || event.at < first.at) first = event;
    return first !== undefined && first.at <= now ? first : undefined;
  }

  #nextArrival(now: number): number {
    const mean = HOUR / (this.#options.arrivalsPerHour ?? 120);
    return now - mean * Math.log(1 - this.#random.next());
  }

  #arrive(now: number): number {
    queue(this.#core, inventTask(this.#core.tenant, this.#random));
    return this.#nextArrival(now);
  }

  /** An agent looks for work, works, and looks again. */
  #agentEvent(agent: Agent, now: number): Event {
    let current: Task | undefined;
    const act = (at: number): number => {
      if (current !== undefined) this.#finish(current, agent);
      current = this.#pick(agent);
      return at + (current === undefined ? GLANCE : this.#handlingTime());
    };
    return { at: now + this.#random.next() * GLANCE, act };
  }

  #handlingTime(): number {
    return Math.max(1000, drawLatency(this.#options.handling ?? { median: '90s', p99: '8m' }, this.#random));
  }

  /** Parked tasks first, now and then; else the fullest queue of the agent. */
  #pick(agent: Agent): Task | undefined {
    const parked = this.#random.next() < 0.3 ? this.#parkedBy(agent) : undefined;
    if (parked !== undefined) return this.#desk.open(parked.id, agent.name);
    const { services } = this.#core.tenant;
    const own = agent.services ?? [...services.keys()];
    const [fullest] = own
      .filter((name) => services.has(name))
      .sort((a, b) => this.#core.store.queue(b).size - this.#core.store.queue(a).size);
    return fullest === undefined ? undefined : this.#desk.takeNext(fullest, agent.name);
  }

  #parkedBy({ name }: Agent): Task | undefined {
    for (const task of this.#core.store.tasks.values()) {
      if (task.state === 'deferred' && task.agent === name) return task;
    }
    return undefined;
  }

  /** Somebody else may have ended the task meanwhile. */
  #finish(task: Task, agent: Agent): void {
    if (task.state !== 'with-agent' || task.agent !== agent.name) return;
    if (this.#random.next() < SHARE_PARKED) this.#desk.defer(task.id, agent.name);
    else this.#desk.complete(task.id, this.#finalDisposition());
  }

  #finalDisposition(): string | undefined {
    const final = [...this.#core.tenant.dispositions.values()].filter(({ folder }) => folder === 'Final');
    return this.#random.pick(final)?.name;
  }
}

const FIELDS: Fields = {
  arrivalsPerHour: numberAbove(0, 1_000_000),
  handling: [(value) => checkLatency(value) !== undefined, 'a latency'],
  randomSeed: [Number.isFinite, 'a number'],
};

/**
 * Makes sure that options, perhaps from outside, are sound.
 *
 * @throws {SandboxError | RangeError} naming what is wrong.
 */
export function assertAutopilotOptions(value: unknown): asserts value is AutopilotOptions {
  checkFields(value, FIELDS, 'The options of the autopilot');
}
