import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { firstLine, peerCommand, property } from '../load-peer.ts';
import { runMeasured, type CommandRun } from '../process/cpu-time.ts';
import type { Absent } from '../suite.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SCRATCH = path.join(ROOT, 'bench/results/contract');
const DOCUMENT = path.join(ROOT, 'generated/openapi.json');

/** What a contract run is pointed at. */
export interface ContractTarget {
  readonly url: string;
  readonly token: string;
}

export interface ContractRunner {
  readonly name: string;
  readonly run: (target: ContractTarget) => Promise<ContractRun>;
}

export interface ContractRun extends CommandRun {
  /** What it complains of, in its own terms: two runs with equal complaints found the same. */
  readonly complaints: string;
  /** Requests sent, or transactions, as the tool counts them. */
  readonly requests: number;
}

export const OURS = 'ours';

export async function contractRunners(): Promise<{ ready: ContractRunner[]; absent: Absent[] }> {
  await mkdir(SCRATCH, { recursive: true });
  const ready: ContractRunner[] = [];
  const absent: Absent[] = [];
  for (const make of [ours, dredd, portman]) {
    try {
      ready.push(await make());
    } catch (error) {
      absent.push({ contender: make.name, why: firstLine(error) });
    }
  }
  return { ready, absent };
}

/** Without hooks, as against a server that we know nothing of. */
async function ours(): Promise<ContractRunner> {
  const sandbox = createSandbox();
  const profile = path.join(SCRATCH, 'profile.json');
  await writeFile(profile, JSON.stringify(sandbox.profile));
  const { clientId, clientSecret } = sandbox.credentials;
  const env = {
    BPCC_CLIENT_ID: clientId,
    BPCC_CLIENT_SECRET: clientSecret,
    BPCC_UNPRIVILEGED_SECRET: sandbox.unprivileged?.clientSecret ?? '',
  };
  const flags = ['--mode', 'full', '--yes', '--profile', profile, '--format', 'json'];
  return {
    name: OURS,
    run: async ({ url }) => {
      const argv = [path.join(ROOT, 'src/testing/dist/cli.js'), 'verify', '--target', url, ...flags];
      const result = await runMeasured(argv, ROOT, env);
      const report: unknown = JSON.parse(result.stdout);
      const requests = Number(property(property(report, 'summary'), 'requests'));
      return { ...result, requests, complaints: `exit ${result.exitCode}` };
    },
  };
}

/** Dredd stops at path parameters without an example. */
async function dredd(): Promise<ContractRunner> {
  const command = await peerCommand('dredd', 'bin/dredd');
  const document = path.join(SCRATCH, 'dredd.json');
  await writeFile(document, JSON.stringify(withPathExamples(JSON.parse(await readFile(DOCUMENT, 'utf8')))));
  return {
    name: 'Dredd',
    run: async ({ url, token }) => {
      const header = `Authorization: Bearer ${token}`;
      const argv = [command, document, url, '--header', header, '--loglevel', 'error', '--no-color'];
      const result = await runMeasured(argv, SCRATCH);
      return {
        ...result,
        complaints: lines(result.stdout, /^fail/).join('\n'),
        requests: Number(/(\d+) total/.exec(result.stdout)?.[1] ?? Number.NaN),
      };
    },
  };
}

/** The same document with an example for every path parameter. */
export function withPathExamples(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    return property(value, 'in') === 'path' ? { ...value, example: '66bb3a68bf36507742b4c612' } : value;
  });
}

export const PORTMAN_CHECKS = [
  'statusSuccess',
  'contentType',
  'jsonBody',
  'schemaValidation',
  'headersPresent',
];

/** Portman needs credentials and token; all its generated contract tests are on. */
async function portman(): Promise<ContractRunner> {
  const command = await peerCommand('portman', 'bin/portman');
  const config = path.join(SCRATCH, 'portman.json');
  const output = path.join(SCRATCH, 'portman-collection.json');
  const { clientId, clientSecret } = createSandbox().credentials;
  const credentials = [
    { key: 'client_id', value: clientId, overwrite: true },
    { key: 'client_secret', value: clientSecret, overwrite: true },
  ];
  const settings = (token: string): unknown => ({
    version: 1,
    tests: {
      contractTests: PORTMAN_CHECKS.map((check) => ({
        openApiOperation: '*::/*',
        [check]: { enabled: true },
      })),
    },
    overwrites: [{ openApiOperationId: 'getAccessToken', overwriteRequestBody: credentials }],
    globals: { securityOverwrites: { bearer: { token } } },
  });
  return {
    name: 'Portman',
    run: async ({ url, token }) => {
      await writeFile(config, JSON.stringify(settings(token)));
      const newman = { abortOnFailure: false, envVar: [{ key: 'bearerToken', value: token }] };
      const flags = ['-t', '-n', '-c', config, '-o', output, '--newmanRunOptions', JSON.stringify(newman)];
      const result = await runMeasured([command, '-l', DOCUMENT, '-b', url, ...flags], SCRATCH);
      return {
        ...result,
        complaints: lines(result.stdout, /^\s+\d+\. +\[/).join('\n'),
        requests: Number(/requests │\s+(\d+)/.exec(result.stdout)?.[1] ?? Number.NaN),
      };
    },
  };
}

/** The lines that match, without what differs from run to run. */
export function lines(text: string, pattern: RegExp): string[] {
  return text
    .split('\n')
    .filter((line) => pattern.test(line))
    .map((line) => line.replaceAll(/\b[0-9a-f]{24}\b|\b\d+ ?ms\b/g, '').trim());
}
