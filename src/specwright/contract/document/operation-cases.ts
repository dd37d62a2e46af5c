import { ownList, ownNumber } from '../../base/json.ts';
import { isJsonType } from '../../openapi/content.ts';
import type { OperationDescriptor, ParameterDescriptor } from '../../openapi/operation.ts';
import { sampleOf } from '../../openapi/sample.ts';
import type { Api } from '../api/api.ts';
import { Skip, type Case, type Impact, type Probe, type Source } from '../engine/case.ts';
import type { Expectation } from '../engine/expectation.ts';
import type { Readings } from '../engine/reading.ts';
import type { ApiRequest } from '../engine/request.ts';
import { samples } from '../schema/factors.ts';
import { mutate, mutations, typesOf, type MutationKind } from '../schema/mutations.ts';
import { documented, type Records } from './records.ts';
import { asText, type Filling } from './request-maker.ts';

const CLIENT_ERRORS = Array.from({ length: 100 }, (_, index) => 400 + index);
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Violations that many servers repair before they look at the value. */
const REPAIRED: ReadonlySet<MutationKind> = new Set([
  'convertible-type',
  'numeric-text',
  'null',
  'unknown-property',
]);

/** Where servers of any document may differ. */
export const documentReadings: Readings = {
  conversion: { text: 'converts or drops values that the document does not allow', confidence: 0.5 },
};

/** What is known of an operation when its cases are made. */
export interface Subject {
  readonly api: Api;
  readonly records: Records;
  readonly operation: OperationDescriptor;
  /** Whether the mode lets the run create the records that the operation needs. */
  readonly creates: boolean;
  readonly isGuarded: boolean;
  /** Whether a resource sequence covers it: its own cases add nothing. */
  readonly isSequenced: boolean;
  /** Requests of the operation with other credentials. */
  withCredentials(request: ApiRequest, kind: 'none' | 'wrong'): ApiRequest;
}

/** The cases of one operation: valid requests, single violations, credentials, HTTP. */
export function operationCases(subject: Subject): readonly Case[] {
  const lack = subject.records.requests.lack(subject.operation);
  if (lack !== undefined) return [notExercised(subject, lack)];
  return [
    ...validCases(subject),
    ...queryCases(subject),
    ...brokenCases(subject),
    ...guardCases(subject),
    ...mediaCases(subject),
  ];
}

/** Methods that a path does not document. */
export function methodCases(api: Api, records: Records): readonly Case[] {
  const paths = new Map(api.operations.map((operation) => [operation.path, operation]));
  return [...paths].flatMap(([path, some]) => {
    const known = new Set(api.operations.filter((one) => one.path === path).map(({ method }) => method));
    const method = METHODS.find((one) => !known.has(one));
    if (method === undefined) return [];
    const { operation: _operation, ...request } = records.requests.request(some);
    return [
      {
        id: `http/${method.toLowerCase()}-${path}`,
        source: 'http' as const,
        title: `${method} ${path} is refused`,
        impact: method === 'GET' ? ('reads' as const) : ('service' as const),
        turn: 'together' as const,
        run: async (probe: Probe) => {
          await probe.send(
            { ...request, method },
            {
              accept: [{ statuses: [405, 404, 401, 403, 501] }],
              because: 'the document does not have the method at this path',
            },
          );
        },
      },
    ];
  });
}

function notExercised({ operation }: Subject, reason: string): Case {
  return {
    ...about(operation, 'positive', 'not-exercised', 'takes a valid request', 'reads'),
    missing: () => ({ reason: `not exercised: ${reason}` }),
    run: async () => undefined,
  };
}

