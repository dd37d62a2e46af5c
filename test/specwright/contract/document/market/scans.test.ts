import { expect, test } from 'vitest';
import { objectAt, type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import { send, type Answer } from '../../pets.ts';
import {
  answers,
  errorsOf,
  idOf,
  inPath,
  inQuery,
  judge,
  need,
  record,
  Refusal,
  skippedOf,
  Table,
  text,
  verified,
} from './small-server.ts';

/* Files: in a form, as a whole body, and read again. */

const BINARY: JsonObject = { type: 'string', format: 'binary' };
const MOST = { note: 60 };
const scan = record({
  id: { ...idOf('scan'), readOnly: true },
  fileName: { type: 'string', readOnly: true },
  mediaType: { type: 'string', readOnly: true },
  sizeBytes: { type: 'integer', readOnly: true },
  note: text,
});
const file = (mediaType: string, schema?: JsonObject): JsonObject => ({
  content: { [mediaType]: schema === undefined ? {} : { schema } },
});
const one = inPath('scan_id', 'scan');
const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Scans', version: '1' },
  paths: {
    '/scans': {
      get: {
        operationId: 'listScans',
        parameters: [inQuery('sort', { type: 'string', pattern: '^-?note$' })],
        ...answers(200, { type: 'array', items: scan }),
      },
      post: {
        operationId: 'sendScan',
        requestBody: {
          required: true,
          ...file('multipart/form-data', record({ file: BINARY, note: text })),
        },
        responses: { ...objectAt(answers(201, scan), 'responses'), 415: { description: 'Send a form.' } },
      },
    },
    '/scans/{scan_id}': {
      parameters: [one],
      get: { operationId: 'getScan', ...answers(200, scan) },
      delete: { operationId: 'dropScan', ...answers(204) },
    },
    '/scans/{scan_id}/content': {
      parameters: [one],
      get: { operationId: 'getContent', ...answers(200, undefined, file('text/plain', BINARY)) },
    },
    '/scans/{scan_id}/cover': {
      parameters: [one],
      put: {
        operationId: 'putCover',
        requestBody: { required: true, ...file('application/octet-stream') },
        ...answers(204),
      },
      get: { operationId: 'getCover', ...answers(200, undefined, file('application/octet-stream')) },
    },
  },
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const scans = new Table('scan');
  const contents = new Map<Json | undefined, string>();
  const covers = new Map<string, string>();
  const has = (name: string): boolean => fault === name;
  const received = async (body: string, type: string): Promise<JsonObject> => {
    if (has('json-taken') && type === 'application/json') return scans.add({ note: 'of JSON' });
    need(type.startsWith('multipart/form-data'), 415);
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    const [sent, note] = [form.get('file'), form.get('note')];
    need(sent instanceof File && typeof note === 'string' && note !== '' && note.length <= MOST.note, 400);
    const content = await sent.text();
    const row = scans.add({
      fileName: has('name-lost') ? 'blob' : `2026-${sent.name}`,
      mediaType: has('type-lost') ? 'application/octet-stream' : sent.type,
      sizeBytes: content.length + (has('size-of-form') ? note.length : 0),
      note,
    });
    contents.set(row['id'], has('content-cut') ? content.slice(0, -1) : content);
    return row;
  };
  const sorted = (way: string | null): JsonObject[] => {
    need(way === null || /^-?note$/.test(way), 400);
    const rows = scans.all;
    if (way === null || has('order-lost')) return rows;
    const sign = way.startsWith('-') && !has('descending-lost') ? -1 : 1;
    return rows.sort((a, b) => sign * (String(a['note']) < String(b['note']) ? -1 : 1));
  };
  return async ({ method = '', url = '', headers }, body, response) => {
    const type = headers['content-type'] ?? '';
    const gives = (mediaType: string, content: string | undefined): void => {
      need(content !== undefined, 404);
      response.writeHead(200, { 'content-type': mediaType }).end(content);
    };
    try {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      const [, kind, id, part] = pathname.split('/');
      const route = `${method} ${kind} ${id === undefined ? '' : 'one'} ${part ?? ''}`.trim();
      if (route === 'POST scans') return send(response, 201, await received(body, type));
      if (route === 'GET scans') return send(response, 200, sorted(searchParams.get('sort')));
      need(kind === 'scans' && id !== undefined, 404);
      const row = scans.find(id);
      if (route === 'GET scans one') return send(response, 200, row);
      if (route === 'GET scans one content') return gives('text/plain', contents.get(id));
      if (route === 'GET scans one cover') return gives('application/octet-stream', covers.get(id));
      if (route === 'PUT scans one cover') {
        need(type === 'application/octet-stream' && body !== '', 400);
        covers.set(id, has('cover-in-capitals') ? body.toUpperCase() : body);
      } else if (route === 'DELETE scans one') scans.remove(id);
      else throw new Refusal(405);
      response.writeHead(204).end();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      response.writeHead(error.status, { allow: 'GET' }).end();
    }
  };
}

judge({
  document,
  serverOf,
  // Nobody has sent one where it is asked for: the workflow sends it first.
  left: /getCover/,
  faults: [
    ['name-lost', /fileName/],
    ['type-lost', /mediaType/],
    ['size-of-form', /sizeBytes/],
    ['content-cut', /^getContent gives another file/],
    ['cover-in-capitals', /^getCover gives another file/],
    ['order-lost', /does not sort by note/],
    ['descending-lost', /does not sort by note/],
  ],
});

test('a form that is taken as JSON is found', async () => {
  const report = await verified(document, serverOf('json-taken'), 'json-taken', { sources: ['http'] });
  expect(errorsOf(report)).toContainEqual(expect.stringMatching(/sendScan accepts .* application\/json/));
});

test('a file that no answer shows is not exercised', async () => {
  const post = {
    operationId: 'sendNotice',
    requestBody: { required: true, ...file('application/octet-stream') },
    responses: { 202: { description: 'Taken.' }, 400: { description: 'Empty.' } },
  };
  const notices = { openapi: '3.1.0', info: { title: 'N', version: '1' }, paths: { '/notices': { post } } };
  const report = await verified(notices, (_request, body, response) => {
    response.writeHead(body === '' ? 400 : 202).end();
  });
  expect(skippedOf(report)).toContain(
    'workflow/sendNotice-file: not exercised: no answer here shows the file of sendNotice',
  );
});
