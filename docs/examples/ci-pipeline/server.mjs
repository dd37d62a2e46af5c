import { createServer } from 'node:http';

const notes = [
  { id: 'n-1', text: 'Buy milk' },
  { id: 'n-2', text: 'Call Amara' },
];

/** The service that the pipeline checks: put your own here. */
export const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const send = (status, body, headers = {}) => {
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  if (request.method !== 'GET') return send(405, { message: 'Only GET is allowed.' }, { allow: 'GET' });
  if (pathname === '/notes') return send(200, notes);
  const [, id] = /^\/notes\/([^/]+)$/.exec(pathname) ?? [];
  const note = notes.find((one) => one.id === id);
  return note === undefined ? send(404, { message: 'There is no such note.' }) : send(200, note);
});

if (process.argv[1] === import.meta.filename) server.listen(Number(process.env.PORT ?? 4020), '127.0.0.1');
