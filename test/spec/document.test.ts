import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { convertCollection } from '../../src/specwright/convert/convert-collection.ts';
import type { Problem } from '../../src/specwright/base/problem.ts';

/* What the facts say of the API must stand in the document, and be derived from the collection by the general stages. */

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  $ref?: string;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  format?: string;
  description?: string;
}

interface Operation {
  operationId: string;
  parameters?: { name?: string; in?: string; required?: boolean; schema?: Schema; $ref?: string }[];
  security?: Record<string, string[]>[];
  requestBody?: { content: Record<string, { schema: Schema; examples?: Record<string, unknown> }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Schema }> }>;
}

interface Document {
  openapi: string;
  servers: { url: string; variables: Record<string, { default: string }> }[];
  security?: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses?: Record<string, { content?: Record<string, { schema: Schema }> }>;
    parameters?: Record<string, { name: string; in: string; required?: boolean; schema: Schema }>;
    securitySchemes: Record<string, { type: string; scheme?: string; flows?: Record<string, unknown> }>;
  };
}

let document: Document;
let problems: readonly Problem[];
let overlay: { actions: unknown[] };

beforeAll(async () => {
  const read = (name: string) => readFile(`spec/${name}`, 'utf8');
  overlay = parse(await read('overlay.yaml'));
  const settings = JSON.parse(await read('pipeline.json'));
  const result = await convertCollection(await read('collection.json'), {
    settings,
    overlay: overlay as never,
  });
  document = JSON.parse(JSON.stringify(result.value));
  problems = result.problems;
});

const task = '/taskroutingapi/v1/task/{taskId}';
const codes: Record<string, Record<string, number[]>> = {
  queueTask: { 400: [4, 5, 6], 401: [1, 2], 403: [3, 14], 429: [12], 500: [13], 502: [11] },
  queryTask: { 401: [1, 2], 403: [3, 14], 404: [8], 429: [12], 500: [13], 502: [11] },
  updateTask: { 400: [4, 6, 9], 401: [1, 2], 403: [3, 14], 404: [8], 429: [12], 500: [13], 502: [11] },
  cancelTask: { 400: [4, 7, 9, 10], 401: [1, 2], 403: [3, 14], 404: [8], 429: [12], 500: [13], 502: [11] },
  cancelServiceTasks: { 400: [4, 6, 7], 401: [1, 2], 403: [3, 14], 429: [12], 500: [13], 502: [11] },
};

