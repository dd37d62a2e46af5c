import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';

/** Small Postman collections, made in code so that a test shows what matters in it. */

export interface RequestParts {
  readonly name?: string;
  readonly method?: string;
  readonly url?: Json;
  readonly body?: Json;
  readonly auth?: Json;
  readonly responses?: readonly { readonly code: number; readonly body: Json; readonly name?: string }[];
}

const jsonHeader = [{ key: 'Content-Type', value: 'application/json' }];

export function request(parts: RequestParts): JsonObject {
  const {
    name = 'Request',
    method = 'GET',
    url = 'https://api.example.com/things',
    body,
    auth,
    responses = [],
  } = parts;
  const raw = (value: Json): JsonObject => ({ mode: 'raw', raw: JSON.stringify(value) });
  return {
    name,
    request: {
      method,
      url,
      header: jsonHeader,
      ...(body !== undefined && { body: raw(body) }),
      ...(auth !== undefined && { auth }),
    },
    response: responses.map((response) => ({
      name: response.name ?? `Answer ${String(response.code)}`,
      code: response.code,
      header: jsonHeader,
      body: JSON.stringify(response.body),
    })),
  };
}

export function folder(name: string, ...item: JsonObject[]): JsonObject {
  return { name, item };
}

export function collection(...item: JsonObject[]): JsonObject {
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  return { info: { name: 'Things', schema }, item };
}
