/** A collection with names that no code can have as they are, and every common way to send credentials and bodies. */
export const COLLECTION = {
  info: {
    name: 'Parcels `and` <more>',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] },
  item: [
    {
      name: 'List parcels',
      request: {
        method: 'GET',
        url: 'https://parcels.example.com/v1/parcels?limit=10&tag[]=a&tag[]=b',
        description: 'Ends */ a comment, and @deprecated is a word.',
      },
      response: [
        {
          name: 'OK',
          code: 200,
          header: [{ key: 'Content-Type', value: 'application/json' }],
          body: '[{"id":"p1","weight":2.5}]',
        },
      ],
    },
    {
      name: 'Create parcel',
      request: {
        method: 'POST',
        url: 'https://parcels.example.com/v1/parcels',
        header: [{ key: 'Content-Type', value: 'application/json' }],
        body: { mode: 'raw', raw: '{"weight": 2.5, "to": {"city": "Rome"}}' },
      },
      response: [
        {
          name: 'Created',
          code: 201,
          header: [{ key: 'Content-Type', value: 'application/json' }],
          body: '{"id":"p1","weight":2.5}',
        },
        {
          name: 'Refused',
          code: 400,
          header: [{ key: 'Content-Type', value: 'application/json' }],
          body: '{"error":{"code":17,"message":"too heavy"}}',
        },
      ],
    },
    { name: '2fa code', request: { method: 'GET', url: 'https://parcels.example.com/v1/2fa/:code' } },
    {
      name: 'then',
      request: {
        method: 'POST',
        auth: { type: 'noauth' },
        url: 'https://parcels.example.com/v1/then',
        body: { mode: 'urlencoded', urlencoded: [{ key: 'item[price]', value: '5' }] },
      },
    },
    {
      name: 'Label',
      request: {
        method: 'POST',
        url: 'https://parcels.example.com/v1/labels',
        auth: {
          type: 'basic',
          basic: [
            { key: 'username', value: 'u' },
            { key: 'password', value: 'p' },
          ],
        },
        body: {
          mode: 'formdata',
          formdata: [
            { key: 'file', type: 'file', src: '/a.png' },
            { key: 'note', value: 'n' },
          ],
        },
      },
    },
  ],
};

/** OpenAPI 3.0 with its own dialect of schemas, several schemes of credentials, and parameters in several styles. */
export const OPENAPI = `openapi: 3.0.3
info: { title: Depot, version: '2' }
servers: [{ url: 'https://depot.example.com/{stage}', variables: { stage: { default: v2 } } }]
security: [{ key: [], session: [] }, { machine: [] }]
paths:
  /bays:
    get:
      operationId: listBays
      security: []
      parameters:
        - { name: ids, in: query, style: form, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: filter, in: query, style: deepObject, schema: { type: object, properties: { size: { type: string } } } }
        - { name: X-Trace, in: header, required: true, schema: { type: string } }
      responses:
        '200':
          description: Bays.
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Bay' } }
            text/csv: { schema: { type: string } }
  /bays/{id}:
    put:
      operationId: putBay
      parameters: [{ name: id, in: path, required: true, schema: { type: integer, minimum: 0, exclusiveMinimum: true } }]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Bay' } } }
      responses: { '204': { description: Done. } }
    delete:
      operationId: delete
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '204': { description: Gone. } }
  /upload:
    post:
      operationId: upload
      security: [{ tenant: [] }]
      requestBody:
        content:
          application/octet-stream: { schema: { type: string, format: binary } }
      responses:
        '200': { description: The same., content: { application/octet-stream: { schema: { type: string, format: binary } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    session: { type: apiKey, in: cookie, name: sid }
    tenant: { type: apiKey, in: query, name: tenant }
    machine: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://depot.example.com/token', scopes: {} } } }
  schemas:
    Bay:
      type: object
      required: [size]
      properties:
        size: { type: string, nullable: true }
        parcels: { type: array, items: { type: string } }
`;

/** OpenAPI in several files, which refer to each other in every way that people do. */
export const PARTS: Readonly<Record<string, string>> = {
  'api/depot.yaml': `openapi: 3.0.3
info: { title: Depot in parts, version: '2' }
servers: [{ url: https://depot.example.com }]
paths:
  /bays: { $ref: paths/bays.yaml }
  /bays/{id}: { $ref: 'paths/bays.yaml#/one' }
components:
  schemas: { $ref: schemas/all.yaml }
  parameters:
    limit: { name: limit, in: query, schema: { type: integer } }
`,
  'api/paths/bays.yaml': `get:
  operationId: listBays
  parameters: [{ $ref: '../depot.yaml#/components/parameters/limit' }]
  responses:
    '200':
      description: Bays.
      content:
        application/json:
          schema: { type: array, items: { $ref: '../schemas/bay.yaml' } }
    '400': { $ref: '../../common/errors.json#/responses/Refused' }
one:
  parameters: [{ $ref: '../../common/parameters.json#/id' }]
  put:
    operationId: putBay
    requestBody: { $ref: '../../common/parameters.json#/bodies/bay' }
    responses: { '204': { description: Done. } }
`,
  'api/schemas/all.yaml': `Bay: { $ref: bay.yaml }
Owner: { type: object, properties: { name: { type: string, nullable: true } } }
`,
  'api/schemas/bay.yaml': `type: object
required: [size]
properties:
  size: { type: string }
  owner: { $ref: '../depot.yaml#/components/schemas/Owner' }
  beside: { $ref: bay.yaml }
  load: { $ref: '#/$defs/load' }
  kind: { type: string, example: { $ref: not-a-file.yaml } }
$defs:
  load:
    oneOf: [{ $ref: '#/$defs/box' }, { $ref: '#/$defs/bag' }]
    discriminator: { propertyName: kind, mapping: { box: '#/$defs/box', bag: '#/$defs/bag' } }
  box: { type: object, required: [kind], properties: { kind: { type: string, enum: [box] }, edge: { type: number } } }
  bag: { type: object, required: [kind], properties: { kind: { type: string, enum: [bag] } } }
`,
  'common/errors.json': JSON.stringify({
    responses: {
      Refused: {
        description: 'Refused.',
        content: { 'application/json': { schema: { $ref: '#/schemas/Error' } } },
      },
    },
    schemas: { Error: { type: 'object', properties: { message: { type: 'string' } } } },
  }),
  'common/parameters.json': JSON.stringify({
    id: { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
    bodies: {
      bay: {
        required: true,
        content: { 'application/json': { schema: { $ref: '../api/schemas/bay.yaml' } } },
      },
    },
  }),
};
