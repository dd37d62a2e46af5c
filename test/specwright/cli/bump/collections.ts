/** A row of a parameter table: name, type, required, description. */
type Row = readonly [name: string, type: string, required: 'yes' | 'no', description: string];

export interface Lamps {
  readonly path: string;
  readonly request: readonly Row[];
  readonly response: readonly Row[];
  readonly sent: Readonly<Record<string, unknown>>;
  readonly answered: Readonly<Record<string, unknown>>;
}

export const lamps: Lamps = {
  path: '/lamps/:lampId',
  request: [
    ['colour', 'string', 'yes', 'Colour of the light. One of: `red`, `green`.'],
    ['brightness', 'integer', 'no', 'Brightness in percent. Default: 50.'],
  ],
  response: [
    ['lampId', 'string', 'yes', 'Id of the lamp.'],
    ['state', 'string', 'yes', 'State of the lamp. One of: `ON`, `OFF`.'],
    ['room', 'string', 'no', 'Where the lamp stands.'],
  ],
  sent: { colour: 'red', brightness: 30 },
  answered: { lampId: 'l-1', state: 'ON', room: 'Hall' },
};

/** A small collection of our own: one request with tables and samples. */
export function lampCollection(change: Partial<Lamps> = {}): object {
  const { path, request, response, sent, answered } = { ...lamps, ...change };
  const url = {
    raw: `https://lamps.example/v1${path}`,
    protocol: 'https',
    host: ['lamps', 'example'],
    path: `v1${path}`.split('/'),
    variable: [{ key: 'lampId', value: 'l-1', description: 'Id of the lamp' }],
  };
  const description = `Switches a lamp.\n\n### Request body\n\n${table(request)}\n\n### Response body\n\n${table(response)}`;
  const body = { mode: 'raw', raw: JSON.stringify(sent), options: { raw: { language: 'json' } } };
  const header = [{ key: 'Content-Type', value: 'application/json' }];
  return {
    info: {
      _postman_id: 'c0000000-0000-4000-8000-000000000000',
      name: 'Lamps',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [
      {
        name: 'Switch lamp',
        id: 'c0000000-0000-4000-8000-000000000001',
        request: { method: 'PUT', header, url, body, description },
        response: [{ name: 'Switched', code: 200, status: 'OK', header, body: JSON.stringify(answered) }],
      },
    ],
  };
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(([name, type, required, text]) => `| ${name} | ${type} | ${required} | ${text} |`);
  return ['| Name | Type | Required | Description |', '|---|---|---|---|', ...lines].join('\n');
}
