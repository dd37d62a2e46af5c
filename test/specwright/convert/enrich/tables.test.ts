import { describe, expect, test } from 'vitest';
import { at, bodySchema, field, jsonBody, one, response, responseSchema } from './collection.ts';

/** The body schema that a description gives to a POST. */
function bodyOf(description: string, json?: Parameters<typeof jsonBody>[0]) {
  const { first } = one({ description, ...(json === undefined ? {} : { body: jsonBody(json) }) });
  return bodySchema(first);
}

describe('field tables', () => {
  test.each([
    ['Name | Type | Required | Description', 'Yes'],
    ['Field | Data type | Mandatory | Details', 'Y'],
    ['Parameter | DataType | M/O | Meaning', 'M'],
    ['Property | Format type | Req. | Notes', 'true'],
    ['Attribute | Type | Required? | Description', '✓'],
    ['Key | Type | Is Required | Comment', 'required'],
    ['Param | Type | Status | Description', 'Mandatory'],
    ['Argument | Value type | Presence | Explanation', 'x'],
    ['Feld | Art | Pflicht | Sinn', 'yes'],
  ])('%s', (header, mark) => {
    const no =
      { Y: 'N', M: 'O', true: 'false', required: 'optional', Mandatory: 'Optional', x: '-' }[mark] ?? 'no';
    const schema = bodyOf(
      `## Request body\n\n| ${header} |\n|---|---|---|---|\n| title | string | ${mark} | The title. |\n| size | integer | ${no} | The size. |`,
    );
    expect(at(schema, 'title')).toMatchObject({ type: 'string' });
    expect(at(schema, 'size')).toMatchObject({ type: 'integer' });
    expect(schema['required']).toEqual(['title']);
  });

  test('values in brackets, and a dash for no description', () => {
    const schema = bodyOf(`### Body

| Field | Type | Enum | Notes |
|---|---|---|---|
| kind | string | [A, B, C] | - |`);
    expect(at(schema, 'kind')).toEqual({ type: 'string', enum: ['A', 'B', 'C'] });
  });

  test('columns for default, values, range, length, pattern, format, example and null', () => {
    const schema = bodyOf(`### Body

| Field | Type | Default | Allowed values | Min | Max | Max length | Pattern | Format | Example | Nullable |
|---|---|---|---|---|---|---|---|---|---|---|
| color | string | red | red, green, blue | | | | | | green | no |
| count | int | 5 | | 1 | 10 | | | | 7 | |
| code | string | | | | | 8 | \`^[A-Z]+$\` | | ABC | |
| born | string | | | | | | | date | 2001-02-03 | yes |`);
    expect(at(schema, 'color')).toMatchObject({
      type: 'string',
      default: 'red',
      enum: ['red', 'green', 'blue'],
      examples: ['green'],
    });
    expect(at(schema, 'count')).toMatchObject({
      type: 'integer',
      default: 5,
      minimum: 1,
      maximum: 10,
      examples: [7],
    });
    expect(at(schema, 'code')).toMatchObject({ type: 'string', maxLength: 8, pattern: '^[A-Z]+$' });
    expect(at(schema, 'born')).toMatchObject({ type: ['string', 'null'], format: 'date' });
  });

  test('dotted, bracketed and indented names nest', () => {
    const schema = bodyOf(`**Body parameters**

| Name | Type | Required |
|---|---|---|
| address.city | string | yes |
| address.zip | string | no |
| items[].id | integer | yes |
| items[].tags[] | string | no |
| owner | object | no |
| &nbsp;&nbsp;name | string | yes |
| &nbsp;&nbsp;contact | object | no |
| &nbsp;&nbsp;&nbsp;&nbsp;email | string | no |
| after | boolean | no |`);
    expect(at(schema, 'address', 'city')).toMatchObject({ type: 'string' });
    expect(at(schema, 'address')).toMatchObject({ type: 'object', required: ['city'] });
    expect(at(schema, 'items')).toMatchObject({ type: 'array' });
    expect(at(schema, 'items', '[]', 'id')).toMatchObject({ type: 'integer' });
    expect(at(schema, 'items', '[]', 'tags')).toMatchObject({ type: 'array', items: { type: 'string' } });
    expect(at(schema, 'owner', 'contact', 'email')).toMatchObject({ type: 'string' });
    expect(at(schema, 'after')).toMatchObject({ type: 'boolean' });
  });

  test.each(['- ', '-- ', '└ ', '→ ', '└── ', '> '])('names indented with %j', (lead) => {
    const schema = bodyOf(
      `### Request\n\n| Field | Type |\n|---|---|\n| address | object |\n| ${lead}city | string |\n| ${lead}zip | string |\n| note | string |`,
    );
    expect(at(schema, 'address', 'city')).toMatchObject({ type: 'string' });
    expect(at(schema, 'address', 'zip')).toMatchObject({ type: 'string' });
    expect(at(schema, 'note')).toMatchObject({ type: 'string' });
    expect(at(schema, 'city')).toBeUndefined();
  });

  test('a heading names the field whose properties follow', () => {
    const schema = bodyOf(`### Request Body

| Property | Description |
|---|---|
| person | The person. Required. |
| parcels | An array of parcels. Optional. |

### \`person\` Properties:

| Property | Description |
|---|---|
| name | Name. Required. |

### \`person.phones\` Array Element Properties:

| Property | Description |
|---|---|
| number | The number. Required. |

### The parcels object

| Property | Description |
|---|---|
| weight | Weight expressed as a number between \`0.5\` and \`30\`, inclusive. |`);
    expect(schema['required']).toEqual(['person']);
    expect(at(schema, 'person')).toMatchObject({ required: ['name'], 'x-schema-name': 'Person' });
    expect(at(schema, 'parcels', '[]', 'weight')).toMatchObject({
      type: 'number',
      minimum: 0.5,
      maximum: 30,
    });
  });

  test('a type cell that names another table links to it and gives the schema its name', () => {
    const schema = bodyOf(`### Request body

| Name | Type | Required |
|---|---|---|
| emails | EmailAddress[] | yes |
| home | Address | no |
| homes | array of Address | no |
| state | OrderState | no |

#### EmailAddress

| Name | Type | Required |
|---|---|---|
| kind | string | yes |

#### Address

| Name | Type | Required |
|---|---|---|
| city | string | yes |
| parent | Address | no |

#### OrderState

| Value | Meaning |
|---|---|
| \`NEW\` | Not seen. |
| \`DONE\` | Finished. |`);
    expect(at(schema, 'emails', '[]')).toMatchObject({
      type: 'object',
      'x-schema-name': 'EmailAddress',
      required: ['kind'],
    });
    expect(at(schema, 'home')).toMatchObject({
      type: 'object',
      'x-schema-name': 'Address',
      required: ['city'],
    });
    expect(at(schema, 'homes', '[]')).toMatchObject({ 'x-schema-name': 'Address' });
    expect(at(schema, 'state')).toMatchObject({
      type: 'string',
      enum: ['NEW', 'DONE'],
      'x-schema-name': 'OrderState',
    });
  });

  test('a prefix stands for every key that begins with it', () => {
    const schema = bodyOf(
      '### Body\n\n| Name | Description |\n|---|---|\n| title | Title. |\n| custom_* | Other fields. Optional. |',
      { title: 'a', custom_color: 'red' },
    );
    expect(schema['patternProperties']).toMatchObject({
      '^custom_': { type: ['boolean', 'number', 'string', 'null'] },
    });
    expect(at(schema, 'custom_color')).toBeUndefined();
  });

  test('conditions are recorded and not asserted', () => {
    const { first, codes } = one({
      description: `### Body

| Name | Type | Required | Description |
|---|---|---|---|
| a | string | conditional | Required unless \`b\` is sent. |
| b | string | | Optional if \`a\` is given. Required if \`a\` is omitted. |
| c | string | yes | Always. |`,
    });
    expect(bodySchema(first)['required']).toEqual(['c']);
    expect(codes.filter((code) => code === 'required-conditionally')).toHaveLength(2);
  });

  test('a table that nobody can read stays in the prose', () => {
    const description =
      'Plans.\n\n| Plan | Price in May |\n|---|---|\n| Small | 10 EUR a month |\n| Large one | 20 EUR a month |';
    const { first } = one({ description, method: 'GET' });
    expect(first.description).toBe(description);
    expect(first.parameters).toEqual([]);
  });
});

