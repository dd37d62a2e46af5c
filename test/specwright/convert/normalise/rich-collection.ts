import type { JsonObject } from '../../../../src/specwright/base/json.ts';

/** Something of everything that collections hold, as a seed for mutations. */
export const richCollection: JsonObject = {
  info: {
    name: 'Everything',
    version: '1.0',
    description: '<p>All of <b>it</b></p><table><tr><th>Name</th></tr><tr><td>a</td></tr></table>',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  variable: [
    { key: 'baseUrl', value: 'https://{{host}}/v1' },
    { key: 'host', value: 'api.example' },
    { key: 'loop', value: '{{loop2}}' },
    { key: 'loop2', value: '{{loop}}' },
  ],
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] },
  item: [
    {
      name: 'Folder',
      description: { content: '*text*', type: 'text/markdown' },
      auth: { type: 'apikey', apikey: { key: 'X-Key', in: 'header', value: 'abc123def456' } },
      item: [
        {
          name: 'Create',
          request: {
            method: 'POST',
            url: {
              raw: '{{baseUrl}}/users/:id?full=true&x[]=1#top',
              host: ['{{baseUrl}}'],
              path: ['users', ':id'],
              query: [{ key: 'full', value: 'true', description: 'Whole <i>record</i>' }],
              variable: [{ key: 'id', value: '42' }],
            },
            header: [
              { key: 'Content-Type', value: 'application/json' },
              { key: 'Cookie', value: 'a=b; c=d' },
            ],
            body: {
              mode: 'raw',
              raw: '{ "a": {{id}}, // note\n "b": [1, 2,], "token": "q8Zt3LmX0pVb7Rk2" }',
              options: { raw: { language: 'json' } },
            },
            description: '| Field | Type |\n|---|---|\n| a<br>b | int |',
          },
          response: [
            {
              name: 'OK',
              code: 200,
              status: 'OK',
              header: [{ key: 'Content-Type', value: 'application/json' }],
              body: '{"id": 42, "list": [{"x": null}]}',
              originalRequest: {
                method: 'POST',
                url: 'https://api.example/v1/users/7',
                body: { mode: 'urlencoded', urlencoded: [{ key: 'k', value: 'v' }] },
              },
            },
            { name: '404 Not found', body: '<html></html>', header: null, code: null },
          ],
        },
        {
          name: 'Upload',
          request: {
            method: 'PUT',
            url: 'https://<tenant>/files/12345',
            body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: [] }] },
            auth: { type: 'noauth' },
          },
        },
      ],
    },
    { name: 'Plain', request: 'https://api.example/files/67890?q={{q}}' },
    {
      name: 'Graph',
      request: {
        method: 'POST',
        url: '{{graph}}',
        body: { mode: 'graphql', graphql: { query: '{ a }', variables: '{}' } },
        auth: {
          type: 'oauth2',
          oauth2: { grant_type: 'implicit', authUrl: 'https://a.example/auth', scope: 'r w' },
        },
      },
    },
    { name: 'Odd', request: { method: 'PURGE', url: null, header: 'A: b\n// C: d' }, response: null },
  ],
};
