import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTaskRoutingClient, memoryTokenStore } from '../../src/client/index.ts';
import { specwright } from '../../src/specwright/cli/program.ts';
import type { ApiClientOptions, CallPromise } from '../../src/specwright/runtime/index.ts';
import { createSandbox as createApiSandbox } from '../../src/specwright/sandbox/index.ts';
import { createSandbox } from '../../src/testing/index.ts';
import { runInProcess } from '../memory-io.ts';
import { task } from './fixtures.ts';

/** An API of the same vendor: it takes the tokens of the same endpoint. */
const STATISTICS = {
  openapi: '3.1.0',
  info: { title: 'Statistics', version: '1.0.0' },
  security: [{ oauth2: [] }],
  paths: {
    '/statsapi/info/check_available_agents': {
      get: {
        operationId: 'getAvailableAgents',
        parameters: [{ name: 'service', in: 'query', schema: { type: 'string' } }],
        responses: {
          '200': {
            description: 'Whether somebody is there.',
            content: {
              'application/json': {
                schema: { type: 'object', properties: { availability: { type: 'boolean' } } },
                example: { availability: true },
              },
            },
          },
        },
      },
    },
    '/statsapi/cfg/dispositions': {
      get: {
        operationId: 'getDispositions',
        responses: {
          '200': {
            description: 'Their names.',
            content: {
              'application/json': {
                schema: { type: 'array', items: { type: 'string' } },
                example: ['Abandoned', 'Solved elsewhere'],
              },
            },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      oauth2: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/configapi/v2/oauth/token', scopes: {} } },
      },
    },
  },
};

interface Statistics {
  getAvailableAgents(input: { query: { service: string } }): CallPromise<{ availability: boolean }>;
  getDispositions(): CallPromise<string[]>;
}

let folder = '';
let createStatistics: (options: ApiClientOptions) => Statistics;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'family-'));
  await symlink(path.resolve(import.meta.dirname, '../../node_modules'), path.join(folder, 'node_modules'));
  const project = path.join(folder, 'statistics');
  const stdin = JSON.stringify(STATISTICS);
  const made = await runInProcess(specwright, ['init', '-', project, '--no-install'], { stdin });
  expect(made).toMatchObject({ code: 0 });
  ({ createClient: createStatistics } = await import(path.join(project, 'generated/client.ts')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('clients of several APIs share one token, also where they start together', async () => {
  const tenant = createSandbox();
  const statistics = createApiSandbox({ document: STATISTICS });
  let grants = 0;
  const seen = new Set<string | null>();
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(url);
    if (pathname.endsWith('/oauth/token')) grants += 1;
    else seen.add(new Headers(init.headers).get('authorization'));
    return pathname.startsWith('/statsapi')
      ? statistics.fetch(statistics.url + pathname + search, init)
      : tenant.fetch(url, init);
  };
  const { clientId, clientSecret } = tenant.credentials;
  const scope = new URL(tenant.tenantUrl).host;
  const shared = { fetch, tokenStore: memoryTokenStore() };
  const tasks = createTaskRoutingClient({ tenantUrl: tenant.tenantUrl, clientId, clientSecret, ...shared });
  const stats = createStatistics({
    baseUrl: tenant.tenantUrl,
    auth: { oauth2: { clientId, clientSecret, scope } },
    ...shared,
  });

  const [{ availability }, [reason]] = await Promise.all([
    stats.getAvailableAgents({ query: { service: task.serviceName ?? '' } }),
    stats.getDispositions(),
    tasks.queueTask(task),
  ]);
  expect(availability).toBe(true);
  await tasks.cancelTask({ extTaskId: 'SF-00T-1' }, { dispositionName: reason ?? '' });
  expect(grants).toBe(1);
  expect(seen.size).toBe(1);
});
