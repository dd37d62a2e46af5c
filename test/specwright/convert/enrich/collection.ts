import type { Json } from '../../../../src/specwright/base/json.ts';
import type { HttpMethod } from '../../../../src/specwright/openapi/operation.ts';
import { enrich } from '../../../../src/specwright/convert/3-enrich/enrich.ts';
import type { Problem } from '../../../../src/specwright/base/problem.ts';
import type {
  CanonicalBody,
  CanonicalCollection,
  CanonicalFolder,
  CanonicalOperation,
  CanonicalParameter,
  CanonicalRequest,
  CanonicalResponse,
} from '../../../../src/specwright/convert/canonical-collection.ts';
import type { FactSchema, Facts, OperationFacts } from '../../../../src/specwright/convert/facts.ts';
import type { Settings } from '../../../../src/specwright/convert/settings.ts';

/** A field of a request as a collection saves it. */
export function field(
  name: string,
  value?: string,
  more: Partial<CanonicalParameter> = {},
): CanonicalParameter {
  return { name, ...(value === undefined ? {} : { value }), disabled: false, at: `/fields/${name}`, ...more };
}

export function jsonBody(json: Json, more: Partial<CanonicalBody> = {}): CanonicalBody {
  return {
    mode: 'raw',
    mediaType: 'application/json',
    json,
    text: JSON.stringify(json),
    disabled: false,
    at: '/body',
    ...more,
  };
}

export function response(
  status: number | undefined,
  json?: Json,
  more: Partial<CanonicalResponse> = {},
): CanonicalResponse {
  return {
    name: `Saved ${status ?? 'response'}`,
    ...(status === undefined ? {} : { status }),
    headers: [],
    at: '/response/0',
    ...(json === undefined ? {} : { json, text: JSON.stringify(json), mediaType: 'application/json' }),
    ...more,
  };
}

export function request(more: Partial<CanonicalRequest> = {}): CanonicalRequest {
  return {
    name: 'Make a thing',
    pathParameters: [],
    queryParameters: [],
    headers: [],
    cookies: [],
    responses: [],
    server: 0,
    at: '/item/0',
    ...more,
  };
}

export interface OperationSketch extends Partial<CanonicalRequest> {
  readonly method?: HttpMethod;
  readonly path?: string;
  readonly folders?: readonly string[];
  /** Further requests for the same operation. */
  readonly also?: readonly CanonicalRequest[];
}

export function operation({
  method = 'POST',
  path = '/things',
  folders = [],
  also = [],
  ...rest
}: OperationSketch): CanonicalOperation {
  return { method, path, folders, requests: [request(rest), ...also] };
}

export function collection(
  operations: readonly CanonicalOperation[],
  more: {
    description?: string;
    folders?: Readonly<Record<string, string>>;
    rest?: Partial<CanonicalCollection>;
  } = {},
): CanonicalCollection {
  const folders: CanonicalFolder[] = Object.entries(more.folders ?? {}).map(([name, text]) => ({
    path: name.split('/'),
    description: { text, at: `/folders/${name}/description` },
  }));
  return {
    name: 'Things',
    servers: [{ url: 'https://api.example.com', variables: {} }],
    folders,
    securitySchemes: {},
    operations,
    ...(more.description === undefined
      ? {}
      : { description: { text: more.description, at: '/info/description' } }),
    ...more.rest,
  };
}

export interface Enriched {
  readonly facts: Facts;
  readonly problems: readonly Problem[];
  readonly codes: readonly string[];
  /** Facts of the first operation. */
  readonly first: OperationFacts;
}

export function enriched(given: CanonicalCollection, settings: Settings = {}): Enriched {
  const { value, problems } = enrich(given, settings);
  const first = [...value.operations.values()][0];
  if (first === undefined) throw new Error('the collection has no operation');
  return { facts: value, problems, codes: problems.map((problem) => problem.code), first };
}

/** Enriches a collection of one operation. */
export function one(sketch: OperationSketch, settings: Settings = {}): Enriched {
  return enriched(collection([operation(sketch)]), settings);
}

/** The schema of the request body. */
export function bodySchema(facts: OperationFacts, mediaType = 'application/json'): FactSchema {
  const schema = facts.requestBody?.content.find((media) => media.mediaType === mediaType)?.schema;
  if (schema === undefined) throw new Error(`no ${mediaType} body schema`);
  return schema;
}

/** The schema of a JSON response. */
export function responseSchema(facts: OperationFacts, status: string): FactSchema {
  const schema = facts.responses.find((known) => known.status === status)?.content[0]?.schema;
  if (schema === undefined) throw new Error(`no schema for ${status}`);
  return schema;
}

/** The subschema at a path of property names; `[]` steps into the elements of an array. */
export function at(schema: Json | undefined, ...path: readonly string[]): Json | undefined {
  let found = schema;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
    if (step === '[]') found = found['items'];
    else {
      const properties = found['properties'];
      if (typeof properties !== 'object' || properties === null || Array.isArray(properties))
        return undefined;
      found = Object.hasOwn(properties, step) ? properties[step] : undefined;
    }
  }
  return found;
}
