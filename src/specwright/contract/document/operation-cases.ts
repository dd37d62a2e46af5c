import {
  isObject,
  objectAt,
  omit,
  own,
  ownList,
  ownNumber,
  ownString,
  type Json,
  type JsonObject,
} from '../../base/json.ts';
import { isJsonType } from '../../openapi/content.ts';
import type { OperationDescriptor, ParameterDescriptor } from '../../openapi/operation.ts';
import { CURSOR } from '../../openapi/paging.ts';
import { refusalCodes } from '../../openapi/outcome.ts';
import { isNullable, sampleOf } from '../../openapi/sample.ts';
import type { Api } from '../api/api.ts';
import { essence } from '../api/find.ts';
import { Skip, type Case, type Impact, type Probe, type Source } from '../engine/case.ts';
import type { Demand, Expectation } from '../engine/expectation.ts';
import type { Readings } from '../engine/reading.ts';
import type { ApiRequest } from '../engine/request.ts';
import { samples } from '../schema/factors.ts';
import { outcomeOf, type Exchange } from '../exchange/exchange.ts';
import { mutate, typesOf, type Mutation } from '../schema/mutations.ts';
import type { Place } from '../schema/place.ts';
import type { Authenticator, Intruder } from './authenticator.ts';
import { shows } from './record-demands.ts';
import { documented } from './bound.ts';
import { hasStatus } from './values.ts';
import { YEARS_APART, type Records } from './records.ts';
import { asText, later, REPAIRED, type Filling } from './request-maker.ts';
import { readable } from './sentences.ts';

const CLIENT_ERRORS = Array.from({ length: 100 }, (_, index) => 400 + index);
/** What a request that does not fit the document is refused with. */
const INVALID = [400, 422];
const INVALID_STATUS = /^4(00|22)$/;
const METHODS = ['PUT', 'PATCH', 'POST', 'DELETE', 'GET'] as const;

/** Where servers of any document may differ. */
export const documentReadings: Readings = {
  conversion: { text: 'converts or drops values that the document does not allow', confidence: 0.5 },
  order: { text: 'looks at the request before the credentials', confidence: 0.5 },
  answers: {
    text: 'takes a request without what one schema demands of requests and answers alike',
    confidence: 0.6,
  },
  malformed: { text: 'answers a malformed path parameter like an unknown one', confidence: 0.5 },
  allow: { text: 'leaves out Allow on a 405 that the document does not have', confidence: 0.6 },
};

/** What is known of an operation when its cases are made. */
export interface Subject {
  readonly api: Api;
  readonly records: Records;
  readonly operation: OperationDescriptor;
  /** Whether the mode lets the run create the records that the operation needs. */
  readonly creates: boolean;
  /** Whether a resource sequence covers it: its own cases add nothing. */
  readonly isSequenced: boolean;
  /** Credentials that must not let anybody in; none where the operation is open. */
  readonly intruders: readonly Intruder[];
  /** What the answer to a valid request must show of the credentials. */
  readonly admission?: Demand | undefined;
  /** Whether the target is on this machine: what a run leaves behind there does no harm. */
  readonly isLocal: boolean;
}

/** The cases of one operation: valid requests, single violations, credentials, HTTP. */
export function operationCases(subject: Subject): readonly Case[] {
  const lack = subject.records.requests.lack(subject.operation);
  if (lack !== undefined)
    return [
      notExercised(subject, lack),
      ...(subject.operation.requestBody?.required ? [noBody(subject)] : []),
    ];
  return [
    ...validCases(subject),
    ...queryCases(subject),
    ...strangeQueryCases(subject),
    ...parameterCases(subject),
    ...brokenCases(subject),
    ...guardCases(subject),
    ...mediaCases(subject),
  ];
}

/** Whether the document says, for all paths, that other methods are answered 405 with `Allow`. */
export function saysAllow(api: Pick<Api, 'document'>): boolean {
  return linesOn405(api).some((line) => /\bAllow\b/.test(line));
}