describe('the OpenAPI document of the Task Routing API', () => {
  it('needs few corrections, each with its reason', () => {
    expect(overlay.actions.length).toBeLessThan(12);
    for (const action of overlay.actions) expect(action).toHaveProperty('description');
  });

  it('is made without a warning', () => {
    expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('has the six operations under one path form', () => {
    const found = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, operation]) =>
        operation.operationId === undefined ? [] : [`${operation.operationId} ${method} ${path}`],
      ),
    );
    expect(found.sort()).toEqual(
      [
        'getAccessToken post /configapi/v2/oauth/token',
        'queueTask post /taskroutingapi/v1/task',
        `queryTask get ${task}`,
        `updateTask patch ${task}`,
        `cancelTask delete ${task}`,
        'cancelServiceTasks delete /taskroutingapi/v1/service',
      ].sort(),
    );
  });

  it('has one server, a tenant by variable', () => {
    expect(document.servers).toHaveLength(1);
    expect(document.servers[0]?.url).toBe('https://{tenant}');
    expect(document.servers[0]?.variables['tenant']?.default).toBe('example.brightpattern.com');
  });

  it('asks for a token by client credentials everywhere but at the token request', () => {
    const schemes = Object.values(document.components.securitySchemes);
    expect(schemes.some(({ flows }) => flows !== undefined && 'clientCredentials' in flows)).toBe(true);
    expect(schemes.some(({ type, scheme }) => type === 'http' && scheme === 'bearer')).toBe(true);
    for (const operation of operations()) {
      const security = operation.security ?? document.security ?? [];
      expect(security.length > 0).toBe(operation.operationId !== 'getAccessToken');
    }
  });

  it.each(['queryTask', 'updateTask', 'cancelTask'])('has taskId and external on %s', (id) => {
    const parameters = (operationOf(id).parameters ?? []).map((parameter) => {
      const name = parameter.$ref?.split('/').at(-1);
      return name === undefined ? parameter : document.components.parameters?.[name];
    });
    expect(parameters).toHaveLength(2);
    expect(parameters.find((parameter) => parameter?.name === 'taskId')).toMatchObject({
      in: 'path',
      required: true,
    });
    const external = parameters.find((parameter) => parameter?.name === 'external');
    expect(external).toMatchObject({ in: 'query', schema: { type: 'boolean', default: false } });
    expect(external?.required ?? false).toBe(false);
  });

  it('names its schemas', () => {
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([
        'QueueTaskRequest',
        'ContactInfo',
        'EmailAddress',
        'PostalAddress',
        'CaseInfo',
        'TaskInfo',
        'ScreenPop',
        'QueueTaskResponse',
        'CancelTaskRequest',
        'CancelServiceTasksRequest',
        'CancelServiceTasksResponse',
        'CanceledTask',
        'UpdateTaskRequest',
        'QueryTaskResponse',
        'TaskStatus',
        'TaskOrder',
        'Error',
        'TokenError',
      ]),
    );
    for (const name of Object.keys(document.components.schemas)) expect(name).not.toMatch(/Variant|_/);
  });

  it.each([
    ['QueueTaskResponse', ['caseId', 'contactId', 'taskId']],
    ['ContactInfo', ['firstName']],
    ['EmailAddress', ['address', 'type']],
    ['PostalAddress', ['type']],
    ['CaseInfo', ['category']],
    ['TaskInfo', ['subject']],
    ['ScreenPop', ['type', 'url']],
    ['CancelServiceTasksRequest', ['serviceName']],
    ['CancelServiceTasksResponse', ['count', 'taskIds']],
    ['QueryTaskResponse', ['order', 'priority', 'serviceName', 'taskStatus']],
    ['GetAccessTokenRequest', ['client_id', 'client_secret', 'grant_type']],
    ['GetAccessTokenResponse', ['access_token', 'expires_in', 'token_type']],
    ['Error', ['errorCode', 'errorMessage']],
    ['CancelTaskRequest', []],
    ['UpdateTaskRequest', []],
    ['QueueTaskRequest', []],
  ])('knows what %s demands', (name, required) => {
    expect([...(schema(name).required ?? [])].sort()).toEqual(required);
  });

  it('knows the enums, limits, defaults and formats', () => {
    expect(schema('TaskStatus').enum).toEqual(['CREATED', 'QUEUED', 'DEFERRED', 'COMPLETED']);
    expect(schema('TaskOrder').enum).toEqual(['fifo', 'lifo']);
    expect(property('QueueTaskRequest', 'order').default).toBe('fifo');
    expect(property('QueueTaskRequest', 'priority')).toMatchObject({
      type: 'number',
      minimum: 0.01,
      maximum: 100,
      default: 1,
    });
    expect(property('UpdateTaskRequest', 'priority')).toMatchObject({
      type: 'number',
      minimum: 0.01,
      maximum: 100,
    });
    expect(property('QueueTaskRequest', 'webScreenpopShowInTab')).toMatchObject({
      type: 'boolean',
      default: false,
    });
    expect(property('QueueTaskRequest', 'screenpopShowUponAnswer')).toMatchObject({
      type: 'boolean',
      default: false,
    });
    expect(property('CancelTaskRequest', 'dispositionName').default).toBe('Abandoned');
    expect(property('CancelServiceTasksRequest', 'dispositionName').default).toBeUndefined();
    expect(property('ContactInfo', 'dob').format).toBe('date-time');
    expect(property('EmailAddress', 'type').enum).toEqual(['PRIMARY', 'BUSINESS', 'PRIVATE']);
    expect(property('PostalAddress', 'type').enum).toEqual(['PRIMARY', 'BILLING', 'SHIPPING', 'OTHER']);
    expect(property('ScreenPop', 'type').enum).toEqual([
      'web',
      'dynamicscrm',
      'servicenow',
      'zendesk',
      'salesforce',
    ]);
    expect(property('GetAccessTokenRequest', 'grant_type').enum).toEqual(['client_credentials']);
    expect(property('GetAccessTokenResponse', 'expires_in').type).toEqual(
      expect.arrayContaining(['string', 'number']),
    );
    expect(property('QueryTaskResponse', 'dispositionName').type).toEqual(['string', 'null']);
    expect(property('CanceledTask', 'extTaskId').type).toEqual(['string', 'null']);
    expect(property('CancelServiceTasksResponse', 'count').type).toBe('integer');
  });

  it('allows custom_ keys where they are documented and nothing else undeclared', () => {
    for (const name of ['ContactInfo', 'CaseInfo', 'TaskInfo']) {
      expect(Object.keys(schema(name).patternProperties ?? {})).toEqual(['^custom_']);
    }
    for (const [name, found] of Object.entries(document.components.schemas)) {
      if (found.type !== 'object' || found.properties === undefined || name === 'UpdateTaskRequest') continue;
      expect({ name, additionalProperties: found.additionalProperties }).toEqual({
        name,
        additionalProperties: false,
      });
    }
  });

  it('demands a service by name or by launch point', () => {
    expect(schema('QueueTaskRequest').anyOf).toEqual([
      { required: ['serviceName'] },
      { required: ['taskLaunchPointId'] },
    ]);
  });

  it.each(Object.entries(codes))('knows the error codes of %s by status', (id, expected) => {
    const { responses } = operationOf(id);
    const errors = Object.keys(responses).filter((status) => Number(status) >= 400);
    expect(errors).toEqual(Object.keys(expected));
    for (const status of errors)
      expect([status, errorCodes(responses[status])]).toEqual([status, expected[status]]);
  });

  it('sends each body under one media type', () => {
    const mediaTypes = operations().map(({ operationId, requestBody }) => [
      operationId,
      Object.keys(requestBody?.content ?? {}),
    ]);
    expect(Object.fromEntries(mediaTypes)).toEqual({
      getAccessToken: ['application/x-www-form-urlencoded'],
      queueTask: ['application/json'],
      queryTask: [],
      updateTask: ['application/json'],
      cancelTask: ['application/json'],
      cancelServiceTasks: ['application/json'],
    });
  });

  it('knows the successes, two of them for Cancel Service Tasks', () => {
    const successes = operations().map(({ operationId, responses }) => [
      operationId,
      Object.entries(responses)
        .filter(([status]) => Number(status) < 300)
        .map(([status, { content }]) => `${status} ${content === undefined ? 'empty' : 'body'}`),
    ]);
    expect(Object.fromEntries(successes)).toEqual({
      getAccessToken: ['200 body'],
      queueTask: ['200 body'],
      queryTask: ['200 body'],
      updateTask: ['200 empty'],
      cancelTask: ['204 empty'],
      cancelServiceTasks: ['200 body', '204 empty'],
    });
  });

  it('keeps no HTML, placeholder, noise header or secret', () => {
    const text = JSON.stringify(document);
    expect(text).not.toMatch(/<\/?(p|br|table|td|strong|code)\b/i);
    expect(text).not.toMatch(/"(Date|Server|Content-Length|Connection|Access-Control-[^"]*)":/i);
    expect(text).not.toContain('"Boolean"');
    expect(text).not.toContain('not-the-secret');
    expect(text).not.toContain('"x-');
  });

  it('keeps an example for every error code', () => {
    const text = JSON.stringify(document);
    for (let code = 1; code <= 14; code++) expect(text).toContain(`"errorCode":${code},"errorMessage"`);
  });
});

