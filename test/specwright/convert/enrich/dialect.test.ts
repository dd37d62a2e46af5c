import fc from '../../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { convertCollection } from '../../../../src/specwright/convert/convert-collection.ts';
import { type Json, type JsonObject, isObject, own } from '../../../../src/specwright/base/json.ts';
import { valueAt } from '../../../../src/specwright/base/pointer.ts';

/** A table as documentation pages render it. */
function html(head: string, ...rows: readonly string[]): string {
  const cells = (line: string, tag: string): string =>
    line
      .split('|')
      .map((cell) => `<${tag}>${cell.trim()}</${tag}>`)
      .join('\n');
  return `<div><table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>\n${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')}\n</tbody></table></div>`;
}

interface Sample {
  readonly body?: string;
  readonly response?: readonly JsonObject[];
  readonly folder?: string;
  readonly more?: readonly JsonObject[];
}

const item = (
  name: string,
  method: string,
  path: string,
  description: string,
  body?: string,
  response: readonly JsonObject[] = [],
): JsonObject => ({
  name,
  request: {
    method,
    url: `https://things.example${path}`,
    header: [{ key: 'Content-Type', value: 'application/json' }],
    description,
    ...(body !== undefined && { body: { mode: 'raw', raw: body } }),
  },
  response: [...response],
});

/** The document of one request with a description, and what was reported. */
async function convert(description: string, { body, response = [], folder = '', more = [] }: Sample = {}) {
  const items = [item('Make thing', 'POST', '/things', description, body, response), ...more];
  const info = {
    name: 'Things',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  };
  const collection = { info, item: [{ name: 'All', description: folder, item: items }] };
  const { value, problems } = await convertCollection(JSON.stringify(collection));
  return { document: value, codes: problems.map(({ code }) => code) };
}

/** A schema with its references followed; what stands beside a reference is kept. */
function whole(document: JsonObject, value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map((entry) => whole(document, entry));
  if (!isObject(value)) return value ?? null;
  const { $ref, ...beside } = value;
  const target = typeof $ref === 'string' ? whole(document, valueAt(document, $ref.slice(1))) : {};
  const rest = Object.fromEntries(
    Object.entries(beside).map(([key, entry]) => [key, whole(document, entry)]),
  );
  return isObject(target) ? { ...target, ...rest } : rest;
}

const bodyOf = (document: JsonObject, path = '/paths/~1things/post'): Json =>
  whole(document, valueAt(document, `${path}/requestBody/content/application~1json/schema`));

/** The schema of a field, without its description, and whether it is required. */
async function field(type: string, required: string, values: string, description: string) {
  const table = html(
    'Parameter | Data type | Required | Possible values | Description',
    `it | ${type} | ${required} | ${values} | ${description}`,
  );
  const { document } = await convert(`<h2>Input parameters</h2>${table}`);
  const body = bodyOf(document);
  const found = own(own(body, 'properties'), 'it');
  const { description: _, ...schema } = isObject(found) ? found : {};
  return { schema, required: JSON.stringify(own(body, 'required') ?? []) === '["it"]' };
}

