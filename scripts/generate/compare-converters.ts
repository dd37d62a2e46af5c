import library from 'postman-to-openapi';
import {
  describeOpenApi,
  type CanonicalCollection,
  type Json,
  type OpenApiDocument,
  type OperationDescriptor,
} from 'specwright';
import { postmanCollections } from './postman-collection.ts';

/**
 * Where specwright and postman-to-openapi, two independent converters, disagree about one normalised collection: in
 * operations, parameters by place and name, or media types of request bodies. One sentence each.
 *
 * Not compared, because postman-to-openapi does not read them: cookies, and the bodies of GET and DELETE.
 *
 * @param collection - what both converters read
 * @param document - what specwright made of it
 */
export async function compareConverters(
  collection: CanonicalCollection,
  document: OpenApiDocument,
): Promise<readonly string[]> {
  const theirs = new Map<string, Outline>();
  for (const postman of postmanCollections(collection)) {
    for (const [key, found] of outlines(await convertByLibrary(postman)))
      theirs.set(key, merge(theirs.get(key), found));
  }
  const ours = outlines(document);
  const keys = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return keys.flatMap((key) => disagreements(key, ours.get(key), theirs.get(key)));
}

/** What is compared of an operation. */
interface Outline {
  /** `query limit`, header names in lower case. */
  readonly parameters: ReadonlySet<string>;
  readonly mediaTypes: ReadonlySet<string>;
}

function outlines(document: OpenApiDocument): ReadonlyMap<string, Outline> {
  const entries = describeOpenApi(document).map((operation): [string, Outline] => [
    `${operation.method} ${operation.path}`,
    outline(operation),
  ]);
  return new Map(entries);
}

function outline({ method, parameters, requestBody }: OperationDescriptor): Outline {
  const compared = parameters.filter((parameter) => parameter.in !== 'cookie');
  const content = method === 'GET' || method === 'DELETE' ? [] : (requestBody?.content ?? []);
  return {
    parameters: new Set(
      compared.map(({ in: place, name }) => `${place} ${place === 'header' ? name.toLowerCase() : name}`),
    ),
    mediaTypes: new Set(content.map(({ mediaType }) => mediaType)),
  };
}

function merge(one: Outline | undefined, other: Outline): Outline {
  return {
    parameters: new Set([...(one?.parameters ?? []), ...other.parameters]),
    mediaTypes: new Set([...(one?.mediaTypes ?? []), ...other.mediaTypes]),
  };
}

function disagreements(
  key: string,
  ours: Outline | undefined,
  theirs: Outline | undefined,
): readonly string[] {
  if (ours === undefined) return [`Only postman-to-openapi has the operation ${key}.`];
  if (theirs === undefined) return [`Only specwright has the operation ${key}.`];
  return [
    ...oneSided(key, 'parameter', ours.parameters, theirs.parameters),
    ...oneSided(key, 'body media type', ours.mediaTypes, theirs.mediaTypes),
  ];
}

function oneSided(
  key: string,
  what: string,
  ours: ReadonlySet<string>,
  theirs: ReadonlySet<string>,
): readonly string[] {
  return [
    ...[...ours]
      .filter((one) => !theirs.has(one))
      .map((one) => `Only specwright has the ${what} ${one} of ${key}.`),
    ...[...theirs]
      .filter((one) => !ours.has(one))
      .map((one) => `Only postman-to-openapi has the ${what} ${one} of ${key}.`),
  ];
}

async function convertByLibrary(collection: Json): Promise<OpenApiDocument> {
  const text = await convert(JSON.stringify(collection), undefined, {
    outputFormat: 'json',
    disabledParams: { includeQuery: true, includeHeader: true },
  });
  const document: OpenApiDocument = JSON.parse(text);
  return document;
}

type Convert = typeof library.default;

/** The package exports the function itself, as CommonJS does, while its types promise a `default`. */
function isConvert(value: unknown): value is Convert {
  return typeof value === 'function';
}

const convert: Convert = isConvert(library) ? library : library.default;
