import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { type Execution, runNewman } from './newman.ts';

interface SavedRequest {
  method: string;
  url: { path: string[] };
  [key: string]: unknown;
}

interface SavedExample {
  name: string;
  code: number;
  body: string | null;
  originalRequest: SavedRequest;
}

interface Request {
  name: string;
  protocolProfileBehavior?: object;
  request: SavedRequest;
  response: SavedExample[];
}

interface Collection {
  event: unknown[];
  item: { name: string; item: Request[] }[];
  [key: string]: unknown;
}

const operationIds: Record<string, string> = {
  'Get access token': 'getAccessToken',
  'Queue task': 'queueTask',
  'Query task': 'queryTask',
  'Update task': 'updateTask',
  'Cancel task': 'cancelTask',
  'Cancel service tasks': 'cancelServiceTasks',
};

const text = await readFile('spec/collection.json', 'utf8');
const collection: Collection = JSON.parse(text);
const requests = collection.item.flatMap((folder) => folder.item);
const examples = requests.flatMap((request) =>
  request.response.map((example) => ({ request, example, id: `${request.name} / ${example.name}` })),
);

const sandbox = createSandbox();
let variables: Record<string, string>;

beforeAll(async () => {
  const { url } = await sandbox.listen();
  variables = { baseUrl: url, ...sandbox.credentials };
});

afterAll(() => sandbox.close());

describe('spec/collection.json', () => {
  it('has the token request and the five operations', () => {
    expect(requests.map(({ name }) => name).sort()).toEqual(Object.keys(operationIds).sort());
  });

  it('saves an example for every success and every error code', () => {
    const codes = new Set(examples.map(({ example }) => JSON.parse(example.body ?? '{}').errorCode));
    for (let code = 1; code <= 14; code++) expect(codes).toContain(code);
    for (const { response } of requests) expect(response.some(({ code }) => code < 300)).toBe(true);
  });

  it('holds no secret', async () => {
    const environment = JSON.parse(await readFile('spec/environment.json', 'utf8'));
    const secrets = [
      ...(collection['variable'] as { key: string; value: string }[]),
      ...environment.values,
    ].filter(({ key }) => /secret|token|clientId/i.test(key));
    expect(secrets.length).toBeGreaterThan(3);
    for (const { value } of secrets) expect(value).toBe('');
    expect(text).not.toMatch(/[0-9A-F]{64}/);
  });

  it('runs in Postman against the sandbox, script, token and all', async () => {
    const { executions, failures } = await runNewman(collection, variables);
    expect(failures).toEqual([]);
    expect(executions.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'Get access token 200',
      'Queue task 200',
      'Query task 200',
      'Update task 200',
      'Cancel task 204',
      'Cancel service tasks 200',
    ]);
  });

  it('is answered as its saved examples say', async () => {
    const { executions, failures } = await runNewman(everyExample(), variables);
    expect(failures).toEqual([]);
    expect(executions.map(({ name }) => name)).toEqual(examples.map(({ id }) => id));
    expect(executions.map(answered)).toEqual(examples.map(({ example }) => saved(example)));
  });
});

/** The saved examples as requests, each preceded by what brings the sandbox into its state. */
function everyExample(): Collection {
  const item = examples.map(({ request, example, id }) => ({
    name: id,
    protocolProfileBehavior: request.protocolProfileBehavior ?? {},
    event: [prerequest(afterToken(request, example))],
    request: example.originalRequest,
  }));
  const users = Object.fromEntries(
    examples.map(({ example, id }) => [
      id,
      errorCode(example) === 3 ? sandbox.unprivileged : sandbox.credentials,
    ]),
  );
  const reset = [
    `const user = ${JSON.stringify(users)}[pm.info.requestName];`,
    `pm.environment.set('clientId', user.clientId);`,
    `pm.environment.set('clientSecret', user.clientSecret);`,
    `pm.collectionVariables.set('accessToken', '');`,
    control('reset', {}),
  ];
  return { ...collection, event: [prerequest(reset), ...collection.event], item: item as never };
}

/** What must happen after the token was fetched and before the request is sent. */
function afterToken(request: Request, example: SavedExample): string[] {
  const code = errorCode(example);
  if (code === 2) return [control('tokens/expire', {})];
  if (code === undefined || code < 11) return [];
  return [control('faults', { operation: operationIds[request.name], errorCode: code, times: 1 })];
}

function control(place: string, body: object): string {
  const call = {
    url: `${variables['baseUrl']}/_sandbox/${place}`,
    method: 'POST',
    header: { 'Content-Type': 'application/json' },
    body: { mode: 'raw', raw: JSON.stringify(body) },
  };
  return `pm.sendRequest(${JSON.stringify(call)}, (error, reply) => pm.test('${place}', () => pm.expect(error || reply.code).to.equal(200)));`;
}

function prerequest(exec: string[]) {
  return { listen: 'prerequest', script: { type: 'text/javascript', exec } };
}

function errorCode(example: SavedExample): number | undefined {
  return example.body === null ? undefined : JSON.parse(example.body).errorCode;
}

function answered({ name, status, body, mediaType }: Execution) {
  return {
    name: name.replace(/^.* \/ /, ''),
    status,
    mediaType: mediaType?.split(';')[0],
    body: comparable(body),
  };
}

function saved({ name, code, body: sent }: SavedExample) {
  const body = sent ?? '';
  return {
    name,
    status: code,
    mediaType: body === '' ? undefined : 'application/json',
    body: comparable(body),
  };
}

/** Ids and tokens differ from run to run: their shape is compared, everything else to the letter. */
function comparable(body: string): unknown {
  if (body === '') return '';
  return JSON.parse(body, (key, value) =>
    /^(taskId|caseId|contactId|access_token|error_description)$/.test(key) ? typeof value : value,
  );
}