describe('cells', () => {
  const abc = { type: 'string', enum: ['A', 'B', 'C'] };
  it.each([
    ['string (enum)', 'A (Default); B; C', '', { ...abc, default: 'A' }],
    ['string, enum', 'Possible values: A, B, C', '', abc],
    ['enum', 'A<br>B<br>C', '', abc],
    ['string (enum)', 'A - first; B - second; C - third', '', abc],
    ['string (enum)', '"A", "B" or "C"', '', abc],
    ['string (enum) or null', 'A; B; C', '', { type: ['string', 'null'], enum: ['A', 'B', 'C', null] }],
    ['string (enum)', '', 'A (default), B or C', { ...abc, default: 'A' }],
    ['string (enum)', '', 'The order: A or B or C', abc],
    ['string (enum)', '', '<ul><li>A - up</li><li>B - down</li><li>C - none</li></ul>', abc],
    ['string', '', 'Allowed values are <em>A</em>, <em>B</em> and <em>C</em>', abc],
    ['string, enum (A, B, C)', '', '', abc],
    ['string, one of A, B, C', '', '', abc],
    ['string', '["A", "B", "C"]', '', abc],
    ['string', 'One of A, B, C', '', abc],
    ['string', 'A (the first), B (the second, or next), C (the third)', '', abc],
    ['string', 'A – up<br>B – down<br>C – none', '', abc],
    ['string', 'A, B, C; default: A', '', { ...abc, default: 'A' }],
    ['string', 'A, B, C or null', '', { type: ['string', 'null'], enum: ['A', 'B', 'C', null] }],
    ['string', '', 'State: A, B, C', abc],
    ['string', '', 'Possible states: A / B / C', abc],
    ['string', '', 'Can be one of the following: A, B, C.', abc],
    ['string', '', 'Valid values: A - up, B - down, C - none', abc],
    ['string', '', 'Permitted values: A; B; C.', abc],
    ['string', '', 'Only "A", "B" and "C" are accepted.', abc],
    ['string', '', '{A, B, C}', abc],
    ['integer', '0=off; 1=on', '', { type: 'integer', enum: [0, 1] }],
    ['integer', '', 'Kind: 1 (home), 2 (work)', { type: 'integer', enum: [1, 2] }],
    ['integer', '', 'Must be 0 or 1.', { type: 'integer', enum: [0, 1] }],
    ['string', '', 'If "A" or "B", it is closed', { type: 'string' }],
    ['string', '', 'The name, e.g. "A" or "B"', { type: 'string' }],
    ['string', '', 'Sample values: one, two', { type: 'string' }],
  ])('%s | %s | %s list the values', async (type, values, description, schema) => {
    expect((await field(type, 'no', values, description)).schema).toEqual(schema);
  });

  it.each([
    ['integer, &lt;= 1000', '', { type: 'integer', maximum: 1000 }],
    ['integer ≤ 1000', '', { type: 'integer', maximum: 1000 }],
    ['integer, 1...1000', '', { type: 'integer', minimum: 1, maximum: 1000 }],
    ['integer [0, 365]', '', { type: 'integer', minimum: 0, maximum: 365 }],
    ['integer, 0-100', '', { type: 'integer', minimum: 0, maximum: 100 }],
    ['integer', 'Days, [0, 365]', { type: 'integer', minimum: 0, maximum: 365 }],
    ['integer, &gt; 0', '', { type: 'integer', exclusiveMinimum: 0 }],
    ['string, &lt;= 255 characters', '', { type: 'string', maxLength: 255 }],
    ['string', '&lt;= 255 characters', { type: 'string', maxLength: 255 }],
    ['array of strings, &lt;= 5 items', '', { type: 'array', items: { type: 'string' }, maxItems: 5 }],
    ['string', 'See chapter [1, 2] of the manual', { type: 'string' }],
    ['0 &lt;= integer &lt;= 50', '', { type: 'integer', minimum: 0, maximum: 50 }],
    ['number, &gt; 0 and &lt; 1', '', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
    ['positive integer', '', { type: 'integer', exclusiveMinimum: 0 }],
    ['integer (min: 1, max: 10)', '', { type: 'integer', minimum: 1, maximum: 10 }],
    ['integer or null, 1-10', '', { type: ['integer', 'null'], minimum: 1, maximum: 10 }],
    ['string [1..64]', '', { type: 'string', minLength: 1, maxLength: 64 }],
    ['string[], up to 50 items', '', { type: 'array', items: { type: 'string' }, maxItems: 50 }],
    ['integer', 'Non-negative offset', { type: 'integer', minimum: 0 }],
    ['integer', 'It cannot be negative.', { type: 'integer', minimum: 0 }],
    ['integer', 'Must be greater than or equal to 18.', { type: 'integer', minimum: 18 }],
    ['integer', 'Must not be greater than 99.', { type: 'integer', maximum: 99 }],
    ['integer', 'Values above 30 are rejected.', { type: 'integer', maximum: 30 }],
    ['integer', 'Volume from 0 (silent) to 10 (loud)', { type: 'integer', minimum: 0, maximum: 10 }],
    ['integer', 'The size, 1-10, as a whole', { type: 'integer', minimum: 1, maximum: 10 }],
    ['integer', 'Size, up to 1,000', { type: 'integer', maximum: 1000 }],
    ['integer', 'Rows, 1000 at most', { type: 'integer', maximum: 1000 }],
    ['number', 'Greater than zero', { type: 'number', exclusiveMinimum: 0 }],
    ['string', 'No longer than 32 characters', { type: 'string', maxLength: 32 }],
    ['string', 'A two-letter code', { type: 'string', minLength: 2, maxLength: 2 }],
    ['string', 'Exactly 6 digits', { type: 'string', minLength: 6, maxLength: 6 }],
    ['string', 'Character limit: 120', { type: 'string', maxLength: 120 }],
    ['array of strings', 'At least one item', { type: 'array', items: { type: 'string' }, minItems: 1 }],
    ['array of strings', 'Up to 10 labels', { type: 'array', items: { type: 'string' }, maxItems: 10 }],
    ['string', 'Ids with commas between, comma-separated list, max 9 ids', { type: 'string' }],
    ['integer', 'If the kind is B, between 1 and 10', { type: 'integer' }],
    ['integer', 'Between 1 and 10 when the kind is B', { type: 'integer' }],
    ['integer', 'Id. A user can have up to 5 of them.', { type: 'integer' }],
    ['integer', 'Id. Limited to 10 requests per second.', { type: 'integer' }],
    ['integer', 'Works with versions &gt;= 2 of it', { type: 'integer' }],
    ['number', 'Fee, usually 1-3', { type: 'number' }],
    ['integer', 'The step, e.g. 1-5', { type: 'integer' }],
  ])('%s | %s state bounds', async (type, description, schema) => {
    expect((await field(type, 'no', '', description)).schema).toEqual(schema);
  });

  it.each([
    ['yes (can be found in the settings)', '', true],
    ['yes (Specifies the owner)', '', true],
    ['Mandatory.', '', true],
    ['', 'It must be specified in every client request', true],
    ['Must be specified in each request', '', true],
    ['', 'The name. Must be provided.', true],
    ['', 'The name. It cannot be omitted.', true],
    ['', 'The name, mandatory', true],
    ['', 'You must provide it.', true],
    ['', 'Must be provided if the other is sent.', false],
    ['', 'No longer required.', false],
    ['\u2714\uFE0F', '', true],
    ['no (all are taken then)', '', false],
    ['if the other is sent', '', false],
  ])('required: %s | %s', async (mark, description, required) => {
    expect((await field('string', mark, '', description)).required).toBe(required);
  });

  it.each([
    ['boolean', 'On or off. Default = false', false],
    ['string', 'Default: "abc"', 'abc'],
    ['string', 'Default = “abc”', 'abc'],
    ['string', 'Defaults to ‘all’', 'all'],
    ['string', 'By default, "web" is used', 'web'],
    ['boolean', 'Shown or not, false by default', false],
    ['integer', 'Size of it; 20 is the default', 20],
    ['integer (default 20)', 'Size', 20],
    ['integer = 20', 'Size', 20],
    ['integer, 20 by default', 'Size', 20],
    ['integer', 'If omitted, 20 is used.', 20],
    ['integer', 'Size. If no value is given, the server uses 20.', 20],
    ['integer', 'Size; 20 if not set', 20],
    ['integer', 'The default size of a page is 20.', 20],
    ['string', 'Defaults to UTC if not specified', 'UTC'],
    ['string', 'Defaults to today', undefined],
    ['string', 'The default is taken from the account', undefined],
    ['string', 'Defaults to the current user', undefined],
    ['string', 'The default is the name of the owner', undefined],
  ])('%s | %s: default', async (type, description, value) => {
    expect((await field(type, 'no', '', description)).schema['default']).toEqual(value);
  });

  it.each([
    ['First request: null, then the token of the answer', true],
    ['Can be reset by passing null', true],
    ['Null for the first request', true],
    ['Is null for new ones', true],
    ['The end, or null', true],
    ['Not nullable', false],
    ['Null values are ignored', false],
    ['Must not be null', false],
    ['A non-null text', false],
    ['Cannot be set to null', false],
  ])('%s: null %s', async (description, isNullable) => {
    expect((await field('string', 'no', '', description)).schema['type']).toEqual(
      isNullable ? ['string', 'null'] : 'string',
    );
  });

  it.each(['string, nullable', '[string, null]', 'string (may be null)', 'nullable&lt;string&gt;'])(
    '%s may be null',
    async (type) => {
      expect((await field(type, 'no', '', '')).schema).toEqual({ type: ['string', 'null'] });
    },
  );

  it('of a choice are taken where a sample is one of them', async () => {
    const table = html('Name|Type|Description', 'it|string|first or last', 'of|string|first or last');
    const { document } = await convert(`<h2>Input parameters</h2>${table}`, { body: '{"it":"last"}' });
    expect(own(bodyOf(document), 'properties')).toMatchObject({
      it: { enum: ['first', 'last'] },
      of: { type: 'string', description: 'first or last' },
    });
    expect(own(own(bodyOf(document), 'properties'), 'of')).not.toHaveProperty('enum');
  });

  it.each([
    'If the list is internal, the value must be <code>internal</code>',
    'Must be <em>x</em> when the other is set',
    'For new records, must be "new"',
    'When used with agents must be <em>agents</em>.',
  ])('%s is no list of values', async (description) => {
    expect((await field('string', 'no', '', description)).schema).toEqual({ type: 'string' });
  });

  it('cost no more time than they have characters', async () => {
    const bits = fc.constantFrom(
      'enum',
      '(',
      ')',
      '[',
      ']',
      ',',
      ';',
      '1',
      '...',
      '<=',
      'default',
      'null',
      'see',
      'or',
      '"',
      '`',
      '-',
      ' ',
      'must be',
      '|',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bits, { maxLength: 40 }), async (parts) => {
        const text = parts.join(' ').replaceAll('|', '/').replaceAll('<', '&lt;');
        expect((await field(text, text, text, text)).schema).toBeTypeOf('object');
      }),
      { numRuns: 60 },
    );
  });
});

