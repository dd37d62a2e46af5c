import * as api from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { expect, it } from 'vitest';
import {
  createApiClient,
  openTelemetryHooks,
  type ApiClientOptions,
  type CallPromise,
} from '../../../src/specwright/runtime/index.ts';

it('makes spans of the calls of a generated client, with the module that the application imports', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  let count = 0;
  const client = createApiClient<{ read(): CallPromise<unknown> }, ApiClientOptions, number>(
    {
      name: 'things',
      version: '1',
      operations: { read: { method: 'GET', path: '/things' } },
      schemes: { key: { kind: 'query', name: 'key' } },
      security: [['key']],
      validators: async () => ({}),
    },
    {
      baseUrl: 'https://things.example.com',
      auth: { key: 'hush' },
      retry: { baseDelayMs: 1 },
      fetch: async () => Response.json({}, { status: (count += 1) === 1 ? 503 : 200 }),
      hooks: openTelemetryHooks(api, { name: 'things', tracer: provider.getTracer('test') }),
    },
  );
  await client.read();
  const spans = exporter.getFinishedSpans();
  expect(spans.map(({ name }) => name)).toEqual(['GET', 'GET', 'read']);
  expect(spans[0]?.attributes).toMatchObject({ 'http.response.status_code': 503, 'error.type': '503' });
  expect(spans[2]?.attributes).toEqual({ 'things.attempts': 2 });
  expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('hush');
  await provider.shutdown();
});
