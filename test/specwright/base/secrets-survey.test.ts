import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { redactSecrets } from '../../../src/specwright/convert/2-normalise/secrets/redact.ts';
import { convertCollection } from '../../../src/specwright/convert/convert-collection.ts';
import type { Exchange } from '../../../src/specwright/contract/exchange/exchange.ts';
import { PassiveChecker } from '../../../src/specwright/contract/traffic/passive.ts';
import { contractView } from '../../../src/specwright/contract/report-view.ts';
import { FORMATS } from '../../../src/specwright/report/formats.ts';
import { render } from '../../../src/specwright/report/render.ts';
import { taskRoutingSuite } from '../../../src/testing/suite/task-routing-suite.ts';
import { FORMED, INNOCENT, KEYS, NAMED, type Sample } from './secret-samples.ts';

/*
 * Every kind of secret at every place of a collection and of a report: none survives, and what is not a
 * secret stays. Run it alone with `npx vitest run test/specwright/base/secrets-survey.test.ts`.
 */

const SAMPLES: readonly Sample[] = [...FORMED, ...KEYS, ...NAMED];

type Place = (text: string) => JsonObject;

const request = (more: JsonObject): JsonObject => ({
  name: 'A',
  request: { method: 'POST', url: 'https://h.example/a', ...more },
});
const body = (more: JsonObject): JsonObject => request({ body: more });
const raw = (text: string, language = 'json'): JsonObject =>
  body({ mode: 'raw', raw: text, options: { raw: { language } } });
