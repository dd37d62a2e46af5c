import type { CanonicalCollection, JsonObject } from 'specwright';

type Operation = CanonicalCollection['operations'][number];
type Request = Operation['requests'][number];
type Body = NonNullable<Request['body']>;
type Field = Request['headers'][number];

/**
 * The requests of a normalised collection as Postman collections (v2.1). postman-to-openapi keeps one request per method
 * and path, so the first collection has the first request of every operation, the second the second, and so on.
 */
export function postmanCollections({ operations }: CanonicalCollection): readonly JsonObject[] {
  const rounds = operations.map(everyRequest);
  const most = Math.max(0, ...rounds.map(({ length }) => length));
  return Array.from({ length: most }, (_, round) => ({
    info: { name: `round ${String(round + 1)}` },
    item: operations.flatMap((operation, index) => {
      const request = rounds[index]?.[round];
      return request === undefined ? [] : [item(operation, request)];
    }),
  }));
}

/** The saved requests, and those saved with responses. */
function everyRequest({ requests }: Operation): readonly Request[] {
  return requests.flatMap((request) => [
    request,
    ...request.responses.flatMap((response) => response.request ?? []),
  ]);
}

function item({ method, path }: Operation, request: Request): JsonObject {
  const raw = `https://api.invalid${path.split('/').map(encodeURIComponent).join('/')}`;
  return {
    name: request.name,
    request: {
      method,
      url: { raw, query: request.queryParameters.map(keyAndValue) },
      header: request.headers.map(keyAndValue),
      ...(request.body && { body: bodyOf(request.body) }),
    },
  };
}

function keyAndValue({ name, value = '' }: Field): JsonObject {
  return { key: name, value };
}

function bodyOf({ mode, mediaType, text = '', fields = [] }: Body): JsonObject {
  const list = fields.map(({ kind = 'text', ...field }) => ({ ...keyAndValue(field), type: kind }));
  if (mode === 'urlencoded' || mode === 'formdata') return { mode, [mode]: list };
  if (mode === 'file') return { mode };
  const language = /json/i.test(mediaType) ? 'json' : 'text';
  return { mode: 'raw', raw: text, options: { raw: { language } } };
}
