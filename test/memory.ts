import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

/*
 * `npm run memory`: what each part takes at its worst, in a process of its own. A server here answers every call with
 * a body that does not end. Ends with exit code 1 where a part takes more than its limit.
 */

const root = new URL('../', import.meta.url);
const MEBIBYTE = 1024 * 1024;

interface Part {
  readonly name: string;
  /** Most resident memory, in MiB, with Node and the loader of TypeScript (about 120). */
  readonly limit: number;
  /** A module; `base` is the address of the server. */
  readonly code: (base: string) => string;
}

const fill = (count: number, length: number): string => `
  for (let number = 0; number < ${count}; number += 1) {
    const taskInfo = { subject: String(number).padEnd(${length}, 'x') };
    await client.queueTask({ extTaskId: 't' + number, serviceName: 'Task Service', contactInfo: { firstName: 'A' }, caseInfo: { category: 'Incident' }, taskInfo });
  }`;
const client = (options: string): string => `
  import { createTaskRoutingClient } from './src/client/index.ts';
  const client = createTaskRoutingClient({ clientId: 'a', clientSecret: 'b', ...${options} });`;
const sandbox = `
  import { createSandbox } from './src/testing/index.ts';
  const sandbox = createSandbox();
  ${client('{ tenantUrl: sandbox.tenantUrl, fetch: sandbox.fetch, ...sandbox.credentials }')}`;

const PARTS: readonly Part[] = [
  {
    name: 'client: one call, a body without an end',
    limit: 320,
    code: (base) => `${client(`{ tenantUrl: '${base}', retry: false }`)}
      const answer = await client.safe.queryTask('1');
      if (answer.ok) throw new Error('a body without an end was taken');`,
  },
  {
    name: 'verify: every answer a body without an end',
    limit: 640,
    code: (base) => `
      import { verify } from './src/testing/index.ts';
      const report = await verify({ target: '${base}', credentials: { clientId: 'a', clientSecret: 'b' }, mode: 'read-only', operations: ['queryTask'] });
      if (report.verdict === 'honoured') throw new Error('bodies without an end were honoured');`,
  },
  {
    name: 'sandbox: 600 tasks of 1 MB',
    limit: 700,
    code: () => `${sandbox} ${fill(600, 1_000_000)}`,
  },
  {
    name: 'converter: 5,000 saved answers of one request',
    limit: 450,
    code: () => `
      import { convertCollection } from './src/specwright/convert/convert-collection.ts';
      const response = Array.from({ length: 5_000 }, (_value, id) => ({ name: 'Ok', code: 200, header: [{ key: 'Content-Type', value: 'application/json' }], body: JSON.stringify({ id, name: 'n' + id, tags: ['a'] }) }));
      const item = [{ name: 'Get thing', request: { method: 'GET', url: 'https://h.example/things/1' }, response }];
      const info = { name: 'Shop', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' };
      await convertCollection(Buffer.from(JSON.stringify({ info, item })));`,
  },
];

function startEndlessServer(): Promise<ReturnType<typeof createServer>> {
  const chunk = Buffer.alloc(MEBIBYTE, ' ');
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (request.url?.includes('/oauth/')) {
      response.end('{"access_token":"token-1","expires_in":"3600"}');
      return;
    }
    const more = (): void => {
      if (response.destroyed) return;
      if (response.write(chunk)) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** Runs a part; its peak in MiB and its time in seconds. */
async function measure(code: string): Promise<{ readonly peak: number; readonly seconds: number }> {
  const report = `process.stdout.write('\\n' + process.resourceUsage().maxRSS);`;
  const flags = ['--conditions=@specwright/source', '--import', 'tsx', '--input-type=module', '--eval'];
  const started = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, `${code}\n${report}`], {
    cwd: root,
  });
  return {
    peak: Math.round(Number(stdout.split('\n').at(-1)) / 1024),
    seconds: (performance.now() - started) / 1000,
  };
}

const server = await startEndlessServer();
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
for (const { name, limit, code } of PARTS) {
  const { peak, seconds } = await measure(code(base));
  const verdict = peak > limit ? 'TOO MUCH' : 'ok';
  if (peak > limit) process.exitCode = 1;
  process.stdout.write(
    `${name.padEnd(48)} ${String(peak).padStart(5)} MiB of ${limit}  ${seconds.toFixed(1).padStart(5)} s  ${verdict}\n`,
  );
}
server.closeAllConnections();
server.close();