const answer = (more: JsonObject): JsonObject => ({
  ...request({}),
  response: [{ name: 'Ok', code: 200, ...more }],
});
const script = (listen: string, exec: Json): JsonObject => ({
  ...request({}),
  event: [{ listen, script: { exec } }],
});
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Each gives an item of a collection. */
const PLACES: Readonly<Record<string, Place>> = {
  'item name': (text) => ({ ...request({}), name: `A ${text}` }),
  'item description': (text) => ({ ...request({}), description: text }),
  'request description': (text) => request({ description: `Use it: ${text}` }),
  'description as an object': (text) => request({ description: { content: text, type: 'text/markdown' } }),
  'description in a table': (text) =>
    request({ description: `|name|value|\n|-|-|\n|x|${text.replaceAll('\n', ' ')}|` }),
  'description in code': (text) => request({ description: `\`\`\`\n${text}\n\`\`\`` }),
  'description in HTML': (text) =>
    request({ description: `<p>${text.replaceAll('"', '&quot;').replaceAll('&', '&amp;')}</p>` }),
  'header value': (text) => request({ header: [{ key: 'X-A', value: text }] }),
  'header name': (text) => request({ header: [{ key: text, value: 'a' }] }),
  'header description': (text) => request({ header: [{ key: 'X-A', value: 'a', description: text }] }),
  'headers as text': (text) => request({ header: `X-A: ${text.replaceAll('\n', ' ')}\n` }),
  url: (text) => request({ url: `https://h.example/a?x=${text}` }),
  'url, escaped': (text) => request({ url: `https://h.example/a?x=${encodeURIComponent(text)}` }),
  'url as an object': (text) =>
    request({ url: { raw: `https://h.example/${text}`, host: ['h', 'example'], path: [text] } }),
  'query value': (text) =>
    request({ url: { raw: 'https://h.example/a', query: [{ key: 'x', value: text }] } }),
  'query name': (text) =>
    request({ url: { raw: 'https://h.example/a', query: [{ key: text, value: 'x' }] } }),
  'query description': (text) =>
    request({ url: { raw: 'https://h.example/a', query: [{ key: 'x', value: 'x', description: text }] } }),
  'path variable': (text) =>
    request({ url: { raw: 'https://h.example/:a', path: [':a'], variable: [{ key: 'a', value: text }] } }),
  'JSON body': (text) => raw(JSON.stringify({ note: text })),
  'JSON body, a name': (text) => raw(JSON.stringify({ [text]: 1 })),
  'JSON body, a list': (text) => raw(JSON.stringify([[{ note: [text] }]])),
  'JSON body in JSON': (text) => raw(JSON.stringify({ inner: JSON.stringify({ note: text }) })),
  'JSON body that is broken': (text) => raw(`{"note": ${JSON.stringify(text)}, `),
  'text body': (text) => raw(text, 'text'),
  'XML body': (text) => raw(`<a><b>${text}</b></a>`, 'xml'),
  'XML body, escaped': (text) =>
    raw(`<a b="${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"/>`, 'xml'),
  'form field': (text) => body({ mode: 'urlencoded', urlencoded: [{ key: 'x', value: text }] }),
  'form field name': (text) => body({ mode: 'urlencoded', urlencoded: [{ key: text, value: 'x' }] }),
  'form field description': (text) =>
    body({ mode: 'urlencoded', urlencoded: [{ key: 'x', value: 'x', description: text }] }),
  'multipart field': (text) =>
    body({ mode: 'formdata', formdata: [{ key: 'x', value: text, type: 'text' }] }),
  'multipart file': (text) => body({ mode: 'formdata', formdata: [{ key: 'x', src: text, type: 'file' }] }),
  'file body': (text) => body({ mode: 'file', file: { content: text } }),
  'GraphQL query': (text) =>
    body({ mode: 'graphql', graphql: { query: `{ a(b: ${JSON.stringify(text)}) }`, variables: '{}' } }),
  'GraphQL variables': (text) =>
    body({ mode: 'graphql', graphql: { query: '{ a }', variables: JSON.stringify({ note: text }) } }),
  'script before': (text) => script('prerequest', [`const x = ${JSON.stringify(text)};`]),
  'script after': (text) => script('test', `pm.expect(x).to.eql(${JSON.stringify(text)})`),
  'answer body': (text) => answer({ body: JSON.stringify({ note: text }) }),
  'answer body, a name': (text) => answer({ body: JSON.stringify({ deep: { [text]: true } }) }),
  'answer body, text': (text) => answer({ body: text }),
  'answer name': (text) => answer({ name: text }),
  'answer header': (text) => answer({ header: [{ key: 'X-A', value: text }] }),
  'answer status': (text) => answer({ status: text }),
  'answer to a request': (text) =>
    answer({ originalRequest: { method: 'POST', url: `https://h.example/a?x=${text}` } }),
  variable: (text) => ({ ...request({}), variable: [{ key: 'x', value: text }] }),
  'variable description': (text) => ({
    ...request({}),
    variable: [{ key: 'x', value: 'x', description: text }],
  }),
  auth: (text) =>
    request({
      auth: {
        type: 'apikey',
        apikey: [
          { key: 'key', value: 'X-A' },
          { key: 'value', value: text },
          { key: 'in', value: 'header' },
        ],
      },
    }),
  'a property of its own': (text) => ({ ...request({}), [text]: 'x' }),
};

function collectionOf(items: readonly Json[]): JsonObject {
  const info = {
    name: 'Survey',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  };
  return { info, item: [...items] };
}

function survives(output: string, { secret }: Sample): boolean {
  const forms = [secret, encodeURIComponent(secret), base64(secret).replaceAll('=', '')];
  return forms.some((form) => output.includes(form));
}

test('there are at least 50 kinds, 40 places and 40 innocent values', () => {
  expect(SAMPLES.length).toBeGreaterThanOrEqual(50);
  expect(Object.keys(PLACES).length).toBeGreaterThanOrEqual(40);
  expect(INNOCENT.length).toBeGreaterThanOrEqual(40);
});

