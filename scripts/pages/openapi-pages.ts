import {
  isObject,
  objectAt,
  own,
  ownList,
  ownObject,
  ownString,
  type Json,
  type JsonObject,
} from '../../src/specwright/base/json.ts';
import { resolve } from '../../src/specwright/openapi/reference.ts';
import { cellText, code, fence, markdownText, plain, table } from './markdown.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** Schemas may hold themselves. */
const MOST_LEVELS = 6;

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
}

/** A page for each operation of an OpenAPI document, and one that lists them: file names and Markdown. */
export function openApiPages(document: JsonObject): ReadonlyMap<string, string> {
  const operations = operationsOf(document);
  const info = objectAt(document, 'info');
  const rows = operations.map(({ id, method, path, operation }) => [
    `[${plain(ownString(operation, 'summary') ?? id)}](./${id}.md)`,
    code(`${method.toUpperCase()} ${path}`),
  ]);
  const index = `# ${plain(ownString(info, 'title') ?? 'HTTP API')}

${markdownText(ownString(info, 'description') ?? '')}

${table(['operation', 'request'], rows)}`;
  return new Map([
    ['index.md', index],
    ...operations.map((one) => [`${one.id}.md`, operationPage(document, one)] as const),
  ]);
}

function operationsOf(document: JsonObject): readonly Operation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = ownObject(item, method);
      if (operation === undefined) return [];
      const id = (ownString(operation, 'operationId') ?? `${method}${path}`).replaceAll(/[^\w-]+/g, '-');
      return [{ id, method, path, operation }];
    }),
  );
}

function operationPage(document: JsonObject, { id, method, path, operation }: Operation): string {
  const parameters = ownList(operation, 'parameters').map((each) => resolved(document, each));
  const body = resolved(document, own(operation, 'requestBody'));
  const responses = Object.entries(objectAt(operation, 'responses')).map(
    ([status, each]) => [status, resolved(document, each)] as const,
  );
  const parts = [
    `# ${plain(ownString(operation, 'summary') ?? id)}`,
    fence('http', `${method.toUpperCase()} ${path}`),
    markdownText(withoutBodySections(ownString(operation, 'description') ?? '')),
    ...(parameters.length === 0 ? [] : ['## Parameters', parameterTable(parameters)]),
    ...(own(operation, 'requestBody') === undefined ? [] : ['## Request body', content(document, body)]),
    '## Responses',
    ...responses.flatMap(([status, response]) => [
      `### ${status}`,
      markdownText(ownString(response, 'description') ?? ''),
      content(document, response),
    ]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What tables in a description say of bodies is in their schemas, and shown from there. */
function withoutBodySections(description: string): string {
  return description.split(/^### (?:Request|Response) body$/m)[0]?.trim() ?? '';
}

function parameterTable(parameters: readonly JsonObject[]): string {
  const rows = parameters.map((each) => [
    code(ownString(each, 'name') ?? ''),
    ownString(each, 'in') ?? '',
    own(each, 'required') === true ? 'yes' : 'no',
    cellText(ownString(each, 'description') ?? ''),
  ]);
  return table(['name', 'in', 'required', 'description'], rows);
}

function content(document: JsonObject, holder: JsonObject): string {
  return Object.entries(objectAt(holder, 'content'))
    .map(([mediaType, media]) => {
      const rows = fieldRows(document, own(media, 'schema'), '', 0);
      const examples = Object.values(objectAt(media, 'examples')).slice(0, 1);
      return [
        code(mediaType),
        table(['field', 'type', 'description'], rows),
        ...examples.map((example) => fence('json', JSON.stringify(own(example, 'value'), null, 2))),
      ].join('\n\n');
    })
    .join('\n\n');
}

function fieldRows(
  document: JsonObject,
  schema: Json | undefined,
  prefix: string,
  level: number,
): readonly (readonly string[])[] {
  const shape = resolved(document, schema);
  const item = own(shape, 'items');
  if (item !== undefined && level < MOST_LEVELS) return fieldRows(document, item, `${prefix}[]`, level + 1);
  const required = new Set(ownList(shape, 'required'));
  return Object.entries(objectAt(shape, 'properties')).flatMap(([name, property]) => {
    const field = resolved(document, property);
    const at = prefix === '' ? name : `${prefix}.${name}`;
    const values = ownList(field, 'enum').map(String).map(code).join(', ');
    const words = cellText(ownString(field, 'description') ?? '');
    return [
      [
        code(at),
        required.has(name) ? `${typeOf(field)}, required` : typeOf(field),
        values === '' ? words : `${words} One of: ${values}.`.trim(),
      ],
      ...(level < MOST_LEVELS ? fieldRows(document, field, at, level + 1) : []),
    ];
  });
}

function typeOf(schema: JsonObject): string {
  const type = own(schema, 'type');
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return type.join(' or ');
  const branches = [...ownList(schema, 'oneOf'), ...ownList(schema, 'anyOf')].filter(isObject).map(typeOf);
  return branches.length > 0 ? [...new Set(branches)].join(' or ') : 'any';
}

function resolved(document: JsonObject, value: Json | undefined): JsonObject {
  return resolve(document, value, '').value;
}
