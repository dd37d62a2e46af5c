import type { JsonObject } from '../base/json.ts';
import { type Json, own, ownList } from '../base/json.ts';
import { seededRandom } from '../base/random.ts';
import type { OperationDescriptor, ParameterDescriptor } from '../openapi/operation.ts';
import type { Api } from './api/api.ts';
import { documentApi } from './api/document-api.ts';
import { examplesOf } from './api/examples.ts';
import { isJsonType } from '../openapi/content.ts';
import type { Case, Impact, Source } from './engine/case.ts';
import type { Expectation } from './engine/expectation.ts';
import type { ApiRequest } from './engine/request.ts';
import type { RunOptions } from './options.ts';
import { factorsOf, samples, type Factor } from './schema/factors.ts';
import { mutate, mutations } from './schema/mutations.ts';
import { pairwise } from './schema/pairwise.ts';
import { withValue } from './schema/place.ts';
import type { Suite } from './suite.ts';

/** Most valid bodies that are tried for one operation. */
const MOST_BODIES = 20;
const CLIENT_ERRORS = Array.from({ length: 100 }, (_, index) => 400 + index);

/**
 * The suite that a document gives: documented examples, valid bodies, bodies with one violation, calls without
 * credentials. What an id must be nobody knows here, so every documented answer to a valid request is accepted.
 *
 * @param document - a parsed OpenAPI 3 document
 * @param options - `target`: an address with a path of its own takes the place of the path in `servers`
 * @throws SpecError when it is not an OpenAPI 3 document or has no operation
 */
export function documentSuite(
  document: JsonObject,
  options: Partial<Pick<RunOptions, 'target'>> = {},
): Suite {
  const api = documentApi(document, options.target);
  return {
    api,
    checks: [],
    readings: {},
    transitions: [],
    secrets: [],
    open: () => ({}),
    cases: ({ settings }) =>
      api.operations
        .filter(({ deprecated }) => !deprecated)
        .flatMap((operation) => [
          ...validCases(api, operation, settings.seed),
          ...brokenCases(api, operation),
          ...openCases(api, operation),
        ]),
  };
}

/** A case that sends one request. */
function oneRequest(
  operation: OperationDescriptor,
  source: Source,
  id: string,
  title: string,
  request: ApiRequest,
  expectation: Expectation,
): Case {
  return {
    id: `${source}/${id}`,
    source,
    title: `${operation.id} ${title}`,
    operation: operation.id,
    impact: impactOf(operation),
    turn: 'together',
    run: async (probe) => {
      await probe.send(request, expectation);
    },
  };
}

/** Operations that only read can be tried everywhere; what others do is not known. */
function impactOf({ method }: OperationDescriptor): Impact {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 'reads' : 'service';
}

function validCases(api: Api, operation: OperationDescriptor, seed: number): readonly Case[] {
  return validBodies(api, operation, seed).map(({ source, body }, index) =>
    oneRequest(
      operation,
      source,
      `${operation.id}-${index + 1}`,
      `takes a valid request (${index + 1})`,
      requestOf(api, operation, body),
      { accept: [{ statuses: documented(operation) }], because: 'the request is as the document says' },
    ),
  );
}

/** Documented statuses, successes first. */
function documented({ responses }: OperationDescriptor): readonly number[] {
  const statuses = responses.flatMap(({ status }) => {
    if (status === 'default') return CLIENT_ERRORS;
    return /^\dXX$/i.test(status)
      ? Array.from({ length: 100 }, (_, index) => Number(status[0]) * 100 + index)
      : [Number(status)];
  });
  return statuses.filter((status) => status < 500).sort((a, b) => a - b);
}

interface ValidBody {
  readonly source: 'examples' | 'positive';
  readonly body: Json | undefined;
}

