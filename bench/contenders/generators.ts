import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import type { JsonObject } from '../../src/specwright/base/json.ts';
import { readRuntime } from '../../src/specwright/cli/project/read-runtime.ts';
import { emitProject } from '../../src/specwright/emit/emit-project.ts';
import { modernDocument } from '../../src/specwright/openapi/modern.ts';
import { peerCommand } from '../load-peer.ts';

const run = promisify(execFile);
export const OURS = 'specwright';

/** A tool that makes a client of a document. */
export interface Generator {
  readonly name: string;
  /** Writes a client into a folder. */
  readonly generate: (document: JsonObject, folder: string) => Promise<void>;
  /** A module that offers all operations, as an application imports it. */
  readonly all: string;
  /** A module whose `connect(baseUrl, fetch)` gives a function that reads one order. */
  readonly one: string;
}

export const GENERATORS: readonly Generator[] = [
  {
    name: OURS,
    async generate(document, folder) {
      const { files } = await emitProject(modernDocument(document), { runtime: await readRuntime() });
      for (const { path: name, content } of files) await writeFile(path.join(folder, name), content);
    },
    all: `export { createClient } from './client.ts';`,
    one: `import { createClient } from './client.ts';
export const connect = (baseUrl: string, fetch: typeof globalThis.fetch) => {
  const client = createClient({ baseUrl, fetch, auth: { bearer: 'token' } });
  return () => client.readOrder({ path: { id: 'a' } });
};`,
  },
  {
    name: 'openapi-typescript + openapi-fetch',
    async generate(document, folder) {
      const nodes = await openapiTS(JSON.stringify(document), { silent: true });
      await writeFile(path.join(folder, 'types.ts'), astToString(nodes));
    },
    all: `export { default } from 'openapi-fetch'; export type { paths } from './types.ts';`,
    one: `import createClient from 'openapi-fetch';
import type { paths } from './types.ts';
export const connect = (baseUrl: string, fetch: typeof globalThis.fetch) => {
  const client = createClient<paths>({ baseUrl, fetch, headers: { authorization: 'Bearer token' } });
  return async () => (await client.GET('/order/{id}', { params: { path: { id: 'a' } } })).data;
};`,
  },
  {
    name: '@hey-api/openapi-ts',
    async generate(document, folder) {
      const input = path.join(folder, 'openapi.json');
      await mkdir(folder, { recursive: true });
      await writeFile(input, JSON.stringify(document));
      const command = await peerCommand('hey-api', 'bin/run.js');
      await run(process.execPath, [command, '-i', input, '-o', path.join(folder, 'gen')], { cwd: folder });
    },
    all: `export * from './gen/sdk.gen'; export { client } from './gen/client.gen';`,
    one: `import { client } from './gen/client.gen';
import { readOrder } from './gen/sdk.gen';
export const connect = (baseUrl: string, fetch: typeof globalThis.fetch) => {
  client.setConfig({ baseUrl, fetch, auth: () => 'token' });
  return async () => (await readOrder({ path: { id: 'a' } })).data;
};`,
  },
];
