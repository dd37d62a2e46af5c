import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ClientOptions, InvalidResponseEvent } from '../../src/client/index.ts';
import { connected, failureOf, ids, task } from './fixtures.ts';
import { answering } from './hostile-server.ts';
import { ON_SOURCES } from '../on-sources.ts';

const onTask = (body: unknown, status = 200) =>
  answering((path) => (path.includes('/oauth/') ? undefined : Response.json(body, { status })));

/** Calls a method with what its types forbid. */
function untyped(method: (...args: never[]) => unknown, ...args: unknown[]): Promise<unknown> {
  return failureOf(Promise.resolve(Reflect.apply(method, undefined, args)));
}

describe('requests are checked before they are sent', () => {
  it.each<[string, object, RegExp]>([
    ['a misspelt key', { ...task, extTaskID: 'x' }, /extTaskID/],
    [
      'neither service nor launch point',
      { ...task, serviceName: undefined },
      /: serviceName or taskLaunchPointId is required\.$/,
    ],
    ['a priority out of range', { ...task, priority: 101 }, /priority must be from 0\.01 to 100/],
    ['a priority that is none', { ...task, priority: Number.NaN }, /priority must be a number/],
    ['an unknown order', { ...task, order: 'random' }, /order must be "fifo" or "lifo"/],
    ['a missing field inside', { ...task, contactInfo: {} }, /contactInfo\.firstName is required/],
    ['a key from elsewhere', { ...task, contactInfo: { firstName: 'A', phone: '5' } }, /phone/],
    ['a BigInt', { ...task, taskInfo: { subject: 's', custom_n: 5n } }, /custom_n/],
  ])('%s', async (_name, body, expected) => {
    await using run = await connected(onTask(ids));
    const error = await untyped(run.client.queueTask, body);
    expect(error).toMatchObject({ code: 'invalid-request', attempts: 0, operation: 'queueTask' });
    expect(String(error)).toMatch(expected);
    expect(run.server.hits).toEqual([]);
  });

  it('custom fields and every documented field pass, and nothing is changed', async () => {
    await using run = await connected(onTask(ids));
    const body = structuredClone(task);
    await run.client.queueTask(body);
    expect(body).toEqual(task);
    expect(JSON.parse(run.server.hits[1]?.body ?? '')).toEqual(task);
  });

  it('an update without a change is refused', async () => {
    await using run = await connected(onTask({}));
    expect(await untyped(run.client.updateTask, '1', {})).toMatchObject({ code: 'invalid-request' });
  });

  it('switched off, the server decides; what is no JSON is still told in a sentence', async () => {
    await using run = await connected(onTask(ids), { validate: { requests: false } });
    await Reflect.apply(run.client.queueTask, undefined, [{ ...task, priority: 101 }]);
    expect(run.server.taskRequests()).toBe(1);
    const circle: Record<string, unknown> = { ...task };
    circle['self'] = circle;
    const error = await untyped(run.client.queueTask, circle);
    expect(error).toMatchObject({ code: 'invalid-request', attempts: 0 });
    expect(String(error)).toMatch(/cannot be written as JSON/);
    expect(run.server.taskRequests()).toBe(1);
  });
});

describe('replies', () => {
  const odd = { taskStatus: 'WAITING', serviceName: 'x', priority: 1, order: 'fifo', position: 3 };

  it('warn: told to hooks and logger, and handed over as they are', async () => {
    const told: unknown[] = [];
    const events: InvalidResponseEvent[] = [];
    const options: Partial<ClientOptions> = {
      logger: (event) => void told.push(event),
      hooks: { onInvalidResponse: (event) => void events.push(event) },
    };
    await using run = await connected(onTask(odd), options);
    expect(await run.client.queryTask('1')).toEqual(odd);
    const paths = events[0]?.issues.map(({ path, message }) => `${path} ${message}`).join();
    expect(paths).toMatch(/position/);
    expect(paths).toMatch(/\/taskStatus/);
    expect(told).toContainEqual(expect.objectContaining({ level: 'warn', event: 'invalid-response' }));
  });

  it('throw: an error with the issues, the reply still at hand', async () => {
    await using run = await connected(onTask(odd), { validate: { responses: 'throw' } });
    const error = await failureOf(run.client.queryTask('1'));
    expect(error).toMatchObject({ code: 'unexpected-response', status: 200, attempts: 1, retryable: false });
    expect(Reflect.get(Object(error), 'issues')).not.toEqual([]);
    expect(await Reflect.get(Object(error), 'meta').response.json()).toEqual(odd);
  });

  it.each<Partial<ClientOptions>>([{ validate: { responses: 'off' }, logger: () => {} }, {}])(
    'off, or with nobody to tell: passed on',
    async (options) => {
      await using run = await connected(onTask(odd), options);
      expect(await run.client.queryTask('1')).toEqual(odd);
    },
  );

  it('fields that the contract does not know are kept', async () => {
    await using run = await connected(onTask({ ...ids, region: 'eu' }));
    expect(await run.client.queueTask(task)).toMatchObject({ ...ids, region: 'eu', status: 'queued' });
  });
});

describe('where code may not be made from strings', () => {
  it('checks requests and replies all the same', { timeout: 60_000 }, async () => {
    const { href } = new URL('../runtimes/smoke.ts', import.meta.url);
    const code = `import { smoke } from '${href}'; await smoke(); console.log('smoke: fine');`;
    const flags = [...ON_SOURCES, '--disallow-code-generation-from-strings', '--input-type=module'];
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, '-e', code]);
    expect(stdout).toBe('smoke: fine\n');
  });
});