function operations(): Operation[] {
  return Object.values(document.paths).flatMap((item) =>
    Object.values(item).filter(({ operationId }) => operationId),
  );
}

function operationOf(id: string): Operation {
  const found = operations().find(({ operationId }) => operationId === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
}

function schema(name: string): Schema {
  return document.components.schemas[name] ?? {};
}

function property(name: string, key: string): Schema {
  return resolve(schema(name).properties?.[key] ?? {});
}

/** A schema with what it refers to laid under its own keywords. */
function resolve(found: Schema): Schema {
  const name = found.$ref?.split('/').at(-1);
  return name === undefined ? found : { ...resolve(schema(name)), ...found };
}

/** The enum of `errorCode` in a response, through references and `allOf`. */
function errorCodes(response: Operation['responses'][string] | undefined): unknown[] | undefined {
  const name = response?.$ref?.split('/').at(-1);
  const { content } = name === undefined ? (response ?? {}) : (document.components.responses?.[name] ?? {});
  return codesIn(content?.['application/json']?.schema ?? {});
}

function codesIn(found: Schema): unknown[] | undefined {
  const own = resolve(found);
  const here = own.properties?.['errorCode'];
  const values = here === undefined ? undefined : resolve(here).enum;
  return values ?? (own.allOf ?? []).map(codesIn).findLast((inner) => inner !== undefined);
}
