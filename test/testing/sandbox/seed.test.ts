import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  checkSeed,
  createSandbox,
  defaultSeed,
  readSeed,
  SandboxError,
} from '../../../src/testing/sandbox/index.ts';
import { queueTaskRequestBody } from '../../../generated/validators.js';
import { Caller, goodTask } from './caller.ts';

const small = {
  tenant: 'crm.example.com',
  users: [{ username: 'dev.user', privileges: ['Use Task Routing API'] }],
  services: [{ name: 'Calls', type: 'Task' }],
  dispositions: [{ name: 'Abandoned', folder: 'System' }],
  caseCategories: ['Other'],
};

test('the built-in seed fits its schema, and a body made from it fits the API', () => {
  expect(checkSeed(defaultSeed)).toBe(defaultSeed);
  expect(queueTaskRequestBody({ ...goodTask, contactInfo: { firstName: 'Mei' } })).toBe(true);
});

test('the built-in seed holds a task in every state', () => {
  const states = createSandbox()
    .control.state()
    .tasks.map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(['created', 'queued', 'deferred', 'with-agent', 'completed']));
});

test('the smallest seed is enough, secrets are invented', async () => {
  const sandbox = createSandbox({ seed: small });
  expect(sandbox.credentials.clientSecret).toMatch(/^sandboxSecretOfdevuser0{42}$/);
  const caller = await Caller.of(sandbox);
  expect((await caller.queue({ serviceName: 'Calls', caseInfo: { category: 'Other' } })).status).toBe(200);
});

test.each([
  ['{', /is not JSON/],
  ['[]', /\/ must be object/],
  ['{}', /must have required property 'tenant'/],
  [JSON.stringify({ ...small, tenant: 'https://x' }), /\/tenant must match pattern/],
  [JSON.stringify({ ...small, tennant: 'x' }), /additional properties \(tennant\)/],
  [JSON.stringify({ ...small, users: [] }), /\/users must NOT have fewer than 1 items/],
  [
    JSON.stringify({ ...small, tasks: [{ extTaskId: 'a', status: 'DONE', service: 'Calls' }] }),
    /\/tasks\/0\/status .*CREATED, QUEUED/,
  ],
  [
    JSON.stringify({ ...small, tasks: [{ extTaskId: 'a', status: 'QUEUED', service: 'Mail' }] }),
    /\/tasks\/0\/service is not a service of type Task: "Mail"/,
  ],
  [
    JSON.stringify({ ...small, launchPoints: [{ id: 'l', name: 'L', service: 'Mail' }] }),
    /\/launchPoints\/0\/service is not a service/,
  ],
  [
    JSON.stringify({ ...small, services: [...small.services, ...small.services] }),
    /\/services\/1\/name repeats "Calls"/,
  ],
  [
    JSON.stringify({
      ...small,
      tasks: [{ extTaskId: 'a', status: 'QUEUED', service: 'Calls', dispositionName: 'Abandoned' }],
    }),
    /belongs to a COMPLETED task/,
  ],
])('%s is refused, with its place', (text, complaint) => {
  expect(() => readSeed(text)).toThrow(complaint);
  expect(() => readSeed(text)).toThrow(SandboxError);
});

test('a seed may begin with a byte order mark and name its schema', () => {
  const text = JSON.stringify({ $schema: './seed.schema.json', ...small });
  expect(readSeed(`\uFEFF${text}`)).toMatchObject(small);
});

test('the built-in seed is plain JSON that a person can copy', () => {
  const text = readFileSync(
    new URL('../../../src/testing/sandbox/seed/default.json', import.meta.url),
    'utf8',
  );
  expect(readSeed(text)).toEqual(defaultSeed);
});