describe('what a table is about', () => {
  const table =
    '| Name | Type | Description |\n|---|---|---|\n| id | string | The id. |\n| page | integer | The page. |';

  test('names that the request has decide where no heading does', () => {
    const { first } = one({
      method: 'GET',
      path: '/things/{id}',
      queryParameters: [field('page', '1')],
      description: `### Parameters\n\n${table}`,
    });
    expect(first.parameters.map(({ name, in: place, schema }) => [place, name, schema['type']])).toEqual([
      ['path', 'id', 'string'],
      ['query', 'page', 'integer'],
    ]);
  });

  test.each([
    ['### Query parameters', 'query'],
    ['### Headers', 'header'],
  ])('%s adds parameters that no request sends', (heading, place) => {
    const { first } = one({ method: 'GET', description: `${heading}\n\n${table}` });
    expect(first.parameters.map((parameter) => parameter.in)).toEqual([place, place]);
  });

  test('a location column decides row by row', () => {
    const { first } = one({
      path: '/things/{id}',
      description:
        '### Parameters\n\n| Name | In | Type | Required |\n|---|---|---|---|\n| id | path | string | yes |\n| dry | query | boolean | no |\n| X-Trace | header | string | yes |\n| title | body | string | yes |',
    });
    expect(first.parameters.map(({ in: place, name, required }) => `${place} ${name} ${required}`)).toEqual([
      'path id true',
      'query dry false',
      'header X-Trace true',
    ]);
    expect(bodySchema(first)['required']).toEqual(['title']);
  });

  test('a response table describes the response, also inside a wrapper', () => {
    const { first } = one({
      method: 'GET',
      description:
        '### Response\n\n| Field | Type | Description |\n|---|---|---|\n| id | string | The id. |\n| size | integer | The size. |',
      responses: [response(200, { data: [{ id: 'a', size: 1 }] })],
    });
    const schema = responseSchema(first, '200');
    expect(at(schema, 'data', '[]', 'id')).toMatchObject({ description: 'The id.' });
    expect(at(schema, 'id')).toBeUndefined();
  });

  test('a response table alone gives the response a schema', () => {
    const { first } = one({ method: 'GET', description: `### Response fields\n\n${table}` });
    expect(at(responseSchema(first, '200'), 'page')).toMatchObject({ type: 'integer' });
  });

  test('tables that became schema leave the prose, other prose stays', () => {
    const { first } = one({
      description: `Makes a thing.\n\n### Request body\n\n${table}\n\n### Notes\n\nBe careful.`,
    });
    expect(first.description).toBe('Makes a thing.\n\n### Notes\n\nBe careful.');
  });
});

