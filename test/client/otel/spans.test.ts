import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTelemetryHooks } from '../../../src/client/otel.ts';
import { connected, credentials, failureOf, ids, task } from '../fixtures.ts';
import { answering, refusal, type Hit } from '../hostile-server.ts';

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
});
afterAll(async () => {
  context.disable();
  propagation.disable();
  await provider.shutdown();
});

const tracer = provider.getTracer('test');
let spoiled = false;
const once = ({ isToken }: Hit) => {
  if (isToken || spoiled) return undefined;
  spoiled = true;
  return '503-before-work' as const;
};

describe('spans', () => {
  it('one for the call, below it one for each attempt, with the trace sent along', async () => {
    exporter.reset();
    spoiled = false;
    const service = answering((path) => (path.includes('/oauth/') ? undefined : Response.json(ids)));
    await using run = await connected(service, { hooks: openTelemetryHooks({ tracer }) }, once);
    await run.client.queueTask(task);
    const spans = exporter.getFinishedSpans();
    const call = spans.find(({ name }) => name === 'queueTask');
    const wire = spans.filter(({ kind }) => kind === SpanKind.CLIENT);
    expect(call).toMatchObject({ kind: SpanKind.INTERNAL, attributes: { 'bpcc.attempts': 2 } });
    expect(call?.events).toMatchObject([
      { name: 'retry', attributes: { reason: 'unavailable', attempt: 1 } },
    ]);
    expect(wire).toHaveLength(3);
    for (const span of wire) expect(span.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
    expect(wire[1]?.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.response.status_code': 503,
      'server.address': '127.0.0.1',
      'url.full': `${run.server.url}/taskroutingapi/v1/task/`,
      'error.type': '503',
    });
    expect(wire[2]?.attributes).toMatchObject({
      'http.response.status_code': 200,
      'http.request.resend_count': 1,
    });
    expect(run.server.hits[2]?.headers['traceparent']).toContain(wire[2]?.spanContext().spanId);
  });

  it('a failure is an error on both, and no credential is in any attribute', async () => {
    exporter.reset();
    const service = answering((path) => (path.includes('/oauth/') ? undefined : refusal(404, 8)));
    await using run = await connected(service, { hooks: openTelemetryHooks({ tracer }) });
    await failureOf(run.client.queryTask('1'));
    const spans = exporter.getFinishedSpans();
    const call = spans.find(({ name }) => name === 'queryTask');
    expect(call?.status.code).toBe(SpanStatusCode.ERROR);
    expect(call?.attributes).toMatchObject({ 'error.type': 'task-not-found' });
    expect(spans.find(({ name }) => name === 'GET')?.attributes).toMatchObject({ 'bpcc.error_code': 8 });
    const shown = JSON.stringify(spans.map(({ name, attributes, events }) => ({ name, attributes, events })));
    for (const secret of [credentials.clientSecret, 'token-1']) expect(shown).not.toContain(secret);
  });

  it('without a tracer of its own it uses the global one, which does nothing until one is set', async () => {
    const service = answering((path) => (path.includes('/oauth/') ? undefined : Response.json(ids)));
    await using run = await connected(service, { hooks: openTelemetryHooks() });
    expect(await run.client.queueTask(task)).toMatchObject({ status: 'queued' });
    expect(trace.getTracer('x')).toBeDefined();
  });
});
