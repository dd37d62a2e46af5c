import { fromEntries, objectAt, own, ownList, ownString, type Json, type JsonObject } from '../base/json.ts';
import type { OperationDescriptor, ParameterDescriptor } from './operation.ts';
import { lookUp, resolve } from './reference.ts';
import { sampleOf } from './sample.ts';

/** What a method of a generated client takes: parameters by their place, and the body. */
export type SampleInput = Readonly<Partial<Record<'path' | 'query' | 'header' | 'cookie' | 'body', Json>>>;

/** HTTP writes them itself. */
const OWN_HEADERS = new Set(['accept', 'content-type', 'authorization']);

function isTaken(document: JsonObject, path: string, values: readonly (readonly [string, Json])[]): boolean {
  const filled = values.reduce((text, [name, value]) => text.replace(`{${name}}`, () => String(value)), path);
  return filled !== path && Object.hasOwn(objectAt(document, 'paths'), filled);
}

function isSendable(header: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(header) && !OWN_HEADERS.has(header.toLowerCase());
}

/**
 * Parameters and a body that fit an operation: its examples where there are some, samples of its schemas elsewhere.
 *
 * @param examples - whether examples are taken: those of strangers need not fit
 * @param optional - whether what may be left out is sent
 */
export function sampleInput(
  document: JsonObject,
  operation: OperationDescriptor,
  examples = true,
  optional = true,
): SampleInput {
  const { method, path, parameters, requestBody } = operation;
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
  const undeclared = names.filter(
    (name) => !parameters.some((known) => known.in === 'path' && known.name === name),
  );
  const places = (['path', 'query', 'header', 'cookie'] as const).flatMap((place): [string, Json][] => {
    const here = parameters.filter(
      (parameter) =>
        parameter.in === place &&
        (optional || parameter.required) &&
        !(place === 'header' && !isSendable(parameter.name)),
    );
    const values = here.map((parameter): [string, Json] => [
      parameter.name,
      valueOf(document, operation, parameter, examples),
    ]);
    // Examples may fill a template in to the path of another operation, which would get the request.
    if (place === 'path' && isTaken(document, path, values)) values.forEach((value) => (value[1] = 'text'));
    if (place === 'path') values.push(...undeclared.map((name): [string, Json] => [name, 'text']));
    return values.length === 0 ? [] : [[place, fromEntries(values)]];
  });
  // `fetch` refuses a body with these methods.
  const bodiless = method === 'GET' || method === 'HEAD';
  const isSent = !bodiless && (optional || requestBody?.required === true);
  const body = !isSent ? undefined : requestBody && bodyOf(document, requestBody.content, examples);
  return fromEntries([...places, ...(body === undefined ? [] : [['body', body] as const])]);
}

function valueOf(
  document: JsonObject,
  operation: OperationDescriptor,
  { name, in: place, schema }: ParameterDescriptor,
  examples: boolean,
): Json {
  const { value: item } = resolve(document, objectAt(document, 'paths')[operation.path], '');
  const stated = [
    ...ownList(objectAt(item, operation.method.toLowerCase()), 'parameters'),
    ...ownList(item, 'parameters'),
  ].map((parameter) => resolve(document, parameter, '').value);
  const parameter = stated.find((one) => ownString(one, 'name') === name && ownString(one, 'in') === place);
  const example = examples ? exampleOf(document, parameter) : undefined;
  const value = example ?? sampleOf(document, schema, { examples });
  // An empty segment would make another path.
  if (place === 'path' && (value === undefined || value === '' || value === null)) return 'text';
  return value ?? 'text';
}

function exampleOf(document: JsonObject, owner: Json | undefined): Json | undefined {
  const named = Object.values(objectAt(owner, 'examples'))
    .map((example) => own(resolve(document, example, '').value, 'value'))
    .find((value) => value !== undefined);
  return own(owner, 'example') ?? named;
}

function bodyOf(
  document: JsonObject,
  content: NonNullable<OperationDescriptor['requestBody']>['content'],
  examples: boolean,
): Json | undefined {
  const [first] = content;
  if (first?.schema === undefined) return first === undefined ? undefined : {};
  const media = lookUp(document, `#${first.schema.replace(/\/schema$/, '')}`);
  const schema = lookUp(document, `#${first.schema}`) ?? {};
  const example = examples ? exampleOf(document, media) : undefined;
  return example ?? sampleOf(document, schema, { without: 'readOnly', examples }) ?? {};
}
