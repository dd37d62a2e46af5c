import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTaskRoutingClient } from '../../src/client/index.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { credentials } from './fixtures.ts';

const tenant = 'https://example.brightpattern.com';

const network = setupServer(
  http.post(`${tenant}/configapi/v2/oauth/token`, () =>
    HttpResponse.json({ access_token: 'T', token_type: 'Bearer', expires_in: '3600' }),
  ),
);

beforeAll(() => network.listen({ onUnhandledRequest: 'error' }));
afterEach(() => network.resetHandlers());
afterAll(() => network.close());

describe('with MSW', () => {
  it('answers by handlers, as the recipe in docs/client.md has it', async () => {
    network.use(
      http.get(`${tenant}/taskroutingapi/v1/task/:taskId/`, ({ params, request }) =>
        HttpResponse.json({
          taskStatus: new URL(request.url).searchParams.get('external') === 'true' ? 'QUEUED' : 'COMPLETED',
          serviceName: String(params['taskId']),
          priority: 1,
          order: 'fifo',
        }),
      ),
    );
    const client = createTaskRoutingClient({ tenantUrl: tenant, ...credentials });
    expect(await client.queryTask({ extTaskId: 'SF-1' })).toMatchObject({
      taskStatus: 'QUEUED',
      serviceName: 'SF-1',
    });
  });

  it('passes everything for the tenant on to the sandbox', async () => {
    await using sandbox = createSandbox();
    network.use(
      http.all(`${tenant}/*`, async ({ request }) => {
        const { pathname, search } = new URL(request.url);
        return sandbox.fetch(new Request(sandbox.tenantUrl + pathname + search, request));
      }),
    );
    const client = createTaskRoutingClient({ tenantUrl: tenant, ...sandbox.credentials });
    expect(await client.queryTask({ extTaskId: 'SF-00T-1001' })).toMatchObject({ taskStatus: 'QUEUED' });
    expect(await client.safe.queryTask('nowhere')).toMatchObject({ ok: false, errorCode: 8 });
  });
});
