import { request as send } from 'node:http';
import { isObject, own, type Json, type JsonObject } from '../../../src/specwright/base/json.ts';
import { sampleOf } from '../../../src/specwright/openapi/sample.ts';
import type { ApiDocument, ApiOperation, Media } from '../../../src/specwright/openapi/api-document.ts';
import type { RawRequest } from '../raw/raw-request.ts';
import { list, object, parse, text } from '../raw/values.ts';

/** A request that can be sent. */
export interface Call {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
}

/** Sends a call over a socket. */
export function sendCall(url: string, { method, target, headers, body }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length = body === undefined ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
    const outgoing = send({ hostname, port, method, path: target, headers: { ...headers, ...length } });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        resolve({ status: incoming.statusCode ?? 0, text: answer, location: incoming.headers.location });
      });
    });
    outgoing.end(body);
  });
}

/** Makes requests for one document. */
export class CallMaker {
  readonly #document: ApiDocument;
  /** Paths without parameters: a parameter must not be given a value that leads there. */
  readonly #literal: ReadonlySet<string>;

  constructor(document: ApiDocument) {
    this.#document = document;
    this.#literal = new Set(
      document.operations.map(({ path }) => path).filter((path) => !path.includes('{')),
    );
  }

  /** The request of a collection; what its variables leave open comes from the document. */
  replayed(operation: ApiOperation, { source, resolved }: RawRequest): Call {
    const url = source['url'];
    const sent = new Map(
      list(object(url)['query'])
        .map(object)
        .filter((entry) => entry['disabled'] !== true)
        .map((entry) => [text(entry['key']), text(entry['value'])] as const)
        .filter(([name, value]) => name !== '' && !isOpen(name) && !isOpen(value) && value !== ''),
    );
    const segments = operation.path.split('/').slice(1);
    const tail = resolved.slice(-segments.length);
    const given = new Map(
      segments.flatMap((segment, index) => {
        const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
        const value = tail[index] ?? '';
        return name === undefined || isOpen(value) || value === '' ? [] : [[name, value] as const];
      }),
    );
    return this.#call(operation, { path: given, query: sent }, this.#bodyOf(operation, source));
  }

  /** A request from the document alone. @param given values that must be sent, by parameter */
  made(operation: ApiOperation, given: ReadonlyMap<string, string> = new Map(), body?: Json): Call {
    const media = operation.body?.media[0];
    const value = body ?? (media === undefined ? undefined : this.bodyFor(media));
    return this.#call(
      operation,
      { path: given, query: given },
      media && value !== undefined ? written(media.mediaType, value) : undefined,
    );
  }

  /** What the document shows as a body, without what only servers set. */
  bodyFor({ examples, schema }: Media): Json | undefined {
    const [example] = examples.values();
    return (
      example ??
      (schema === undefined ? undefined : sampleOf(this.#document.root, schema, { without: 'readOnly' }))
    );
  }

  #call(
    operation: ApiOperation,
    given: { readonly path: ReadonlyMap<string, string>; readonly query: ReadonlyMap<string, string> },
    body: { readonly type: string; readonly text: string } | undefined,
  ): Call {
    const headers: Record<string, string> = {};
    const query = new URLSearchParams();
    const cookies: string[] = [];
    const filled = new Map<string, string>();
    for (const parameter of operation.parameters) {
      const { name, in: place, required } = parameter;
      const value =
        (place === 'path' ? given.path : given.query).get(name) ??
        (required ? this.#valueOf(operation, parameter) : undefined);
      if (value === undefined) continue;
      if (place === 'path') filled.set(name, encodeURIComponent(value));
      else if (place === 'query') query.append(name, value);
      else if (place === 'cookie') cookies.push(`${name}=${encodeURIComponent(value)}`);
      else if (/^[\w-]+$/.test(name)) headers[name] = value.replaceAll(/[^ -~]/g, '');
    }
    for (const name of operation.security[0] ?? []) {
      const scheme = this.#document.schemes.get(name);
      if (scheme === undefined) continue;
      if (scheme.type !== 'apiKey')
        headers['authorization'] =
          scheme.scheme === 'basic' ? 'Basic YTpi' : `${scheme.scheme || 'Bearer'} t`;
      else if (scheme.in === 'query') query.append(scheme.name, 'k');
      else if (scheme.in === 'cookie') cookies.push(`${scheme.name}=k`);
      else headers[scheme.name] = 'k';
    }
    if (cookies.length > 0) headers['cookie'] = cookies.join('; ');
    if (body !== undefined) headers['content-type'] = body.type;
    const search = query.size === 0 ? '' : `?${query.toString()}`;
    const pathWith = (valueOf: (name: string) => string): string =>
      operation.path
        .split(/(\{[^{}]*\})/)
        .map((part, index) => (index % 2 === 0 ? encoded(part) : valueOf(part.slice(1, -1))))
        .join('');
    const named = pathWith((name) => filled.get(name) ?? 'x');
    const target = operation.path.includes('{') && this.#literal.has(named) ? pathWith(() => 'x') : named;
    return {
      method: operation.method,
      target: `${target}${search}`,
      headers,
      ...(body !== undefined && { body: body.text }),
    };
  }

  #valueOf(
    { parameterExamples }: ApiOperation,
    { name, schema }: ApiOperation['parameters'][number],
  ): string {
    const value = parameterExamples.get(name) ?? sampleOf(this.#document.root, schema) ?? 'x';
    return (
      (isObject(value) ? JSON.stringify(value) : Array.isArray(value) ? value.join(',') : String(value)) ||
      'x'
    );
  }

  #bodyOf(operation: ApiOperation, source: JsonObject): { type: string; text: string } | undefined {
    const [first] = operation.body?.media ?? [];
    const body = object(source['body']);
    const raw = text(body['raw']);
    const json = operation.body?.media.find(({ mediaType }) => /[/+]json/.test(mediaType));
    if (text(body['mode']) === 'raw' && json !== undefined && parse(raw) !== undefined) {
      return { type: json.mediaType, text: raw };
    }
    const value = first && this.bodyFor(first);
    return first === undefined || value === undefined ? undefined : written(first.mediaType, value);
  }
}

/** Literal text of a path as it goes over the wire. */
function encoded(literal: string): string {
  return literal.replaceAll(/[^\w\-.~!$&'()*+,;=:@/%]/gu, encodeURIComponent);
}

function isOpen(value: string): boolean {
  return /\{\{|\{[^{}]*\}|^:|^<.*>$|^\[.*\]$|\$\{/.test(value);
}

function written(type: string, value: Json): { type: string; text: string } {
  if (type.startsWith('application/x-www-form-urlencoded') && isObject(value)) {
    const entries = Object.entries(value).map(([name, entry]): [string, string] => [
      name,
      typeof entry === 'string' ? entry : JSON.stringify(entry),
    ]);
    return { type, text: new URLSearchParams(entries).toString() };
  }
  if (type.startsWith('multipart/') && isObject(value)) {
    const parts = Object.entries(value).map(
      ([name, entry]) =>
        `--frontier\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${typeof entry === 'string' ? entry : JSON.stringify(entry)}\r\n`,
    );
    return { type: `${type}; boundary=frontier`, text: `${parts.join('')}--frontier--\r\n` };
  }
  return { type, text: typeof value === 'string' && !/[/+]json/.test(type) ? value : JSON.stringify(value) };
}

/** The value of a property at a path of wrappers. */
export function inside(value: Json | undefined, wrapper: string | undefined): Json | undefined {
  return wrapper === undefined ? value : own(value, wrapper);
}