describe('in a collection', () => {
  test.each(Object.entries(PLACES))('%s', (_, place) => {
    const survivors = SAMPLES.filter((sample) =>
      survives(JSON.stringify(redactSecrets(collectionOf([place(sample.text)]))), sample),
    );
    expect(survivors.map(({ id }) => id)).toEqual([]);
  });

  test(
    'none is in the document, the facts or the problems of a conversion',
    { timeout: 300_000 },
    async () => {
      const survivors: string[] = [];
      for (const sample of SAMPLES) {
        const items = Object.values(PLACES).map((place) => place(sample.text));
        const { value, facts, problems } = await convertCollection(
          Buffer.from(JSON.stringify(collectionOf(items))),
        );
        const output = JSON.stringify([value, facts, problems], (_key, inner: unknown) =>
          inner instanceof Map ? [...inner] : inner,
        );
        if (survives(output, sample)) survivors.push(sample.id);
      }
      expect(survivors).toEqual([]);
    },
  );

  test.each(INNOCENT)('stays: %s', (text) => {
    for (const place of ['item description', 'text body', 'header value', 'answer body, text']) {
      const collection = collectionOf([PLACES[place]?.(text) ?? {}]);
      expect(redactSecrets(collection), place).toEqual(collection);
    }
  });
});

const target = 'https://t.example';

function exchangeWith(
  more: Partial<Exchange['request']>,
  given: Partial<NonNullable<Exchange['answer']>>,
): Exchange {
  return {
    request: { method: 'GET', url: `${target}/taskroutingapi/v1/task/1/`, headers: {}, ...more },
    answer: { status: 200, headers: { 'content-type': 'application/json' }, text: '{}', ...given },
    duration: 5,
  };
}

const answered = (json: Json): Partial<NonNullable<Exchange['answer']>> => ({
  text: JSON.stringify(json),
  json,
});

/** Each gives an exchange that a report shows, since it breaks the contract. */
const EXCHANGES: Readonly<Record<string, (text: string) => Exchange>> = {
  query: (text) =>
    exchangeWith({ url: `${target}/taskroutingapi/v1/task/1/?x=${encodeURIComponent(text)}` }, {}),
  path: (text) => exchangeWith({ url: `${target}/taskroutingapi/v1/task/${encodeURIComponent(text)}/` }, {}),
  'request header': (text) => exchangeWith({ headers: { 'user-agent': text } }, {}),
  'request body': (text) =>
    exchangeWith({ method: 'PATCH', body: JSON.stringify({ note: text }) }, { status: 418 }),
  'request body, a name': (text) =>
    exchangeWith({ method: 'PATCH', body: JSON.stringify({ [text]: 1 }) }, { status: 418 }),
  answer: (text) => exchangeWith({}, answered({ taskStatus: text })),
  'answer, a name': (text) => exchangeWith({}, answered({ [text]: 1 })),
  'answer, deep': (text) => exchangeWith({}, answered({ a: [{ b: text }] })),
  'answer, text': (text) => exchangeWith({}, { text }),
  'answer, long': (text) => exchangeWith({}, answered({ a: 'x'.repeat(3_960 - text.length / 2), b: text })),
  refusal: (text) => exchangeWith({}, { status: 400, ...answered({ errorCode: 99, errorMessage: text }) }),
  'answer header': (text) =>
    exchangeWith({}, { headers: { location: text, server: text, 'content-type': text } }),
  'answer header, its name': (text) => exchangeWith({}, { headers: { [text]: 'a' } }),
  failure: (text) => ({
    ...exchangeWith({}, {}),
    answer: { status: 500, headers: {}, text: `<p>${text}</p>` },
  }),
};

describe('in a report', () => {
  test.each(Object.entries(EXCHANGES))('%s', (_, exchange) => {
    const survivors: string[] = [];
    for (const sample of SAMPLES) {
      const checker = new PassiveChecker({
        suite: taskRoutingSuite(),
        target,
        strict: true,
      });
      checker.look(exchange(sample.text), 'entry 1');
      const report = checker.report(1);
      expect(report.findings.length, sample.id).toBeGreaterThan(0);
      const view = contractView(report, { tool: report.tool, date: report.date, documents: [] });
      for (const format of FORMATS)
        if (survives(render(view, format), sample)) survivors.push(`${sample.id} in ${format}`);
    }
    expect(survivors).toEqual([]);
  });
});
