import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import type { RawRequest, RawResponse } from './raw-request.ts';
import { readRawBody } from './raw-body.ts';
import { readRawUrl } from './raw-url.ts';
import { list, object, parse, text } from './values.ts';

function description(value: Json | undefined): string {
  return typeof value === 'object' ? text(object(value)['content']) : text(value);
}

function authType(value: Json | undefined): string | undefined {
  const type = text(object(value)['type']).toLowerCase();
  return type === '' ? undefined : type;
}

function keyName(value: Json | undefined): string | undefined {
  const block = object(value)['apikey'];
  const entries = list(block).map(object);
  const name = Array.isArray(block)
    ? text(entries.find((entry) => entry['key'] === 'key')?.['value'])
    : text(object(block)['key']);
  return name === '' || name.includes('{{') ? undefined : name;
}

function headers(
  value: Json | undefined,
): { readonly name: string; readonly value: string; readonly on: boolean }[] {
  if (typeof value === 'string') {
    return value
      .split('\n')
      .map((line) => line.split(/:(.*)/s))
      .map(([name = '', rest = '']) => ({
        name: name.trim(),
        value: rest.trim(),
        on: !name.startsWith('//'),
      }))
      .filter(({ name }) => name !== '');
  }
  return list(value)
    .map(object)
    .map((entry) => ({
      name: text(entry['key']).trim(),
      value: text(entry['value']),
      on: entry['disabled'] !== true,
    }))
    .filter(({ name }) => name !== '');
}

/** What Postman itself adds to requests belongs to no API. */
const added =
  /^(?:user-agent:PostmanRuntime|accept-encoding:gzip, ?deflate(?:, ?br)?$|connection:keep-alive$|cache-control:no-cache$|host:<calculated)/i;

function response(value: Json): RawResponse {
  const entry = object(value);
  const code = object(entry['responseCode'])['code'] ?? entry['code'];
  const body = text(entry['body']) || text(entry['text']);
  const status = Number(code);
  return {
    name: text(entry['name']),
    status: Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined,
    text: body,
    json: parse(body),
  };
}

function resolve(segments: readonly string[], variables: ReadonlyMap<string, string>): string[] {
  return segments.flatMap((segment) => {
    const whole = segment.replace(
      /\{\{([^{}]+)\}\}/g,
      (name, key: string) => variables.get(key.trim()) ?? name,
    );
    return whole.split('/').filter((part) => part !== '');
  });
}

/** Documenter keeps the text in `url` and the parts, with the query, in `urlObject`. */
function urlOf(request: JsonObject): Json | undefined {
  if (typeof request['urlObject'] !== 'object') return request['url'];
  return { ...object(request['urlObject']), raw: text(request['url']) };
}

interface Inherited {
  readonly auth: Json | undefined;
}

class RawReader {
  readonly requests: RawRequest[] = [];
  readonly texts: string[] = [];
  readonly #variables: ReadonlyMap<string, string>;

  constructor(variables: ReadonlyMap<string, string>) {
    this.#variables = variables;
  }

  walk(items: readonly Json[], outer: Inherited): void {
    const open = [{ items, outer }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const item of next.items.map(object)) {
        const request = item['request'];
        const own = authType(item['auth']) === undefined ? next.outer.auth : item['auth'];
        if (typeof request === 'string') this.#add(item, { url: request, method: 'GET' }, own);
        else if (typeof request === 'object' && request !== null) this.#add(item, object(request), own);
        else {
          this.texts.push(description(item['description']));
          open.push({ items: list(item['item']), outer: { auth: own } });
        }
      }
    }
  }

  #add(item: JsonObject, request: JsonObject, inherited: Json | undefined): void {
    const auth = authType(request['auth']) === undefined ? inherited : request['auth'];
    const url = readRawUrl(urlOf(request));
    const sent = headers(request['header']);
    const on = sent.find(({ name, on: enabled }) => enabled && name.toLowerCase() === 'authorization');
    this.requests.push({
      name: text(item['name']),
      method: text(request['method']).toUpperCase() || 'GET',
      segments: url.segments,
      resolved: resolve(url.segments, this.#variables),
      query: url.query,
      headers: sent.filter(({ name, value }) => !added.test(`${name}:${value}`)).map(({ name }) => name),
      ...readRawBody(object(request['body'])),
      auth: authType(auth),
      apiKeyName: keyName(auth),
      authorization: on?.value,
      description: description(request['description']) || description(item['description']),
      responses: list(item['response']).map(response),
      source: request,
    });
  }
}

function variablesOf(collection: JsonObject): ReadonlyMap<string, string> {
  const entries = list(collection['variable'] ?? collection['variables']).map(object);
  return new Map(
    entries
      .map((entry) => [text(entry['key']) || text(entry['id']), text(entry['value'])] as const)
      .filter(([, value]) => value !== ''),
  );
}

/** v1 in the clothes of v2, as far as the figures need it. */
function itemsOfV1(collection: JsonObject): Json[] {
  return list(collection['requests']).map((value) => {
    const request = object(value);
    const mode = text(request['dataMode']);
    const raw = Array.isArray(request['rawModeData'])
      ? text(request['rawModeData'][0])
      : text(request['rawModeData']);
    return {
      name: request['name'] ?? '',
      request: {
        method: request['method'] ?? 'GET',
        url: request['url'] ?? '',
        header: request['headers'] ?? '',
        description: request['description'] ?? '',
        body:
          mode === 'raw'
            ? { mode, raw }
            : mode === 'params'
              ? { mode: 'formdata', formdata: request['data'] ?? [] }
              : { mode, [mode]: request['data'] ?? [] },
      },
      response: request['responses'] ?? [],
    };
  });
}

export interface RawCollection {
  readonly requests: readonly RawRequest[];
  /** Descriptions of the collection and its folders. */
  readonly texts: readonly string[];
  readonly json: JsonObject;
}

/** A collection file, read without the pipeline. */
export function readRaw(file: string): RawCollection {
  const whole = object(parse(file.replace(/^\uFEFF/, '')));
  const inner = object(whole['collection']);
  const json =
    Object.keys(inner).length > 0 && whole['item'] === undefined && whole['requests'] === undefined
      ? inner
      : whole;
  const reader = new RawReader(variablesOf(json));
  reader.texts.push(description(object(json['info'])['description'] ?? json['description']));
  const items = Array.isArray(json['requests']) ? itemsOfV1(json) : list(json['item']);
  reader.walk(items, { auth: json['auth'] });
  return { requests: reader.requests, texts: reader.texts, json };
}