describe('columns', () => {
  const heads = ['Parameter', 'Data type', 'Required', 'Description'];
  const cells = ['size', 'integer, &lt;= 9', 'yes', 'How large it is.'];
  const pick = (list: readonly string[], order: readonly number[]): string =>
    order.map((index) => list[index]).join('|');

  it('may stand in any order', async () => {
    const plain = await convert(
      `<h2>Input parameters</h2>${html(pick(heads, [0, 1, 2, 3]), pick(cells, [0, 1, 2, 3]))}`,
    );
    for (const order of [
      [3, 2, 1, 0],
      [1, 0, 3, 2],
      [2, 3, 0, 1],
    ]) {
      const turned = await convert(
        `<h2>Input parameters</h2>${html(pick(heads, order), pick(cells, order))}`,
      );
      expect(turned.document).toEqual(plain.document);
    }
  });

  it.each([
    'Argument|Kind|Mandatory?|What it is',
    'Property|Type|M/O|Meaning',
    'Field Property|Type|Presence|Notes',
    'Name|Format|Obligatory|Explanation',
  ])('may be called %s', async (head) => {
    const { document } = await convert(`<h2>Input parameters</h2>${html(head, cells.join('|'))}`);
    expect(bodyOf(document)).toMatchObject({
      required: ['size'],
      properties: { size: { maximum: 9, description: 'How large it is.' } },
    });
    expect(valueAt(document, '/paths/~1things/post/description')).toBeUndefined();
  });

  it('of prices are no fields', async () => {
    const { document } = await convert(html('Option|Price|Type', 'Number|$1|monthly', 'Extra|$2|monthly'), {
      body: '{"name":"x"}',
    });
    expect(bodyOf(document)).toEqual({ type: 'object', properties: { name: { type: 'string' } } });
  });

  it('of values and their meaning belong to the field that the words before them name', async () => {
    const { document } = await convert(
      `<h2>Input parameters</h2>${html('Parameter|Data type', 'state|string (enum)')}<p>The possible values of <em>state</em> are:</p>${html('Value|Meaning', 'OPEN|It is open', 'SHUT|It is not')}<p>These codes are used for <code>reason</code>:</p>${html('Code|Description', 'A1|One', 'A2|Two')}`,
      { body: '{"state":"OPEN","reason":"A1"}' },
    );
    expect(bodyOf(document)).toMatchObject({
      properties: { state: { enum: ['OPEN', 'SHUT'] }, reason: { enum: ['A1', 'A2'] } },
    });
    expect(valueAt(document, '/paths/~1things/post/description')).toBeUndefined();
  });
});

