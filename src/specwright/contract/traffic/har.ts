import { type Json, isObject, objectAt, own, ownList, ownString } from '../../base/json.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { readBody } from '../exchange/read-body.ts';

/** Thrown for recorded traffic that cannot be read. */
export class TrafficError extends Error {
  override readonly name = 'TrafficError';
  readonly code = 'unreadable-traffic';
}

/**
 * Reads recorded traffic: a HAR file, or NDJSON with one entry of the same shape a line.
 *
 * @param text - the file
 * @throws TrafficError when it is neither
 */
export function readTraffic(text: string): readonly Exchange[] {
  const entries = harEntries(text) ?? ndjsonEntries(text);
  return entries.map(readEntry);
}

function harEntries(text: string): readonly Json[] | undefined {
  const value = tryParse(text);
  const log = own(value, 'log');
  return isObject(log) ? ownList(log, 'entries') : undefined;
}

function ndjsonEntries(text: string): readonly Json[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new TrafficError('The file holds no traffic: it is empty.');
  return lines.map((line, index) => {
    const value = tryParse(line);
    if (!isObject(own(value, 'request'))) {
      throw new TrafficError(
        `Line ${index + 1} holds no exchange: it is neither HAR nor NDJSON of entries with a "request".`,
      );
    }
    return value ?? null;
  });
}

function tryParse(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    // The caller says what was expected.
    return undefined;
  }
}

function readEntry(entry: Json, index: number): Exchange {
  const request = objectAt(entry, 'request');
  const response = objectAt(entry, 'response');
  const url = ownString(request, 'url') ?? '';
  if (!URL.canParse(url)) throw new TrafficError(`Entry ${index + 1} has no address ("request.url").`);
  const body = ownString(own(request, 'postData'), 'text');
  const time = own(entry, 'time');
  const status = own(response, 'status');
  return {
    request: {
      method: (ownString(request, 'method') ?? 'GET').toUpperCase(),
      url,
      headers: readHeaders(request),
      ...(body !== undefined && { body }),
    },
    ...(typeof status === 'number' && status > 0
      ? { answer: readAnswer(response, status) }
      : { failure: { kind: 'connection', message: 'no answer was recorded' } }),
    duration: typeof time === 'number' ? time : 0,
  };
}

function readAnswer(response: Json, status: number): NonNullable<Exchange['answer']> {
  const content = objectAt(response, 'content');
  const headers = readHeaders(response);
  const mimeType = ownString(content, 'mimeType');
  const withType =
    headers['content-type'] === undefined &&
    mimeType !== undefined &&
    mimeType !== '' &&
    mimeType !== 'x-unknown'
      ? { ...headers, 'content-type': mimeType }
      : headers;
  const text = ownString(content, 'text') ?? '';
  const bytes =
    ownString(content, 'encoding') === 'base64'
      ? Buffer.from(text, 'base64')
      : new TextEncoder().encode(text);
  return { status, headers: withType, ...readBody(bytes, withType['content-type']) };
}

function readHeaders(message: Json): Record<string, string> {
  return Object.fromEntries(
    ownList(message, 'headers').map((field) => [
      (ownString(field, 'name') ?? '').toLowerCase(),
      ownString(field, 'value') ?? '',
    ]),
  );
}

/** One exchange as a line of NDJSON, in the shape of a HAR entry. */
export function writeEntry({ request, answer, duration }: Exchange): string {
  const fields = (headers: Readonly<Record<string, string>>): Json =>
    Object.entries(headers).map(([name, value]) => ({ name, value }));
  return JSON.stringify({
    time: Math.round(duration * 10) / 10,
    request: {
      method: request.method,
      url: request.url,
      headers: fields(request.headers),
      ...(request.body !== undefined && {
        postData: { mimeType: request.headers['content-type'] ?? '', text: request.body },
      }),
    },
    response:
      answer === undefined
        ? { status: 0 }
        : {
            status: answer.status,
            headers: fields(answer.headers),
            content: { mimeType: answer.headers['content-type'] ?? '', text: answer.text },
          },
  });
}
