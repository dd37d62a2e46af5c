import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createTaskRoutingClient } from '../../src/client/index.ts';
import { seededRandom, type Random } from '../../src/specwright/base/random.ts';
import { credentials, ids, task } from './fixtures.ts';
import { grant, refusal, startHostileServer, type Mishap } from './hostile-server.ts';

/*
 * `npm run chaos`: many calls through a server that spoils one reply in three, on a clock that jumps. Compares what
 * the client says of each task with what the server has. Ends with exit code 1 where they disagree.
 */

const WAYS: readonly Mishap[] = [
  'drop-before-work',
  'drop-mid-body',
  'html-502',
  'too-long-length',
  'too-short-length',
  'truncated-json',
  'empty-200',
  '429',
  '503-before-work',
];
/** They take the time of an attempt each, so they are few. */
const STALLS: readonly Mishap[] = ['stall-mid-body', 'stall-before-headers'];
const DAY = 86_400_000;

/** What a run has found. */
export interface ChaosReport {
  readonly calls: number;
  readonly mishaps: number;
  /** Tasks that the client reports as queued and the server does not have. */
  readonly lost: number;
  /** Tasks that the server has more than once. */
  readonly doubled: number;
  /** Calls that rejected with something else than an error of the client, or not to their own promise. */
  readonly unhandled: number;
  /** Failed calls whose task the server has. */
  readonly landed: number;
  /** Those among them whose error says so. */
  readonly landedAndSaid: number;
  readonly errors: Readonly<Record<string, number>>;
}

/** How often each task was made, by its subject; an id of one's own is taken once. */
class Registry {
  readonly made = new Map<string, number>();
  readonly #known = new Set<string>();

  answer(path: string, body: string): Response {
    if (path.includes('/oauth/')) return grant('token-1');
    const { extTaskId, taskInfo } = JSON.parse(body);
    if (extTaskId !== undefined && this.#known.has(extTaskId)) return refusal(400, 5);
    if (extTaskId !== undefined) this.#known.add(extTaskId);
    this.made.set(taskInfo.subject, (this.made.get(taskInfo.subject) ?? 0) + 1);
    return Response.json(ids);
  }
}

function mishapOf(random: Random, share: number): Mishap | undefined {
  if (random.next() >= share) return undefined;
  return random.pick(random.next() < 0.01 ? STALLS : WAYS);
}

/** Lets the wall clock jump, back and forth by up to a day, until the function it returns is called. */
function jumpingClock(random: Random): () => void {
  const now = Date.now;
  let offset = 0;
  const timer = setInterval(() => {
    offset = random.integer(2 * DAY) - DAY;
  }, 50);
  Date.now = () => now() + offset;
  return () => {
    clearInterval(timer);
    Date.now = now;
  };
}

/** Queues tasks, half of them without an id of their own, and compares both sides. */
export async function chaos(calls: number, share: number, seed: number): Promise<ChaosReport> {
  const random = seededRandom(seed);
  const registry = new Registry();
  let mishaps = 0;
  const server = await startHostileServer(
    async (path, { body }) => registry.answer(path, String(body)),
    () => {
      const mishap = mishapOf(random, share);
      mishaps += mishap === undefined ? 0 : 1;
      return mishap;
    },
  );
  const client = createTaskRoutingClient({
    tenantUrl: server.url,
    ...credentials,
    attemptTimeoutMs: 2000,
    retry: { baseDelayMs: 2, maxDelayMs: 20 },
  });
  const counts = { lost: 0, landed: 0, landedAndSaid: 0, unhandled: 0 };
  const errors: Record<string, number> = {};
  const hear = (): void => void (counts.unhandled += 1);
  const restore = jumpingClock(random);
  process.on('unhandledRejection', hear);

  const one = async (index: number): Promise<void> => {
    const subject = `chaos-${index}`;
    const { extTaskId: _own, ...anonymous } = task;
    const request = {
      ...(index % 2 === 0 ? { ...anonymous, extTaskId: subject } : anonymous),
      taskInfo: { subject },
    };
    const result = await client.safe.queueTask(request);
    const exists = registry.made.has(subject);
    if (result.ok) {
      counts.lost += exists ? 0 : 1;
      return;
    }
    errors[result.error.code] = (errors[result.error.code] ?? 0) + 1;
    counts.landed += exists ? 1 : 0;
    counts.landedAndSaid += exists && result.error.maybeCompleted ? 1 : 0;
  };
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < calls; index = next++) await one(index).catch(hear);
  };
  await Promise.all(Array.from({ length: 24 }, worker));
  await wait(20);
  process.off('unhandledRejection', hear);
  restore();
  await server.close();
  const doubled = [...registry.made.values()].filter((times) => times > 1).length;
  return { calls, mishaps, ...counts, doubled, errors };
}

/** Whether both sides agree. */
export function agrees({ lost, doubled, unhandled, landed, landedAndSaid }: ChaosReport): boolean {
  return lost + doubled + unhandled === 0 && landed === landedAndSaid;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const report = await chaos(10_000, 0.35, 7);
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  process.exitCode = agrees(report) ? 0 : 1;
}