describe('what is said elsewhere', () => {
  const add = item(
    'Add Part',
    'POST',
    '/parts',
    `<h2>Input parameters</h2>${html('Parameter|Data type|Required', 'name|string|yes', 'code|integer, &lt;= 99|no')}<h2>Output parameters</h2>${html('Parameter|Data type', 'id|string')}`,
    '{"name":"x"}',
  );
  const part = {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, code: { type: 'integer', maximum: 99 } },
  };

  it('of the input of another operation', async () => {
    const { document } = await convert('<p>For the body, see Add Part input parameters.</p>', {
      more: [add],
    });
    expect(bodyOf(document)).toMatchObject(part);
    expect(JSON.stringify(bodyOf(document))).not.toContain('"id"');
  });

  it('of a field that has the input of another operation', async () => {
    const { document } = await convert(
      `<h2>Input parameters</h2>${html('Parameter|Data type|Description', 'one|object|See Add Part input parameters.', 'many|array of objects|See the Add Part input parameters', 'none|object|See Take Part input parameters')}`,
      { more: [add] },
    );
    expect(own(bodyOf(document), 'properties')).toMatchObject({ one: part, many: { items: part } });
    expect(own(own(own(bodyOf(document), 'properties'), 'none'), 'properties')).toBeUndefined();
  });

  it('of errors, once for all operations of a folder', async () => {
    const folder = `<h2>Errors</h2><p>Error response body:</p>${html('Field|Type', 'code|integer', 'text|string')}`;
    const codes = `<h2>Response codes</h2>${html('Code|Description', '200|OK', '400|Bad', '404|Gone')}`;
    const { document } = await convert(codes, { folder, body: '{"a":1}' });
    for (const status of ['400', '404'])
      expect(whole(document, valueAt(document, `/paths/~1things/post/responses/${status}`))).toMatchObject({
        content: {
          'application/json': {
            schema: { properties: { code: { type: 'integer' }, text: { type: 'string' } } },
          },
        },
      });
  });

  it('of events: schemas, and webhooks where the server calls the client', async () => {
    const shown = (name: string, more: string): string =>
      `<h2>${name} event</h2><pre><code>{ "event": "${name}", "id": "1"${more} }</code></pre>`;
    const told = `<h1>Events</h1><p>Each is posted to the URL of the client.</p>${shown('part_made', '')}${shown('part_gone', ', "why": "lost" ')}${html('Field|Type|Description', 'why|string (enum)|lost; sold')}`;
    const { document } = await convert('', { folder: told });
    expect(Object.keys(own(document, 'webhooks') ?? {})).toEqual(['partMadeEvent', 'partGoneEvent']);
    expect(valueAt(document, '/components/schemas/PartMadeEvent')).toMatchObject({
      properties: { event: { enum: ['part_made'] } },
    });
    expect(whole(document, valueAt(document, '/components/schemas/PartGoneEvent'))).toMatchObject({
      properties: { why: { enum: ['lost', 'sold'] } },
    });
    const quiet = await convert('', {
      folder: told.replace('Each is posted to the URL of the client.', 'Asked for with Get parts.'),
    });
    expect(quiet.document['webhooks']).toBeUndefined();
    expect(Object.keys(own(own(quiet.document, 'components'), 'schemas') ?? {})).toContain('PartMadeEvent');
  });

  it.each([
    ['`size` must be between 1 and 7.', '{"size": 3}', { type: 'integer', minimum: 1, maximum: 7 }],
    ['The maximum length of `size` is 7 characters.', '{"size": "a"}', { type: 'string', maxLength: 7 }],
    ['The allowed values of `size` are `S` and `L`.', '{"size": "S"}', { type: 'string', enum: ['S', 'L'] }],
    ['The size defaults to 7.', '{"size": 3}', { type: 'integer', default: 7 }],
    ['If `size` is between 1 and 7, it fits.', '{"size": 3}', { type: 'integer' }],
    ['Records are numbered, beginning from zero.', '{"firstIndex": 3}', { type: 'integer', minimum: 0 }],
    ['This limits "size" to 1000 rows.', '{"size": "3"}', { type: ['integer', 'string'], maximum: 1000 }],
  ])('of the field that a sentence is about: %s', async (sentence, body, schema) => {
    const { document } = await convert(sentence, { body });
    expect(Object.values(own(bodyOf(document), 'properties') ?? {})).toEqual([schema]);
  });

  it('that a field in a sentence is required', async () => {
    const { document } = await convert('The field `size` is mandatory.', { body: '{"size": 3, "more": 1}' });
    expect(own(bodyOf(document), 'required')).toEqual(['size']);
  });

  it('of one field, in a sentence', async () => {
    const { document } = await convert(
      '<p>The current version limits "count" to 1,000 records.</p><ul><li>“Done” is always present; all other fields may be absent.</li></ul>',
      {
        body: '{"count": 5}',
        response: [
          { name: 'ok', code: 200, body: '[{"done": true, "who": "x"}, {"done": false, "who": "y"}]' },
        ],
      },
    );
    expect(bodyOf(document)).toMatchObject({ properties: { count: { maximum: 1000 } } });
    expect(
      whole(
        document,
        valueAt(document, '/paths/~1things/post/responses/200/content/application~1json/schema'),
      ),
    ).toMatchObject({ items: { required: ['done'] } });
  });
});