function validBodies(api: Api, operation: OperationDescriptor, seed: number): readonly ValidBody[] {
  const media = operation.requestBody?.content.find(({ mediaType }) => isJsonType(mediaType));
  const schema = media && api.schemaOf(media);
  if (media === undefined || schema === undefined) return [{ source: 'positive', body: undefined }];
  const factors = factorsOf(schema, () => undefined);
  const rows = pairwise(
    factors.map(({ levels }) => levels.length),
    seededRandom(seed),
  ).slice(0, MOST_BODIES);
  const made =
    factors.length === 0 ? samples(schema, [], () => undefined) : rows.map((row) => fill(factors, row));
  const valid = made.filter((body) => api.validate(media, body).length === 0);
  return [
    ...examplesOf(api, media).map((body): ValidBody => ({ source: 'examples', body })),
    ...valid.map((body): ValidBody => ({ source: 'positive', body })),
  ];
}

function fill(factors: readonly Factor[], row: readonly number[]): Json {
  return factors.reduce<Json>((body, { place, levels }, index) => {
    const level = levels[row[index] ?? 0];
    const absentParent = place.length > 1 && valueMissing(body, place.slice(0, -1));
    return level === undefined || absentParent ? body : withValue(body, place, level);
  }, {});
}

function valueMissing(body: Json, place: readonly (string | number)[]): boolean {
  return place.reduce<Json | undefined>((value, step) => own(value, String(step)), body) === undefined;
}

function brokenCases(api: Api, operation: OperationDescriptor): readonly Case[] {
  const media = operation.requestBody?.content.find(({ mediaType }) => isJsonType(mediaType));
  const schema = media && api.schemaOf(media);
  if (media === undefined || schema === undefined) return [];
  const ground = groundBody(api, operation);
  if (ground === undefined) return [];
  return mutations(schema, ground)
    .map((mutation) => ({ mutation, body: mutate(ground, mutation) }))
    .filter(({ body }) => api.validate(media, body).length > 0)
    .map(({ mutation: { kind, title }, body }, index) =>
      oneRequest(
        operation,
        'negative',
        `${operation.id}-${kind}-${index + 1}`,
        `is refused when ${title}`,
        requestOf(api, operation, body),
        { accept: [{ statuses: CLIENT_ERRORS }], because: title, violation: title },
      ),
    );
}

/** The fullest valid body: most places to break. */
function groundBody(api: Api, operation: OperationDescriptor): Json | undefined {
  return validBodies(api, operation, 1)
    .map(({ body }) => body)
    .filter((body) => body !== undefined)
    .sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0];
}

function openCases(api: Api, operation: OperationDescriptor): readonly Case[] {
  const guarded = operation.security.length > 0 && operation.security.every((schemes) => schemes.length > 0);
  if (!guarded) return [];
  const because = 'credentials are missing';
  const request = requestOf(api, operation, groundBody(api, operation));
  return [
    oneRequest(
      operation,
      'auth',
      `no-token-${operation.id}`,
      'is refused without credentials',
      { ...request, credentials: { kind: 'none' } },
      { accept: [{ statuses: [401, 403] }], because, intrusion: because },
    ),
  ];
}

function requestOf(api: Api, operation: OperationDescriptor, body: Json | undefined): ApiRequest {
  const required = operation.parameters.filter((parameter) => parameter.required);
  const query = required
    .filter((parameter) => parameter.in === 'query')
    .map((parameter): [string, string] => [parameter.name, exampleOf(parameter)]);
  const headers = required
    .filter((parameter) => parameter.in === 'header')
    .map((parameter): [string, string] => [parameter.name, exampleOf(parameter)]);
  return {
    operation: operation.id,
    method: operation.method,
    path:
      api.basePath(operation) +
      operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
        encodeURIComponent(pathValue(operation, name)),
      ),
    query: Object.fromEntries(query),
    headers: Object.fromEntries(headers),
    ...(body === undefined ? { contentType: null } : { body }),
  };
}

function pathValue({ parameters }: OperationDescriptor, name: string): string {
  const parameter = parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
  return parameter === undefined ? '1' : exampleOf(parameter);
}

function exampleOf({ schema }: ParameterDescriptor): string {
  const stated = [own(schema, 'example'), ownList(schema, 'examples')[0], own(schema, 'default')].find(
    (value) => value !== undefined,
  );
  const value = stated ?? samples(schema, [], () => undefined)[0] ?? '1';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