function linesOn405({ document }: Pick<Api, 'document'>): readonly string[] {
  const words = readable(ownString(objectAt(document, 'info'), 'description'));
  return words.split(/\n/).filter((line) => /\b405\b/.test(line));
}

/** Methods that a path does not document, tried on records of the run. */
export function methodCases(api: Api, records: Records, isLocal: boolean): readonly Case[] {
  const paths = new Map(api.operations.map((operation) => [operation.path, operation]));
  const isSaid = linesOn405(api).length > 0;
  return [...paths].flatMap(([path, some]) => {
    const operations = api.operations.filter((other) => other.path === path);
    const known = new Set(operations.map(({ method }) => method));
    const isDocumented = isSaid || operations.some((operation) => hasStatus(operation, '405'));
    const statuses = isDocumented ? [405] : [405, ...CLIENT_ERRORS, 501];
    const isOwn = path.endsWith('}') && records.needs(some).length > 0;
    return METHODS.filter((name) => !known.has(name)).map((method): Case => {
      // What an undocumented DELETE does to a whole collection, nobody knows.
      const isSafe = isOwn || (isLocal && method !== 'DELETE');
      return {
        id: `http/${method.toLowerCase()}-${path}`,
        source: 'http',
        title: `${method} ${path} is refused`,
        impact: method === 'GET' ? 'reads' : isSafe ? 'own' : 'service',
        turn: 'together',
        run: async (probe: Probe) => {
          const filling =
            isOwn && probe.session.settings.mode !== 'read-only' ? await records.fill(probe, some) : {};
          const { operation: _operation, ...request } = records.requests.request(some, filling);
          await probe.send(
            { ...request, method, envelope: some.id },
            {
              accept: [{ statuses }],
              because: 'the document does not have the method at this path',
            },
          );
        },
      };
    });
  });
}

/** A path that the document does not have. */
export function unknownPathCase({ operations }: Api): Case {
  return {
    id: 'http/unknown-path',
    source: 'http',
    title: 'a path that is not documented is refused',
    impact: 'reads',
    turn: 'together',
    run: async (probe) => {
      const path = `/${probe.session.settings.runId}/no/such/path/in/the/document/of/this/server`;
      await probe.send(
        {
          method: 'GET',
          path,
          credentials: { kind: 'none' },
          ...(operations[0] && { envelope: operations[0].id }),
        },
        { accept: [{ statuses: CLIENT_ERRORS }], because: 'the document does not have the path' },
      );
    },
  };
}

