/**
 * A server that does next to nothing: what is measured against it is the client, and what a sandbox
 * could reach at best. Plain JavaScript, so that its start-up is its own. Argument: the port, 0 for any.
 */
import { createServer } from 'node:http';

const TOKEN = JSON.stringify({
  access_token: 'A'.repeat(64),
  token_type: 'Bearer',
  expires_in: '3600',
  scope: 'localhost',
});
const QUEUED = JSON.stringify({ taskId: 'b'.repeat(24), caseId: 'c'.repeat(24), contactId: 'd'.repeat(24) });
const TASK = JSON.stringify({ taskStatus: 'QUEUED', priority: 5, serviceName: 'TaskService', order: 'fifo' });

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const isToken = request.url?.startsWith('/configapi/') === true;
    if (chunks.length > 0 && !isToken) JSON.parse(Buffer.concat(chunks).toString());
    const body = isToken ? TOKEN : request.method === 'POST' ? QUEUED : TASK;
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${server.address().port}`);
});
process.on('disconnect', () => process.exit(0));
