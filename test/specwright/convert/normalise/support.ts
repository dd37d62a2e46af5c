import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import { normalise } from '../../../../src/specwright/convert/2-normalise/normalise.ts';
import type { StageResult } from '../../../../src/specwright/convert/problem.ts';
import { readSource } from '../../../../src/specwright/convert/1-read/read-source.ts';
import type {
  CanonicalCollection,
  CanonicalOperation,
  CanonicalRequest,
} from '../../../../src/specwright/convert/canonical-collection.ts';

/** A whole collection, of any format. */
export function fromJson(collection: JsonObject): StageResult<CanonicalCollection> {
  return normalise(readSource(JSON.stringify(collection)).value);
}

/** A collection of items, with whatever else a test is about. */
export function canonical(item: readonly Json[], extra: JsonObject = {}): StageResult<CanonicalCollection> {
  return fromJson({ info: { name: 'Demo' }, item: [...item], ...extra });
}

/** Operations of requests given by method and URL. */
export function routes(...requests: readonly (readonly [string, Json])[]): string[] {
  const items = requests.map(([method, url], index) => ({
    name: `r${String(index)}`,
    request: { method, url },
  }));
  return canonical(items).value.operations.map(({ method, path }) => `${method} ${path}`);
}

export function only(
  item: Json,
  extra: JsonObject = {},
): { operation: CanonicalOperation; request: CanonicalRequest; value: CanonicalCollection } {
  const { value } = canonical([item], extra);
  const [operation] = value.operations;
  const [request] = operation?.requests ?? [];
  if (operation === undefined || request === undefined) throw new Error('no operation');
  return { operation, request, value };
}

/** One request, by what its `request` object holds. */
export function requestOf(request: JsonObject, extra: JsonObject = {}): CanonicalRequest {
  return only({ name: 'One', request: { method: 'POST', url: 'https://api.example/one', ...request } }, extra)
    .request;
}