/** Clients that a token endpoint does not know. */
export function tokenCases(auth: Authenticator, baseUrl: string): readonly Case[] {
  return auth.tokenIntruders(baseUrl).map(({ name, request }) => ({
    id: `token/${name}-wrong-secret`,
    source: 'token',
    title: `the token endpoint of ${name} refuses a wrong secret`,
    impact: 'reads',
    turn: 'together',
    run: async (probe: Probe) => {
      const because = 'the client secret is wrong';
      await probe.send(request, { accept: [{ statuses: CLIENT_ERRORS }], because, intrusion: because });
    },
  }));
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

/** Words of calls that may reach what the run did not create. */
const SWEEPING = /reset|purge|clear|wipe|drop|truncate|restart|shutdown|flush|delete_?all|bulk/i;

/** What a request of an operation touches: what is there already, records of its own, or nobody knows what. */
function impactOf({ operation, records, creates, isLocal }: Subject, source: Source): Impact {
  if (creates && records.needs(operation).length > 0) return 'own';
  if (READING.has(operation.method)) return 'reads';
  const { role: isCall, resource } = records.bound(operation)?.binding ?? {};
  if (isCall === 'list' || isCall === 'read') return 'reads';
  // What is refused changes nothing.
  if (isLocal && resource?.idProperty === '' && ['auth', 'negative', 'http'].includes(source)) return 'own';
  return isLocal && operation.method === 'POST' && !SWEEPING.test(operation.path) ? 'own' : 'service';
}

function isConflict({ answer }: Exchange): boolean {
  return answer !== undefined && outcomeOf(answer) === 409;
}

function isValid(source: Source): boolean {
  return source === 'positive' || source === 'examples';
}

function one(
  subject: Subject,
  source: Source,
  id: string,
  title: string,
  expectation: Expectation,
  make: (filling: Filling) => ApiRequest,
  valid?: Json,
): Case {
  const { operation, records, creates } = subject;
  return {
    ...about(operation, source, id, title, impactOf(subject, source)),
    run: async (probe) => {
      const ground = valid ?? records.requests.ground(operation);
      const filling: Filling = !creates
        ? { body: ground }
        : isValid(source)
          ? await records.fill(probe, operation, ground)
          : await records.shared(probe, operation);
      const mark = probe.session.settings.runId.slice(3);
      let request = make(filling);
      let exchange = await probe.send(request, expectation);
      if (isValid(source) && isConflict(exchange) && request.body !== undefined) {
        // Another record has these values, or these days, already.
        const body = later(request.body, YEARS_APART);
        const bound = records.bound(operation);
        const fresh = bound === undefined ? body : records.fresh(bound, body, mark);
        request = { ...request, body: fresh ?? body };
        exchange = await probe.send(request, expectation);
      }
      const { answer } = exchange;
      const bound = records.bound(operation);
      if (bound?.binding.role === 'create')
        records.adopt(bound, exchange, filling.path ?? new Map<string, string>(), request.body);
      if (source === 'positive' && answer !== undefined && outcomeOf(answer) >= 400)
        throw new Skip(`not exercised: the answer to a valid request is ${outcomeOf(answer)}`);
    },
  };
}

function validCases(subject: Subject): readonly Case[] {
  const { operation, records, isSequenced } = subject;
  const all = records.requests.bodies(operation);
  const bodies = isSequenced ? all.slice(0, 1) : all;
  const isList = records.bound(operation)?.binding.role === 'list';
  const asked = (body: Json | undefined): Json | undefined =>
    isList ? withoutCursor(records.requests.schema(operation) ?? {}, body) : body;
  const made = bodies.map(({ source, body }, index) =>
    one(
      subject,
      source,
      `${index + 1}`,
      `takes a valid request (${index + 1})`,
      expectDocumented(subject),
      (filling) =>
        records.requests.request(operation, source === 'examples' ? { ...filling, body } : filling),
      source === 'examples' ? undefined : asked(body),
    ),
  );
  const isStated = READING.has(operation.method) && records.requests.hasStatedPath(operation);
  return isStated && records.needs(operation).length > 0 ? [...made, statedCase(subject)] : made;
}

/** The record whose id the document states, where another one was created to be read. */
function statedCase(subject: Subject): Case {
  const { operation, records } = subject;
  return {
    ...about(operation, 'examples', 'stated', 'answers for the documented example', 'reads'),
    run: async (probe) => {
      const { answer } = await probe.send(records.requests.request(operation), expectDocumented(subject));
      if (answer !== undefined && outcomeOf(answer) >= 400)
        throw new Skip(`not exercised: the documented example is answered with ${outcomeOf(answer)}`);
    },
  };
}

function expectDocumented({ operation, admission }: Subject): Expectation {
  return {
    accept: [{ statuses: documented(operation) }],
    because: 'the request is as the document says',
    ...(admission && { demands: [admission] }),
  };
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
      // A cursor is given by an answer, and ids by creations: none can be made up.
      const bound = records.bound(operation);
      const isId =
        parameter.required &&
        (bound?.binding.id?.name === parameter.name ||
          records.linkOf(parameter.name, bound?.binding.resource) !== undefined);
      const isMade = READING.has(operation.method) && !CURSOR.test(parameter.name) && !isId;
      const valid = isMade ? validValues(parameter) : [];
      return [
        ...valid.map((value, index) =>
          one(
            subject,
            'positive',
            `${parameter.name}-${index + 1}`,
            `takes ${parameter.name}=${value}`,
            expectDocumented(subject),
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

/** What a sentence says of parameters that the document does not have. */
const STRANGE =
  /\b(unknown|unrecogni[sz]ed|undocumented|unsupported|unexpected|other)\b[^.;:,]{0,40}\b(query|parameters?)\b|\b(query|parameters?)\b[^.;:,]{0,60}\b(unknown|unrecogni[sz]ed|undocumented|not (listed|documented|known|described|defined|declared|mentioned|specified)|(does|do) not (list|have|know))\b/i;
const REFUSED = /\b(400|422|refused?s?|rejects?|rejected|errors?|not (allowed|accepted))\b/i;

/** A parameter of the query that the document does not have, where it says that such are refused. */
function strangeQueryCases(subject: Subject): readonly Case[] {
  const { operation, records, api } = subject;
  // Where a call takes no query, nobody may look at one.
  if (!READING.has(operation.method) && operation.parameters.every(({ in: place }) => place !== 'query'))
    return [];
  const info = readable(ownString(objectAt(api.document, 'info'), 'description'));
  const words = records.requests.wordsOf(operation);
  const isIgnored = words.split(/[.;\n]/).some((text) => /\b(query|parameters?)\b.*\bignored\b/i.test(text));
  const isList = records.bound(operation)?.binding.role === 'list';
  const sentences = isIgnored
    ? []
    : [info, words]
        .flatMap((text) => text.split(/[.;\n]/))
        .filter((text) => isList || !/\ba list|\blists\b/i.test(text));
  const refusals = records.requests.refusals(operation, INVALID_STATUS).map(({ text }) => text);
  const said =
    sentences.find((text) => STRANGE.test(text) && REFUSED.test(text)) ??
    refusals.find((text) =>
      /\b(unknown|unrecogni[sz]ed|undocumented|unexpected) (query )?parameter/i.test(text),
    );
  if (said === undefined) return [];
  const name = 'no_such_parameter';
  const because = `the document does not have ${name}, and says: ${said.trim()}`;
  return [
    one(
      subject,
      'negative',
      'unknown-query',
      'is refused when the query has an unknown parameter',
      { accept: [{ statuses: CLIENT_ERRORS }], because, violation: because },
      (filling) =>
        records.requests.request(operation, { ...filling, query: { ...filling.query, [name]: '1' } }),
    ),
  ];
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
  const types = typesOf(schema);
  const members = ownList(schema, 'enum');
  const [least, most] = [ownNumber(schema, 'minimum'), ownNumber(schema, 'maximum')];
  const longest = ownNumber(schema, 'maxLength');
  const shortest = ownNumber(schema, 'minLength') ?? 0;
  const [format, pattern] = [ownString(schema, 'format'), ownString(schema, 'pattern')];
  const isText = types[0] === 'string';
  return [
    ...(/^(integer|number)$/.test(types[0] ?? '') && !types.includes('string')
      ? [['no-number', 'is not a number'] as const]
      : []),
    ...(types[0] === 'boolean' ? [['neither', 'is neither true nor false'] as const] : []),
    ...(members.length > 0 ? [['no-such-member', 'is not a member of the enumeration'] as const] : []),
    ...(isText && format !== undefined && FORMATS.test(format)
      ? [['in no format', `is not a valid ${format}`] as const]
      : []),
    ...(isText && pattern !== undefined ? [['~', `does not match the pattern ${pattern}`] as const] : []),
    ...(isText && longest !== undefined && longest < LONGEST
      ? [['x'.repeat(longest + 1), 'is too long'] as const]
      : []),
    ...(isText && shortest > 1 ? [['x'.repeat(shortest - 1), 'is too short'] as const] : []),
    ...(least !== undefined ? [[String(least - 1), `is below ${least}`] as const] : []),
    ...(most !== undefined ? [[String(most + 1), `is above ${most}`] as const] : []),
  ];
}

/** Formats that rule out most texts: a server should refuse them. */
const FORMATS = /^(date-time|date|uuid|email|uri|ipv[46])$/;
/** Longer texts are not sent in addresses and headers. */
const LONGEST = 500;
/** Headers that are not parameters: HTTP and the document have them elsewhere. */
const OF_HTTP = /^(accept|content-type|content-length|authorization|cookie|host|connection|if-.*)$/i;

/** Parts of the path and headers with values that they may not have; required parameters that are missing. */
function parameterCases(subject: Subject): readonly Case[] {
  const { operation, records } = subject;
  return operation.parameters
    .filter(({ in: place, name }) => place !== 'cookie' && !(place === 'header' && OF_HTTP.test(name)))
    .flatMap((parameter) => {
      const { in: place, name, required } = parameter;
      const broken = (value: string | undefined, title: string): Case =>
        one(
          subject,
          'negative',
          `${place}-${name}-${title.replaceAll(' ', '-')}`,
          `is refused when ${name} ${title}`,
          {
            accept: [
              { statuses: place === 'path' ? INVALID : CLIENT_ERRORS },
              ...(place === 'path' ? [{ statuses: CLIENT_ERRORS, reading: 'malformed' }] : []),
            ],
            because: `${name} ${title}`,
            violation: `${name} ${title}`,
          },
          (filling) => {
            const path = new Map([
              ...(filling.path ?? []),
              ...(value === undefined ? [] : [[name, value] as const]),
            ]);
            const {
              query = {},
              headers = {},
              ...request
            } = records.requests.request(operation, place === 'path' ? { ...filling, path } : filling);
            const changed = <Value>(all: Readonly<Record<string, Value>>) => ({
              ...omit(omit(all, name), name.toLowerCase()),
              ...(value !== undefined && { [name]: value }),
            });
            return {
              ...request,
              query: place === 'query' ? changed(query) : query,
              headers: place === 'header' ? changed(headers) : headers,
            };
          },
        );
      return [
        ...(place === 'query' ? [] : wrongValues(parameter).map(([value, title]) => broken(value, title))),
        ...(required && place !== 'path' ? [broken(undefined, 'is missing')] : []),
      ];
    });
}

function brokenCases(subject: Subject): readonly Case[] {
  const { operation, records } = subject;
  const schema = records.requests.schema(operation);
  const ground = records.requests.ground(operation);
  if (schema === undefined || ground === undefined) return [];
  const bound = records.bound(operation);
  const role = bound?.binding.role;
  const broken = [...records.requests.mutations(operation, ground), ...ofAnswers(subject, schema, ground)];
  return broken.map((mutation, index) => {
    const { kind, title, place } = mutation;
    const isShared = kind === 'missing' && isOfAnswers(subject, place);
    const standard = isShared ? filled(subject, place) : undefined;
    // A default says what is taken where a request has none: either way is as documented.
    const free: Expectation | undefined = standard && {
      accept: [{ statuses: [...documented(operation), ...refusalsOf(operation, 'content')] }],
      because: `${title}, and the document has a default for it`,
      demands: [standard],
    };
    const expectation: Expectation = free ?? {
      // A body of another type altogether is for some servers no body that they can read.
      accept: [{ statuses: place.length === 0 ? CLIENT_ERRORS : refusalsOf(operation, 'content') }],
      because: title,
      violation: title,
      breach: { place: place.join('.'), kind },
      ...(REPAIRED.has(kind) && { tolerated: 'conversion' }),
      ...(isShared && { tolerated: 'answers' }),
      // Servers drop unknown properties everywhere, or refuse them everywhere.
      ...(kind === 'unknown-property' && { kinds: [{ name: kind, close: true }] }),
    };
    return one(
      subject,
      'negative',
      `${kind}-${index + 1}`,
      free === undefined ? `is refused when ${title}` : `is refused, or takes its default, when ${title}`,
      expectation,
      (filling) => {
        const given = filling.body ?? ground;
        // A conflict with another record would hide whether the violation is refused.
        const whole =
          bound === undefined
            ? given
            : (records.fresh(bound, given, 'n', ...place.slice(0, 1).map(String)) ?? given);
        const body = role === 'list' ? askedFor(schema, whole, place[0]) : whole;
        return records.requests.request(operation, { ...filling, body: mutate(body, mutation) });
      },
    );
  });
}

/** Members of enumerations that only the server gives: a refund, which callers cannot ask for. */
function ofAnswers({ operation, records }: Subject, schema: JsonObject, ground: Json): readonly Mutation[] {
  const shown = records.bound(operation)?.binding.resource.properties;
  return Object.entries(objectAt(schema, 'properties')).flatMap(([name, property]): Mutation[] => {
    const members = ownList(property, 'enum');
    if (members.length === 0) return [];
    return ownList(shown?.get(name), 'enum')
      .filter((other) => typeof other === 'string' && !members.includes(other))
      .slice(0, MOST_MEMBERS)
      .map((other): Mutation => ({
        kind: 'unknown-member',
        place: [name],
        required: false,
        replacement: other,
        title: `${name} is ${String(other)}, which only answers have`,
      }))
      .filter((mutation) => records.requests.violations(operation, mutate(ground, mutation)).length > 0);
  });
}
const MOST_MEMBERS = 3;

/**
 * Whether a required property may be so for answers only: where one schema serves requests and answers, its list of
 * required properties says what answers always have, which a default or `null` fills in.
 */
function isOfAnswers({ records: { requests }, operation, api }: Subject, place: Place): boolean {
  const media = requests.media(operation);
  const schema = media && api.schemaOf(media);
  const properties = objectAt(schema ?? {}, 'properties');
  const [name] = place;
  const property = own(properties, String(name));
  const isShared = ownList(schema, 'required').some(
    (required) => own(own(properties, String(required)), 'readOnly') === true,
  );
  const isFilled = own(property, 'default') !== undefined || (isObject(property) && isNullable(property));
  return isShared && isFilled && place.length === 1;
}

/** Where a request may do without a property, the answer shows its default. */
function filled({ records, operation }: Subject, [name = '']: Place): Demand | undefined {
  const bound = records.bound(operation);
  const standard = own(records.requests.properties(operation, undefined)[name], 'default');
  return bound === undefined || standard === undefined
    ? undefined
    : shows(bound, { [name]: standard }, 'the document says so of requests without it');
}

/** A body without a cursor, which has a meaning only where a list gave it. */
function withoutCursor(schema: JsonObject, body: Json | undefined): Json | undefined {
  const required = new Set(ownList(schema, 'required'));
  return isObject(body)
    ? Object.fromEntries(Object.entries(body).filter(([name]) => required.has(name) || !CURSOR.test(name)))
    : body;
}

/** What a list must be asked for, and one thing more: the rest, such as a cursor, may be refused for its own sake. */
function askedFor(schema: JsonObject, body: Json, kept: string | number | undefined): Json {
  const names = new Set<Json | undefined>([...ownList(schema, 'required'), kept]);
  return isObject(body) ? Object.fromEntries(Object.entries(body).filter(([name]) => names.has(name))) : body;
}

function guardCases(subject: Subject): readonly Case[] {
  const { operation, records, intruders } = subject;
  const distinguishes = [401, 403].every((status) => documented(operation).includes(status));
  const broken = brokenRequest(operation);
  return intruders.flatMap(({ id, because, sent }) => {
    const refused = (
      name: string,
      { accept }: Pick<Expectation, 'accept'>,
      change: (request: ApiRequest) => ApiRequest,
    ) =>
      one(
        subject,
        'auth',
        name,
        `is refused when ${because}`,
        { accept, because, intrusion: because },
        (filling) =>
          change(
            records.requests.withCredentials(operation, records.requests.request(operation, filling), sent),
          ),
      );
    // 403 is for callers who are known, where the document has both.
    const isMissing = id === 'no-token' || id === 'empty-credentials';
    // Where the document has such refusals come with a success, another status is one that it does not have.
    const isCoded = records.requests
      .successes(operation)
      .some((schema) => refusalCodes(schema).some(([, status]) => status === 401));
    const statuses = new Set(documented(operation));
    const stated = [401, 403].filter((status) => statuses.has(status));
    // A code of unknown meaning may be one of these; one that names a record or a rule is not.
    const refusing = isCoded ? [400, 401, 403] : stated.length === 0 ? [401, 403] : stated;
    const wanted = isMissing && distinguishes ? [401] : refusing;
    const made = refused(id, { accept: [{ statuses: wanted }] }, (request) => request);
    if (id !== 'no-token' || broken === undefined) return [made];
    const unordered = {
      accept: [{ statuses: wanted }, { statuses: CLIENT_ERRORS, reading: 'order' }],
    };
    return [made, refused('no-token-broken', unordered, broken)];
  });
}

/** Makes a request of an operation violate the document, whatever else it has; `undefined` where none can. */
function brokenRequest({
  parameters,
  requestBody,
}: OperationDescriptor): ((request: ApiRequest) => ApiRequest) | undefined {
  const media = requestBody?.content ?? [];
  if (media.length > 0 && !media.some(({ mediaType }) => mediaType.startsWith('*')))
    return ({ body: _body, ...request }) => ({
      ...request,
      text: '{"broken":',
      contentType: media.find(({ mediaType }) => isJsonType(mediaType))?.mediaType ?? 'application/x-none',
    });
  for (const parameter of parameters) {
    const { in: place, name, required } = parameter;
    const [value] = wrongValues(parameter)[0] ?? [];
    if (place === 'query' && (required || value !== undefined))
      return ({ query = {}, ...request }) => ({
        ...request,
        query: { ...omit(query, name), ...(!required && value !== undefined && { [name]: value }) },
      });
    if (place === 'header' && !OF_HTTP.test(name) && (required || value !== undefined))
      return ({ headers = {}, ...request }) => ({
        ...request,
        headers: { ...omit(headers, name), ...(!required && value !== undefined && { [name]: value }) },
      });
  }
  return undefined;
}

function noBody(subject: Subject): Case {
  const { operation, records } = subject;
  return one(
    subject,
    'http',
    'no-body',
    'is refused when the body is missing',
    bodyRefusal(subject, 'the required body is missing'),
    (filling) => records.requests.request(operation, { ...filling, body: undefined }),
  );
}

/** Whether the document says that another media type is refused: by a status, or by a code. */
function refusesMedia({ operation, records: { requests } }: Subject): boolean {
  const codes = requests.successes(operation).flatMap((schema) => refusalCodes(schema));
  return (
    operation.responses.some(({ status }) => status === '415') ||
    codes.some(([code]) => /content_?-?type|media_?-?type/i.test(code)) ||
    requests
      .refusals(operation, /^4(00|22)$/)
      .some(({ text }) => /content[- ]type|media type|sent as `?application/i.test(text))
  );
}

/** Media types that the document does not have, which a valid body of JSON may be called; a form may be sent as JSON. */
function otherNames({ requestBody }: OperationDescriptor): readonly string[] {
  const ranges = (requestBody?.content ?? []).map(({ mediaType }) => essence(mediaType));
  const isKnown = (name: string): boolean =>
    ranges.some((range) => range === name || range === '*/*' || range === `${name.split('/')[0]}/*`);
  const isOfJson = ranges.some((range) => isJsonType(range));
  return [...(isOfJson ? ['text/plain'] : []), 'application/json'].filter((name) => !isKnown(name));
}

const OF_SYNTAX =
  /well-?formed|malformed|\bnot (a |be )?(valid |proper )?JSON|\bpars(e|ed|ing)\b|syntax|unreadable/i;
const OF_CONTENT =
  /\b(schemas?|valid\w*|invalid|rules?|fields?|values?|constraints?|propert(y|ies)|parameters?|arguments?|unprocessable|satisf\w+)\b/i;

/** Statuses with which a body is refused that cannot be read, or whose content is not as documented: the words of 400 and 422 may say which. */
function refusalsOf(operation: OperationDescriptor, kind: 'syntax' | 'content'): readonly number[] {
  const { responses } = operation;
  const isOf = (status: string, meant: RegExp, other: RegExp): boolean => {
    const words = responses.find((response) => response.status === status)?.description ?? '';
    return (
      meant.test(words) && !other.test(words.replaceAll(/\b(not |well-?formed |valid |proper )*JSON\b/gi, ''))
    );
  };
  const isTold = (syntax: string, content: string): boolean =>
    isOf(syntax, OF_SYNTAX, OF_CONTENT) && isOf(content, OF_CONTENT, OF_SYNTAX);
  const [syntax, content] = isTold('400', '422') ? [400, 422] : isTold('422', '400') ? [422, 400] : [];
  const wrong = kind === 'syntax' ? content : syntax;
  const stated = documented(operation).filter((status) => status >= 400);
  const isStated = kind === 'content' && stated.some((status) => INVALID.includes(status));
  return (isStated ? [...stated, ...OF_SIZE] : CLIENT_ERRORS).filter((status) => status !== wrong);
}

/** HTTP refuses so what is too large, whatever the document says. */
const OF_SIZE = [413, 414, 431];

function bodyRefusal({ operation, records }: Subject, because: string): Expectation {
  return {
    accept: [{ statuses: CLIENT_ERRORS }],
    because,
    violation: because,
    // Where every property may be left out, no body, or one that is not read, counts as an empty one.
    ...(records.requests.violations(operation, {}).length === 0 && { tolerated: 'conversion' }),
  };
}

/** Bodies that are not what their content type says. */
function mediaCases(subject: Subject): readonly Case[] {
  const { operation, records } = subject;
  const media = records.requests.media(operation);
  if (media === undefined || operation.requestBody?.required !== true) return [];
  const isJson = isJsonType(media.mediaType);
  const withText =
    (text: string, contentType: string) =>
    (filling: Filling): ApiRequest => {
      const { body: _body, ...request } = records.requests.request(operation, filling);
      return { ...request, text, contentType };
    };
  const broken = isJson ? '<a/>' : '{"a":1}';
  return [
    ...(isJson ? [brokenJson()] : []),
    noBody(subject),
    one(
      subject,
      'http',
      'media-type',
      'is refused when the media type is not documented',
      bodyRefusal(subject, 'the media type is not documented'),
      withText(broken, isJson ? 'application/xml' : 'application/json'),
    ),
    // Many servers read what they can; a documented refusal says that this one does not.
    ...(refusesMedia(subject) ? otherNames(operation).map(mislabelled) : []),
  ];
  function mislabelled(name: string): Case {
    return one(
      subject,
      'http',
      `media-type-${name.replace('/', '-')}`,
      `is refused when a valid body is called ${name}`,
      bodyRefusal(subject, `the media type ${name} is not documented, and its refusal is`),
      (filling) => {
        const bound = records.bound(operation);
        // A conflict with another record would hide whether the media type is refused.
        const whole = bound === undefined ? filling.body : records.fresh(bound, filling.body, 'm');
        const { body: _body, ...request } = records.requests.request(operation, { ...filling, body: whole });
        return { ...request, text: JSON.stringify(whole ?? null), contentType: name };
      },
    );
  }
  function brokenJson(): Case {
    return one(
      subject,
      'http',
      'broken-json',
      'is refused when the body is not JSON',
      {
        ...bodyRefusal(subject, 'the body is not JSON'),
        accept: [{ statuses: refusalsOf(operation, 'syntax') }],
      },
      withText('{"broken":', media?.mediaType ?? ''),
    );
  }
}
