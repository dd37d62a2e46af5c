import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { documentSuite } from '../../../src/specwright/contract/document-suite.ts';
import type { Expectation } from '../../../src/specwright/contract/engine/expectation.ts';
import type { Finding } from '../../../src/specwright/contract/engine/finding.ts';
import { judge, type Bench } from '../../../src/specwright/contract/engine/judge.ts';
import type { Answer, Exchange, SentRequest } from '../../../src/specwright/contract/exchange/exchange.ts';
import { Redactor } from '../../../src/specwright/contract/exchange/redact.ts';

/** The content of a body that is JSON. */
export const jsonContent = (schema: JsonObject, rest: JsonObject = {}): JsonObject => ({
  'application/json': { schema, ...rest },
});

/** A document with these paths. */
export const documentOf = (paths: JsonObject, rest: JsonObject = {}): JsonObject => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1.0.0' },
  paths,
  ...rest,
});

/** A document with one operation, `get` of `/things`. */
export const documentWith = (responses: JsonObject, operation: JsonObject = {}): JsonObject =>
  documentOf({ '/things': { get: { operationId: 'get', responses, ...operation } } });

export const expecting = (status: number, rest: Partial<Expectation> = {}): Expectation => ({
  accept: [{ statuses: [status] }],
  because: 'so it is',
  ...rest,
});

/** What is sent, and what comes back: `GET /things` and an empty 200 where nothing is said. */
export interface Seen {
  readonly request?: Partial<SentRequest>;
  readonly answer?: Partial<Answer>;
  readonly expectation?: Expectation | undefined;
  readonly bench?: Partial<Bench>;
}

export const JSON_TYPE = { 'content-type': 'application/json' };

export function exchangeOf({ request, answer }: Seen): Exchange {
  const { json } = answer ?? {};
  return {
    request: { method: 'GET', url: 'http://things.test/things', headers: {}, ...request },
    answer: {
      status: 200,
      headers: json === undefined ? {} : JSON_TYPE,
      text: json === undefined ? '' : JSON.stringify(json),
      ...answer,
    },
    duration: 1,
  };
}

/** All that the checks find in an answer. */
export function findingsOf(document: JsonObject, seen: Seen): readonly Finding[] {
  const bench: Bench = {
    suite: documentSuite(document),
    exact: false,
    strict: false,
    redactor: new Redactor(),
    ...seen.bench,
  };
  return judge(bench, exchangeOf(seen), 'case', seen.expectation);
}

/** What one check finds. */
export function foundBy(check: string, document: JsonObject, seen: Seen): readonly Finding[] {
  return findingsOf(document, seen).filter((finding) => finding.check === check);
}

/** What one check finds, in short: where the finding points to, what was expected, what came, and by what it folds. */
export function inShort(check: string, document: JsonObject, seen: Seen): readonly string[] {
  return foundBy(check, document, seen).map(({ expected, actual, spec = '-', key }) =>
    [expected, actual, spec, key.slice(key.indexOf(' ') + 1)].join(' | '),
  );
}

/** Text of a certain length. */
export const textOf = (length: number): string => 'x'.repeat(length);