describe('lists', () => {
  test.each([
    '- **title** (string, required): The title.\n- **size** (integer): The size.',
    '* `title` (string, required) - The title.\n* `size` (integer, optional) - The size.',
    '- title {string} - The title. Required.\n- size {integer} - The size.',
    '- `title` *string* — The title. Required.\n- `size` *integer* — The size.',
  ])('%s', (list) => {
    const schema = bodyOf(`### Body parameters\n\n${list}`);
    expect(at(schema, 'title')).toMatchObject({ type: 'string' });
    expect(at(schema, 'size')).toMatchObject({ type: 'integer' });
    expect(schema['required']).toEqual(['title']);
  });

  test('nested lists nest, and values below a field are its values', () => {
    const schema = bodyOf(
      '### Request body\n\n- `owner` (object): Who owns it.\n  - `name` (string, required): The name.\n- `state` (string): One of:\n  - `open`\n  - `shut`',
    );
    expect(at(schema, 'owner', 'name')).toMatchObject({ type: 'string' });
    expect(at(schema, 'state')).toMatchObject({ enum: ['open', 'shut'] });
  });

  test('a list of words is no list of fields', () => {
    const { first } = one({ description: 'Features:\n\n- **Task:** a unit of work\n- **Case:** a matter' });
    expect(first.requestBody).toBeUndefined();
  });
});

describe('cells that say more than one thing', () => {
  function fieldOf(type: string, values: string, description: string): ReturnType<typeof at> {
    const table = `### Request body\n\n| Name | Type | Values | Description |\n|---|---|---|---|\n| f | ${type} | ${values} | ${description} |`;
    return at(bodySchema(one({ description: table, body: jsonBody({}) }).first), 'f');
  }

  test.each([
    ['string (enum)', 'red (Default); green; blue', '', { enum: ['red', 'green', 'blue'], default: 'red' }],
    ['string', '`on` (default); `off`', '', { enum: ['on', 'off'], default: 'on' }],
    ['integer, <= 1000', '', '', { maximum: 1000 }],
    ['integer, \u2264 1000', '', '', { maximum: 1000 }],
    ['integer', '', '1...1000', { minimum: 1, maximum: 1000 }],
    ['integer', '', '[0, 365]', { minimum: 0, maximum: 365 }],
    ['number, > 0', '', '', { exclusiveMinimum: 0 }],
    ['number, &gt; 0', '', '', { exclusiveMinimum: 0 }],
    ['string', '', '&lt;= 255 characters', { maxLength: 255 }],
    ['integer (1...1000)', '', '', { minimum: 1, maximum: 1000 }],
    ['string', '', 'Default = \u201Cabc\u201D', { default: 'abc' }],
    ['integer', '', 'First request: null', { type: ['integer', 'null'] }],
    ['string', '', 'Can be reset by passing null', { type: ['string', 'null'] }],
  ])('%s | %s | %s', (type, values, description, expected) => {
    expect(fieldOf(type, values, description)).toMatchObject(expected);
  });

  test('does not take a condition in a sentence for a limit', () => {
    const limited = fieldOf('integer', '', 'Sent again when the count > 5 and size <= 3');
    expect(limited).not.toHaveProperty('maximum');
    expect(limited).not.toHaveProperty('exclusiveMinimum');
  });
});
