import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import {
  isObject,
  jsonOf,
  own,
  type Json,
  type JsonObject,
} from '../../../../../src/specwright/base/json.ts';
import type { Api, SchemaError } from '../../../../../src/specwright/contract/api/api.ts';
import { documentApi } from '../../../../../src/specwright/contract/api/document-api.ts';
import { verify, type Report, type VerifyOptions } from '../../../../../src/specwright/contract/index.ts';
import { shareOf } from '../../../../share.ts';
import { serve, type Answer } from '../../pets.ts';

/* Parts of documents, and servers that check each request against theirs. */

export const text: JsonObject = { type: 'string', minLength: 1, maxLength: 60 };
export const time: JsonObject = { type: 'string', format: 'date-time' };
export const whole = (minimum: number, maximum: number): JsonObject => ({
  type: 'integer',
  minimum,
  maximum,
});
export const oneOf = (...members: string[]): JsonObject => ({ type: 'string', enum: members });
export const idOf = (mark: string): JsonObject => ({ type: 'string', pattern: `^${mark}_[0-9]{6}$` });
/** A property that the server makes. */
export const made = (schema: JsonObject, description: string): JsonObject => ({ ...schema, description });

export const record = (properties: JsonObject, ...optional: string[]): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
export const content = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });
export const body = (schema: JsonObject): JsonObject => ({
  requestBody: { required: true, ...content(schema) },
});
export const answers = (status: number, schema?: JsonObject, more: JsonObject = {}): JsonObject => ({
  responses: {
    [status]: { description: 'Done.', ...(schema && content(schema)), ...more },
    400: { description: 'The request is wrong.' },
    404: { description: 'There is none.' },
    409: { description: 'Something else does not allow it.' },
  },
});
export const inPath = (name: string, mark: string): JsonObject => ({
  name,
  in: 'path',
  required: true,
  schema: idOf(mark),
});
export const inQuery = (name: string, schema: JsonObject, description = ''): JsonObject => ({
  name,
  in: 'query',
  description,
  schema,
});

/** What a call asks for, in its query or its body, what it gives, and what the document says of it. */
export type CallForm = readonly [asks: JsonObject[] | JsonObject, gives: JsonObject, about?: string];

/** A document of calls, each refused with a success; a call whose query is listed is a GET. */
export function callsOf(
  info: JsonObject,
  calls: Readonly<Record<string, CallForm>>,
  refusal: JsonObject,
  base = '/',
): JsonObject {
  const paths = Object.entries(calls).map(([name, [asks, gives, description = '']]) => {
    const isRead = Array.isArray(asks);
    const operation = {
      operationId: name,
      description,
      ...(isRead ? { parameters: asks } : body(asks)),
      responses: { 200: { description: 'Done, or refused.', ...content({ oneOf: [gives, refusal] }) } },
    };
    return [`${base}${name}`, { [isRead ? 'get' : 'post']: operation }];
  });
  return { openapi: '3.1.0', info: { version: '1', ...info }, paths: Object.fromEntries(paths) };
}

/** What a server does not do, and how it says so. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code = '') {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** Refuses a call unless something holds. */
export function need(holds: boolean, status = 409, code = ''): asserts holds {
  if (!holds) throw new Refusal(status, code);
}

export interface Call {
  /** Values of the path and of the query, as the document types them. */
  readonly given: JsonObject;
  readonly sent: JsonObject;
  /** Which state of a record the request is for: its `If-Match`. */
  readonly ifMatch: string | undefined;
  /** Header fields of the answer. */
  readonly headers: Record<string, string>;
}

/** What each operation does, by its id; nothing is answered with 204. */
export type Deeds = Readonly<Record<string, (call: Call) => Json | undefined>>;

/** Refusals that come with 200, apart from those of another method. */
export const refusedWithSuccess = ({ status, code }: Refusal) => ({
  status: status === 405 ? 405 : 200,
  value: { ok: false, error: code },
});

