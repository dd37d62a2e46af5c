import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runCli } from '../../run-cli.ts';

/** A remote repository on this machine, a clone of it, and a server that plays the API of GitHub. */
let folder: string;
let clone: string;
let api: string;
let answer: { status: number; body: object };
let asked: { url: string; authorization: string; body: Record<string, string> }[];

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { url = '', headers } = request;
  asked.push({
    url,
    authorization: headers.authorization ?? '',
    body: JSON.parse(Buffer.concat(chunks).toString()),
  });
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'propose-'));
  const remote = path.join(folder, 'remote.git');
  clone = path.join(folder, 'clone');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  git(folder, 'clone', '--quiet', remote, clone);
  git(clone, 'switch', '--quiet', '--create', 'main');
  mkdirSync(path.join(clone, 'spec'));
  writeFileSync(path.join(clone, 'spec/collection.json'), '{}');
  writeFileSync(path.join(clone, 'other.txt'), 'as it was');
  git(clone, 'add', '.');
  git(clone, 'commit', '--quiet', '--message', 'first');
  git(clone, 'push', '--quiet', 'origin', 'main');
  answer = { status: 201, body: { html_url: 'https://github.example/acme/shop/pull/7' } };
  asked = [];
  return () => rmSync(folder, { recursive: true, force: true });
});

const change = (): void => {
  writeFileSync(path.join(clone, 'spec/collection.json'), '{"moved":true}');
  writeFileSync(path.join(clone, 'other.txt'), 'changed, and not to be proposed');
  writeFileSync(path.join(folder, 'body.md'), '**1 breaking**\n');
};

const propose = (env: Record<string, string> = {}, ...more: string[]) =>
  runCli(['propose', 'spec', '--branch', 'api-watch/abc', '--title', 'Shop: a minor change', ...more], {
    program: 'specwright',
    cwd: clone,
    env: {
      GITHUB_TOKEN: 'ghs_token-of-this-test',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_API_URL: api,
      ...env,
    },
  });

it('commits the named paths to a branch, pushes it and opens the pull request', async () => {
  change();
  const body = path.join(folder, 'body.md');
  expect(await propose({}, '--body', body)).toMatchObject({
    code: 0,
    stdout: 'https://github.example/acme/shop/pull/7\n',
  });
  expect(asked).toEqual([
    {
      url: '/repos/acme/shop/pulls',
      authorization: 'Bearer ghs_token-of-this-test',
      body: { title: 'Shop: a minor change', body: '**1 breaking**\n', head: 'api-watch/abc', base: 'main' },
    },
  ]);
  const remote = path.join(folder, 'remote.git');
  expect(git(remote, 'show', 'api-watch/abc:spec/collection.json')).toBe('{"moved":true}');
  expect(git(remote, 'show', 'api-watch/abc:other.txt')).toBe('as it was');
  expect(git(remote, 'log', '--format=%s', 'api-watch/abc')).toBe('Shop: a minor change\nfirst');
});

it('proposes the same state once', async () => {
  change();
  await propose();
  git(clone, 'switch', '--quiet', '--force', 'main');
  change();
  const { code, stdout, stderr } = await propose();
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toContain('Proposed before');
  expect(asked).toHaveLength(1);
});

it('proposes nothing where nothing changed', async () => {
  const { code, stderr } = await propose();
  expect(code).toBe(0);
  expect(stderr).toContain('Nothing to propose');
  expect(asked).toEqual([]);
});

it('says why GitHub refused, and keeps the token to itself', async () => {
  change();
  answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
  const { code, stdout, stderr } = await propose();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('(403): Resource not accessible by integration.');
  expect(stderr).not.toContain('ghs_token');
});

it.each([
  [['--branch', '-x'], 'branch'],
  [['--branch', 'a..b'], 'not a name for a branch'],
])('refuses the name %j', async (more, words) => {
  change();
  const { code, stderr } = await propose({}, ...more);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
  expect(asked).toEqual([]);
});

it('needs a token', async () => {
  change();
  const { code, stderr } = await propose({ GITHUB_TOKEN: '' });
  expect(code).toBe(2);
  expect(stderr).toContain('Set GITHUB_TOKEN');
});
