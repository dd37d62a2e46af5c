import diagnostics from 'node:diagnostics_channel';
import { describe, expect, it } from 'vitest';
import type { CallInfo, Hooks, LogEvent, RequestEvent } from '../../src/client/index.ts';
import { connected, ids, task } from './fixtures.ts';
import { answering, type Hit } from './hostile-server.ts';

const service = answering((path) => (path.includes('/oauth/') ? undefined : Response.json(ids)));
const once = () => {
  let done = false;
  return ({ isToken }: Hit) => {
    if (isToken || done) return undefined;
    done = true;
    return '503-before-work' as const;
  };
};

describe('hooks', () => {
  it('hear every attempt, retry and token in order, with one call object', async () => {
    const heard: string[] = [];
    const calls = new Set<CallInfo>();
    const hooks: Hooks = {
      onRequest: ({ operation, attempt, call }) => {
        heard.push(`request ${operation} ${attempt}`);
        if (operation === 'queueTask') calls.add(call);
      },
      onResponse: ({ operation, attempt, status }) =>
        void heard.push(`response ${operation} ${attempt} ${status}`),
      onRetry: ({ operation, attempt, reason }) => void heard.push(`retry ${operation} ${attempt} ${reason}`),
      onToken: ({ kind }) => void heard.push(`token ${kind}`),
    };
    await using run = await connected(service, { hooks }, once());
    await run.client.queueTask(task);
    expect(heard).toEqual([
      'request getAccessToken 1',
      'response getAccessToken 1 200',
      'token fetched',
      'request queueTask 1',
      'response queueTask 1 503',
      'retry queueTask 1 unavailable',
      'request queueTask 2',
      'response queueTask 2 200',
    ]);
    expect(calls.size).toBe(1);
  });

  it('may set headers, but not the token', async () => {
    const onRequest = ({ setHeader }: RequestEvent): void => {
      setHeader('traceparent', '00-1-2-01');
      setHeader('authorization', 'Bearer mine');
    };
    await using run = await connected(service, { hooks: { onRequest } });
    await run.client.queueTask(task);
    expect(run.server.hits[1]?.headers).toMatchObject({
      traceparent: '00-1-2-01',
      authorization: 'Bearer token-1',
    });
  });

  it('that throw change nothing; the logger is told that they did, not what', async () => {
    const told: LogEvent[] = [];
    const onRequest = (): void => {
      throw new Error('private');
    };
    const others: string[] = [];
    const hooks = [
      { onRequest },
      { onRequest: ({ operation }: RequestEvent) => void others.push(operation) },
    ];
    await using run = await connected(service, { hooks, logger: (event) => void told.push(event) });
    expect(await run.client.queueTask(task)).toMatchObject({ status: 'queued' });
    expect(told.filter(({ event }) => event === 'hook-failed')).toHaveLength(2);
    expect(JSON.stringify(told)).not.toContain('private');
    expect(others).toEqual(['getAccessToken', 'queueTask']);
  });

  it('aroundCall wraps the whole call, the first hook outermost', async () => {
    const steps: string[] = [];
    const around = (name: string): Hooks => ({
      async aroundCall(call, next) {
        steps.push(`${name} ${call.operation} begins`);
        const end = await next();
        steps.push(`${name} ends`);
        return end;
      },
    });
    await using run = await connected(service, { hooks: [around('outer'), around('inner')] });
    await run.client.queueTask(task);
    expect(steps).toEqual(['outer queueTask begins', 'inner queueTask begins', 'inner ends', 'outer ends']);
  });
});

describe('the logger', () => {
  it('is told the allow-listed fields and nothing else', async () => {
    const told: LogEvent[] = [];
    await using run = await connected(service, { logger: (event) => void told.push(event) }, once());
    await run.client.queueTask(task);
    const allowed = new Set(
      'level event operation attempt method status failure errorCode durationMs reason delayMs kind expiresInMs issues'.split(
        ' ',
      ),
    );
    expect(told.map(({ event }) => event)).toContain('retry');
    for (const event of told) expect(Object.keys(event).filter((key) => !allowed.has(key))).toEqual([]);
  });
});

describe('node:diagnostics_channel', () => {
  it('carries the events while somebody listens', async () => {
    const heard: unknown[] = [];
    const hear = (message: unknown): void => void heard.push(message);
    diagnostics.subscribe('bpcc-task-routing:response', hear);
    await using run = await connected(service);
    await run.client.queueTask(task);
    diagnostics.unsubscribe('bpcc-task-routing:response', hear);
    await run.client.queueTask(task);
    expect(heard).toMatchObject([{ operation: 'getAccessToken' }, { operation: 'queueTask', status: 200 }]);
  });
});