/** Records of one kind. */
export class Table {
  readonly #rows = new Map<string, JsonObject>();
  readonly #mark: string;
  #count = 100_000;

  constructor(mark: string) {
    this.#mark = mark;
  }

  get all(): JsonObject[] {
    return [...this.#rows.values()];
  }

  add(row: JsonObject): JsonObject {
    const id = `${this.#mark}_${(this.#count += 1)}`;
    const added = { id, ...row };
    this.#rows.set(id, added);
    return added;
  }

  /** A record that is sent, and not stored. */
  pretend(row: JsonObject): JsonObject {
    return { id: `${this.#mark}_${(this.#count += 1)}`, ...row };
  }

  find(id: Json | undefined, status = 404, code = ''): JsonObject {
    const row = this.#rows.get(String(id));
    need(row !== undefined, status, code);
    return row;
  }

  remove(id: Json | undefined): void {
    this.#rows.delete(String(id));
  }
}

export const numberIn = (row: JsonObject, name: string): number => Number(row[name]);
export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

interface Ways {
  /** Violations that the server overlooks. */
  readonly overlooks?: (error: SchemaError, operation: string, sent: JsonObject) => boolean;
  /** Whether queries may have parameters that the document does not list. */
  readonly takesAnyQuery?: boolean;
  /** How refusals are written; an empty answer where nothing is said. */
  readonly refuse?: (refusal: Refusal) => { readonly status: number; readonly value: Json };
  readonly takesAnyMedia?: boolean;
  /** Codes of refusals that are not those of a body that its schema does not allow. */
  readonly codes?: { readonly malformed: string; readonly query: string };
}

/** The answers of a server: what the document does not allow is refused before anything is done. */
export function answering(document: JsonObject, deeds: Deeds, ways: Ways = {}): Answer {
  const api = documentApi(document);
  const ajv = new Ajv2020({ strict: false, coerceTypes: true, logger: false });
  ajvFormats.default(ajv);
  const refuse = ways.refuse ?? (() => undefined);
  const checks = new Map(
    api.operations.map(({ id, parameters }) => {
      const listed = parameters.filter(({ in: place }) => place !== 'header');
      const properties = Object.fromEntries(listed.map(({ name, schema }) => [name, schema]));
      const isClosed = ways.takesAnyQuery !== true;
      return [id, ajv.compile({ properties, ...(isClosed && { additionalProperties: false }) })] as const;
    }),
  );
  return ({ method = '', url = '', headers }, given, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const sends = (status: number, value: Json | undefined, fields: Record<string, string> = {}): void => {
      const isEmpty = value === undefined;
      response.writeHead(status, { ...fields, ...(!isEmpty && { 'content-type': 'application/json' }) });
      response.end(isEmpty ? undefined : JSON.stringify(value));
    };
    try {
      const here = api.operations.flatMap((operation) => {
        const pattern = operation.path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
        const found = new RegExp(`^${pattern}$`).exec(pathname);
        return found === null ? [] : [{ operation, values: { ...found.groups } }];
      });
      need(here.length > 0, 404, 'not_found');
      const called = here.find(({ operation }) => operation.method === method);
      const allow = here.map(({ operation }) => operation.method).join(', ');
      if (called === undefined) {
        const written = refuse(new Refusal(405, 'method_not_allowed'));
        return sends(written?.status ?? 405, written?.value, { allow });
      }
      const { operation, values } = called;
      const lists = operation.parameters.filter(({ schema }) => schema['type'] === 'array');
      const several = lists.flatMap(({ name }): [string, Json][] =>
        searchParams.has(name) ? [[name, searchParams.getAll(name)]] : [],
      );
      const asked: JsonObject = {
        ...Object.fromEntries([...searchParams, ...several]),
        ...values,
      };
      need(checks.get(operation.id)?.(asked) === true, 400, ways.codes?.query ?? 'invalid');
      const fields: Record<string, string> = {};
      const sent = bodyOf(api, operation, headers['content-type'], given, ways);
      const ifMatch = headers['if-match'];
      const value = deeds[operation.id]?.({ given: asked, sent, ifMatch, headers: fields });
      const status = operation.responses.find((one) => one.status.startsWith('2'))?.status;
      sends(value === undefined ? 204 : Number(status), value, fields);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const written = refuse(error);
      sends(written?.status ?? error.status, written?.value);
    }
  };
}

function bodyOf(
  api: Api,
  { requestBody, id }: Api['operations'][number],
  mediaType: string | undefined,
  given: string,
  { overlooks = () => false, takesAnyMedia = false, codes }: Ways,
): JsonObject {
  const [first] = requestBody?.content ?? [];
  if (first === undefined) return {};
  const media = requestBody?.content.find((one) => one.mediaType === mediaType) ?? first;
  need(takesAnyMedia || mediaType === media.mediaType, 400, 'unsupported_content_type');
  const sent = jsonOf(given);
  need(isObject(sent), 400, codes?.malformed ?? 'invalid');
  const properties = own(api.schemaOf(media), 'properties');
  const isOfServer = (name: string): boolean => own(own(properties, name), 'readOnly') === true;
  const taken = Object.fromEntries(Object.entries(sent).filter(([name]) => !isOfServer(name)));
  const errors = api
    .validate(media, taken)
    .filter(({ keyword, property = '' }) => keyword !== 'required' || !isOfServer(property));
  need(
    errors.every((error) => overlooks(error, id, taken)),
    400,
    'invalid',
  );
  return taken;
}

/** Verifies a server; with a fault, the first error is enough. */
export async function verified(
  document: JsonObject,
  answer: Answer,
  fault = '',
  options: Pick<VerifyOptions, 'sources'> = {},
): Promise<Report> {
  await using server = await serve(answer);
  const found = new AbortController();
  // Awaited here: the server ends with this scope.
  return await verify({
    target: server.url,
    document,
    ...options,
    signal: found.signal,
    onEvent: (event) => {
      if (fault === '' || event.type !== 'exchange') return;
      if (event.findings.some(({ severity }) => severity === 'error')) found.abort();
    },
  });
}

/** What is known of a server and of its faults. */
interface Judged {
  readonly document: JsonObject;
  /** The server, sound or with one fault. */
  readonly serverOf: (fault?: string) => Answer;
  /** Each fault, and the title of an error that it must bring. */
  readonly faults: readonly (readonly [fault: string, title: RegExp])[];
  /** Every how manieth fault a test run tries; default: each. */
  readonly every?: number;
  /** Cases that may be left out. */
  readonly left?: RegExp;
}

/** Tests that a sound server has no finding and is covered, and that sequences find its faults. */
export function judge({ document, serverOf, faults, every = 1, left }: Judged): void {
  test('a sound server has no finding, and nothing is left out', async () => {
    const report = await verified(document, serverOf());
    expect(errorsOf(report)).toEqual([]);
    expect(report.verdict).toBe('honoured');
    // What sent nothing has looked at nothing.
    const passed = report.cases.filter(({ outcome }) => outcome.kind === 'passed');
    expect(passed.filter(({ requests }) => requests === 0)).toEqual([]);
    expect(skippedOf(report).filter((one) => left?.test(one) !== true)).toEqual([]);
  });
  test.each(shareOf(faults, every))('%s is found', async (fault, title) => {
    const report = await verified(document, serverOf(fault), fault, { sources: ['workflow'] });
    expect(errorsOf(report)).toContainEqual(expect.stringMatching(title));
  });
}

/** Titles of errors. */
export const errorsOf = ({ findings }: Report): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ title }) => title);

/** Cases that were not run, apart from those that another mode runs. */
export const skippedOf = ({ cases }: Report): string[] =>
  cases.flatMap(({ id, outcome }) =>
    outcome.kind === 'skipped' && outcome.option === undefined ? [`${id}: ${outcome.reason}`] : [],
  );