function about(operation: OperationDescriptor, source: Source, id: string, title: string, impact: Impact) {
  return {
    id: `${source}/${operation.id}-${id}`,
    source,
    title: `${operation.id} ${title}`,
    operation: operation.id,
    impact,
    turn: 'together' as const,
  };
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a request of an operation touches: what is there already, records of its own, or nobody knows what. */
function impactOf({ operation, records, creates }: Subject): Impact {
  const needs = records.needs(operation);
  const isRemovable = needs.every((resource) => records.isRemovable(resource));
  if (creates && needs.length > 0) return isRemovable ? 'own-tasks' : 'service';
  return READING.has(operation.method) ? 'reads' : 'service';
}

function one(
  subject: Subject,
  source: Source,
  id: string,
  title: string,
  expectation: Expectation,
  make: (filling: Filling) => ApiRequest,
  isShared = true,
): Case {
  const { operation, records, creates } = subject;
  return {
    ...about(operation, source, id, title, impactOf(subject)),
    run: async (probe) => {
      const ground: Filling = { body: records.requests.ground(operation) };
      const filling = !creates
        ? ground
        : isShared
          ? await records.shared(probe, operation)
          : await records.fill(probe, operation);
      const exchange = await probe.send(make(filling), expectation);
      const { answer } = exchange;
      const bound = records.bound(operation);
      if (bound?.binding.role === 'create')
        records.adopt(bound, exchange, filling.path ?? new Map<string, string>(), filling.body);
      if (source === 'positive' && answer !== undefined && answer.status >= 400)
        throw new Skip(`not exercised: the answer to a valid request is ${answer.status}`);
    },
  };
}

function validCases(subject: Subject): readonly Case[] {
  const { operation, records, isSequenced } = subject;
  const bodies = isSequenced
    ? records.requests.bodies(operation).slice(0, 1)
    : records.requests.bodies(operation);
  return bodies.map(({ source, body }, index) =>
    one(
      subject,
      source,
      `${index + 1}`,
      `takes a valid request (${index + 1})`,
      expectDocumented(operation),
      (filling) =>
        records.requests.request(operation, {
          ...filling,
          body: index === 0 && source === 'positive' ? (filling.body ?? body) : body,
        }),
      false,
    ),
  );
}

function expectDocumented(operation: OperationDescriptor): Expectation {
  return { accept: [{ statuses: documented(operation) }], because: 'the request is as the document says' };
}

/** Optional query parameters with each kind of value that they may have, and with values that they may not. */
function queryCases(subject: Subject): readonly Case[] {
  const { operation, records } = subject;
  return operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap((parameter) => {
      const ask = (value: string) => (filling: Filling) =>
        records.requests.request(operation, {
          ...filling,
          query: { ...filling.query, [parameter.name]: value },
        });
      const valid = READING.has(operation.method) ? validValues(parameter) : [];
      return [
        ...valid.map((value, index) =>
          one(
            subject,
            'positive',
            `${parameter.name}-${index + 1}`,
            `takes ${parameter.name}=${value}`,
            expectDocumented(operation),
            ask(value),
          ),
        ),
        ...wrongValues(parameter).map(([value, title]) =>
          one(
            subject,
            'negative',
            `${parameter.name}-${title.replaceAll(' ', '-')}`,
            `is refused when ${parameter.name} ${title}`,
            {
              accept: [{ statuses: CLIENT_ERRORS }],
              because: `${parameter.name} ${title}`,
              violation: `${parameter.name} ${title}`,
            },
            ask(value),
          ),
        ),
      ];
    });
}

function validValues({ schema }: ParameterDescriptor): readonly string[] {
  const type = typesOf(schema)[0];
  if (type === 'array' || type === 'object') return [];
  const values =
    type === 'string' && ownList(schema, 'enum').length === 0
      ? [sampleOf({}, schema)]
      : samples(schema, [], () => undefined);
  return values.filter((value) => value !== undefined).map(asText);
}

function wrongValues({ schema }: ParameterDescriptor): readonly (readonly [value: string, title: string])[] {
  const type = typesOf(schema)[0];
  const [least, most] = [ownNumber(schema, 'minimum'), ownNumber(schema, 'maximum')];
  return [
    ...(type === 'integer' || type === 'number' ? [['no-number', 'is not a number'] as const] : []),
    ...(ownList(schema, 'enum').length > 0
      ? [['no-such-member', 'is not a member of the enumeration'] as const]
      : []),
    ...(least !== undefined ? [[String(least - 1), `is below ${least}`] as const] : []),
    ...(most !== undefined ? [[String(most + 1), `is above ${most}`] as const] : []),
  ];
}

function brokenCases(subject: Subject): readonly Case[] {
  const { api, operation, records } = subject;
  const media = records.requests.media(operation);
  const schema = records.requests.schema(operation);
  const ground = records.requests.ground(operation);
  if (media === undefined || !isJsonType(media.mediaType) || schema === undefined || ground === undefined)
    return [];
  return mutations(schema, ground)
    .filter((mutation) => api.validate(media, mutate(ground, mutation)).length > 0)
    .map((mutation, index) => {
      const { kind, title, place } = mutation;
      const expectation: Expectation = {
        accept: [{ statuses: CLIENT_ERRORS }],
        because: title,
        violation: title,
        breach: { place: place.join('.'), kind },
        ...(REPAIRED.has(kind) && { tolerated: 'conversion' }),
      };
      return one(
        subject,
        'negative',
        `${kind}-${index + 1}`,
        `is refused when ${title}`,
        expectation,
        (filling) =>
          records.requests.request(operation, { ...filling, body: mutate(filling.body ?? ground, mutation) }),
      );
    });
}

function guardCases(subject: Subject): readonly Case[] {
  if (!subject.isGuarded) return [];
  return (
    [
      ['none', 'no-token', 'credentials are missing'],
      ['wrong', 'wrong-credentials', 'nobody was given these credentials'],
    ] as const
  ).map(([kind, id, because]) =>
    one(
      subject,
      'auth',
      id,
      `is refused when ${because}`,
      { accept: [{ statuses: [401, 403] }], because, intrusion: because },
      (filling) =>
        subject.withCredentials(subject.records.requests.request(subject.operation, filling), kind),
    ),
  );
}

/** Bodies that are not what their content type says. */
function mediaCases(subject: Subject): readonly Case[] {
  const { operation, records } = subject;
  const media = records.requests.media(operation);
  if (media === undefined || !isJsonType(media.mediaType) || operation.requestBody?.required !== true)
    return [];
  const refusal = (because: string): Expectation => ({
    accept: [{ statuses: CLIENT_ERRORS }],
    because,
    violation: because,
  });
  const withText =
    (text: string, contentType: string) =>
    (filling: Filling): ApiRequest => {
      const { body: _body, ...request } = records.requests.request(operation, filling);
      return { ...request, text, contentType };
    };
  return [
    one(
      subject,
      'http',
      'broken-json',
      'is refused when the body is not JSON',
      refusal('the body is not JSON'),
      withText('{"broken":', media.mediaType),
    ),
    one(
      subject,
      'http',
      'no-body',
      'is refused when the body is missing',
      refusal('the required body is missing'),
      (filling) => records.requests.request(operation, { ...filling, body: undefined }),
    ),
    one(
      subject,
      'http',
      'media-type',
      'is refused when the media type is not documented',
      refusal('the media type is not documented'),
      withText('<a/>', 'application/xml'),
    ),
  ];
}
