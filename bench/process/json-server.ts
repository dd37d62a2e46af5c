/** A server that does next to nothing: what is measured against it is the client. Runs in a process of its own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

const TOKEN = JSON.stringify({
  access_token: 'A'.repeat(64),
  token_type: 'Bearer',
  expires_in: '3600',
  scope: 'localhost',
});
const TASK = JSON.stringify({ taskStatus: 'QUEUED', priority: 5, serviceName: 'TaskService', order: 'fifo' });

function answer(request: IncomingMessage, response: ServerResponse): void {
  const body = request.url?.startsWith('/configapi/') === true ? TOKEN : TASK;
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  process.send?.(`http://127.0.0.1:${address.port}`);
});
process.on('disconnect', () => process.exit(0));