describe('samples', () => {
  it('with a name that contradicts the code are answers of that name, where the body agrees', async () => {
    const { document, codes } = await convert('', {
      response: [
        { name: '200 OK', code: 404, status: 'Not Found', body: '{"id":"1"}' },
        { name: '404 Not Found', code: 404, body: '{"error":"gone"}' },
      ],
    });
    expect(codes).toEqual(['status-contradicts-name']);
    expect(
      JSON.stringify(whole(document, valueAt(document, '/paths/~1things/post/responses/200'))),
    ).toContain('"id"');
    expect(
      JSON.stringify(whole(document, valueAt(document, '/paths/~1things/post/responses/404'))),
    ).not.toContain('"id"');
  });

  it('with choices and words in place of values show types, not values', async () => {
    const { document } = await convert('', {
      body: '{ "order": "<asc|desc>", "all": true|false, "size": integer, "top": "<count>" // array of things\n }',
      response: [
        {
          name: 'ok',
          code: 200,
          originalRequest: {
            method: 'POST',
            url: 'https://things.example/things',
            body: { mode: 'raw', raw: '{"top": 5}' },
          },
          body: '{}',
        },
      ],
    });
    expect(own(bodyOf(document), 'properties')).toMatchObject({
      order: { type: 'string', enum: ['asc', 'desc'] },
      all: { type: 'boolean' },
      size: { type: 'integer' },
      top: { type: 'integer' },
    });
  });

  it('with names in place of keys are maps', async () => {
    const { document } = await convert('', {
      body: '{ "<app id>": { "size": 1 }, "7": { "size": 2, "name": "x" } }',
    });
    expect(bodyOf(document)).toMatchObject({
      additionalProperties: { properties: { size: { type: 'integer' }, name: { type: 'string' } } },
    });
  });

  it('of any fields name none of them', async () => {
    const { document } = await convert('', {
      body: '{ "field_1": "value_1",\n ...\n "field_n": "value_n" }',
    });
    expect(own(bodyOf(document), 'properties')).toBeUndefined();
    expect(own(bodyOf(document), 'additionalProperties')).toEqual({});
  });
});
