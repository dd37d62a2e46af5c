import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jsonOf, own, ownList, ownString, type JsonObject } from '../../src/specwright/base/json.ts';
import { documentApi } from '../../src/specwright/contract/api/document-api.ts';
import { findOperation } from '../../src/specwright/contract/api/find.ts';
import { verify } from '../../src/specwright/contract/verify.ts';
import { errorsOf } from '../../test/servers/matrix.ts';
import { peerCommand } from '../load-peer.ts';
import { runMeasured } from '../process/cpu-time.ts';
import { startServer } from '../process/server-process.ts';
import { lines, PORTMAN_CHECKS, withPathExamples } from './contract-runners.ts';

/** A running server, and what a tester gets to know of it. */
export interface Tested {
  readonly url: string;
  /** The same server behind a gateway that adds the credentials of each operation. */
  readonly openUrl: string;
  readonly document: JsonObject;
  /** Secrets by security scheme. */
  readonly auth: Readonly<Record<string, string>>;
}

/** Long enough for a machine that others use too: a server that answers late has no fault. */
const TIMEOUT_MS = 60_000;

/** A tool that needs only the document to test a server. */
export interface Tester {
  /** What it complains of, in its own terms. @throws Error when it does not get as far as testing */
  readonly run: (server: Tested) => Promise<readonly string[]>;
}

export const OURS = 'ours';

/** Makes each tool, installed on first use. */
export const TESTERS: Readonly<Record<string, () => Tester | Promise<Tester>>> = {
  [OURS]: ours,
  'Prism proxy, with our requests': prism,
  Dredd: dredd,
  Portman: portman,
  Specmatic: specmatic,
};

function ours(): Tester {
  return {
    run: async ({ url, document, auth }) =>
      errorsOf(await verify({ target: url, document, auth, mode: 'own', timeout: TIMEOUT_MS })).map(
        ({ key }) => key,
      ),
  };
}

/** Prism checks traffic and makes none, so it gets ours; it says what is wrong in a header of the answer. */
async function prism(): Promise<Tester> {
  const command = await peerCommand('prism', 'dist/index.js');
  return {
    run: async ({ url, document, auth }) => {
      const { file } = await place(document);
      const argv = (port: number): string[] => [command, 'proxy', file, url, '--port', `${port}`];
      await using proxy = await startServer({ name: 'Prism proxy', argv }, '/');
      const api = documentApi(document, url);
      const complaints: string[] = [];
      const through = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
        const address = input instanceof Request ? input.url : String(input);
        const method = init?.method ?? 'GET';
        const operation = findOperation(
          api,
          method,
          new URL(address.slice(url.length), 'http://path.invalid').pathname,
        );
        if (operation === undefined) return fetch(input, init);
        const answer = await fetch(address.replace(url, proxy.url), init);
        const told = jsonOf(answer.headers.get('sl-violations') ?? '[]');
        for (const one of ownList({ told: told ?? [] }, 'told'))
          if (ownList(one, 'location')[0] === 'response' && own(one, 'severity') === 'Error')
            complaints.push(`${operation.id}: ${ownString(one, 'message')}`);
        return answer;
      };
      await verify({ target: url, document, auth, mode: 'own', timeout: TIMEOUT_MS, fetch: through });
      return complaints;
    },
  };
}

async function dredd(): Promise<Tester> {
  const command = await peerCommand('dredd', 'bin/dredd');
  return {
    run: async ({ openUrl, document }) => {
      const { folder, file } = await place(withPathExamples(document));
      const argv = [command, file, openUrl, '--loglevel', 'error', '--no-color'];
      const { stdout } = await runMeasured(argv, folder);
      return completed(stdout, /^complete:/m, lines(stdout, /^fail/));
    },
  };
}

/** All of Portman's generated contract tests are on. */
async function portman(): Promise<Tester> {
  const command = await peerCommand('portman', 'bin/portman');
  const contractTests = PORTMAN_CHECKS.map((check) => ({
    openApiOperation: '*::/*',
    [check]: { enabled: true },
  }));
  return {
    run: async ({ openUrl, document }) => {
      const { folder, file } = await place(document);
      const config = path.join(folder, 'portman.json');
      await writeFile(config, JSON.stringify({ version: 1, tests: { contractTests } }));
      const newman = JSON.stringify({ abortOnFailure: false });
      const flags = [
        '-t',
        '-n',
        '-c',
        config,
        '-o',
        path.join(folder, 'out.json'),
        '--newmanRunOptions',
        newman,
      ];
      const { stdout } = await runMeasured([command, '-l', file, '-b', openUrl, ...flags], folder);
      const failed = lines(stdout, /^\s+\d+\. +\[/).map((line) => line.replace(/^\d+\. +/, ''));
      return completed(stdout, /assertions │/, failed);
    },
  };
}

/** Most requests that Specmatic makes of one operation; it makes thousands where nobody stops it. */
const SPECMATIC_MOST = { MAX_TEST_REQUEST_COMBINATIONS: '10' };

/** The package holds a Java archive and needs `java` on the path. */
async function specmatic(): Promise<Tester> {
  const command = await peerCommand('specmatic', 'dist/bin/index.js');
  return {
    run: async ({ openUrl, document }) => {
      const { folder, file } = await place(document);
      const argv = [command, 'test', file, `--testBaseURL=${openUrl}`, `--timeout-in-ms=${TIMEOUT_MS}`];
      const { stdout } = await runMeasured(argv, folder, SPECMATIC_MOST);
      const failed = lines(stdout, /^\s*Scenario: .* has FAILED$/);
      return completed(stdout, /^\s*Scenario: .* has (FAILED|SUCCEEDED)$/m, failed);
    },
  };
}

function completed(output: string, sign: RegExp, complaints: readonly string[]): readonly string[] {
  if (sign.test(output)) return complaints;
  throw new Error(/^.*error.*$/im.exec(output)?.[0].slice(0, 160) ?? 'it ended without a test');
}

/** Every run has a folder to itself. */
async function place(document: unknown): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'contract-peers-'));
  const file = path.join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  return { folder, file };
}
