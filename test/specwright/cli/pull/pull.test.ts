import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandError } from '../../../../src/specwright/cli/frame/command-error.ts';
import { pull as pullCommand } from '../../../../src/specwright/cli/pull.ts';
import { memoryIo } from '../../../memory-io.ts';
import {
  collection,
  documenterPage,
  html,
  json,
  postmanHost,
  type Answer,
  type PostmanHost,
} from './postman-host.ts';

const uid = '31590362-caf4c483-c1ac-4f40-8a71-21d65c560d9e';
let folder = '';
let host: PostmanHost | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pull-'));
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function pull(answer: Answer, args: readonly string[], apiKey?: string): Promise<number> {
  await host?.close();
  host = await postmanHost(answer);
  const { io } = memoryIo({ fetch: host.fetch, env: { POSTMAN_API_KEY: apiKey } });
  return pullCommand.call('specwright pull', [...args, '--out', join(folder, 'collection.json')], io);
}

async function refusal(answer: Answer, args: readonly string[], apiKey?: string): Promise<CommandError> {
  const error: unknown = await pull(answer, args, apiKey).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof CommandError) return error;
  throw new Error(`Expected a refusal, got ${String(error)}`);
}

function saved(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
}

/** Postman's hosts and a custom domain, as far as a pull sees them. */
const world: Answer = ({ host: name, path, key }, response) => {
  const collectionPath = '/api/collections/1/abc?segregateAuth=true&versionTag=';
  if (name === 'documenter.getpostman.com' && path.startsWith(collectionPath)) json(response, collection());
  else if (name === 'docs.lamps.example' && path === '/') html(response, documenterPage('1', 'abc', 'v3.2'));
  else if (name === 'docs.lamps.example' && path === `${collectionPath}v3.2`) json(response, collection());
  else if (name === 'documenter.gw.postman.com' && path === '/view/metadata/abc')
    json(response, { activeVersionTag: 'v3.1', collection: { info: { owner: '1', publishedId: 'abc' } } });
  else if (name === 'documenter.gw.postman.com' && path === `${collectionPath}v3.1`)
    json(response, collection());
  else if (name === 'api.getpostman.com' && path === `/collections/${uid}`)
    json(
      response,
      key === 'secret-key' ? { collection: collection() } : { error: {} },
      key === 'secret-key' ? 200 : 401,
    );
  else if (path === '/plain.json') json(response, collection());
  else html(response, '<html>no</html>', 404);
};

describe('npm run pull', () => {
  it.each([
    ['a published page', 'https://documenter.getpostman.com/view/1/abc', 'latest'],
    ['a published page at a version', 'https://documenter.getpostman.com/view/1/abc?version=v3', 'v3'],
    ['a page on a custom domain', 'https://docs.lamps.example/', 'v3.2'],
    ['page data', 'https://documenter.gw.postman.com/view/metadata/abc', 'v3.1'],
    [
      'a collection address',
      'https://documenter.getpostman.com/api/collections/1/abc?segregateAuth=true&versionTag=v9',
      'v9',
    ],
  ])('finds the collection behind %s', async (_title, from, versionTag) => {
    expect(await pull(world, [from])).toBe(0);
    expect(saved('collection.json')).toEqual(collection());
    expect(saved('source.json')).toMatchObject({
      from,
      name: 'Lamps',
      versionTag,
      publishDate: '2026-01-02T03:04:05.000Z',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('reads any https address and a file', async () => {
    expect(await pull(world, ['https://elsewhere.example/plain.json'])).toBe(0);
    const file = join(folder, 'mine.json');
    writeFileSync(file, JSON.stringify({ collection: collection() }));
    const { sha256 } = saved('source.json');
    expect(await pull(world, [file])).toBe(0);
    expect(saved('source.json')).toEqual({
      from: 'https://elsewhere.example/plain.json',
      url: 'https://elsewhere.example/plain.json',
      name: 'Lamps',
      publishDate: '2026-01-02T03:04:05.000Z',
      sha256,
    });
  });

  it('asks Postman with the key, and tells the key to nobody else', async () => {
    expect(await pull(world, [uid], 'secret-key')).toBe(0);
    expect(saved('collection.json')).toEqual(collection());
    const moved: Answer = (request, response) => {
      if (request.host === 'api.getpostman.com')
        response.writeHead(302, { location: 'https://evil.example/plain.json' }).end();
      else json(response, collection({ path: '/other' }));
    };
    expect(await pull(moved, [uid], 'secret-key')).toBe(0);
    expect(host?.keys).toEqual(['api.getpostman.com secret-key']);
    expect(readFileSync(join(folder, 'source.json'), 'utf8')).not.toContain('secret-key');
  });

  it('writes nothing where only ids, dates and order of keys differ', async () => {
    const at = ['https://a.example/plain.json'];
    await pull((_request, response) => json(response, collection()), at);
    const before = readFileSync(join(folder, 'collection.json'), 'utf8');
    const again = collection({
      id: '00000000-0000-4000-8000-000000000002',
      date: '2027-02-03T00:00:00.000Z',
    });
    const turned = Object.fromEntries(Object.entries(again).reverse());
    expect(await pull((_request, response) => json(response, turned), at)).toBe(0);
    expect(readFileSync(join(folder, 'collection.json'), 'utf8')).toBe(before);
  });

  it('pulls again from where it pulled last, and tells whether it moved', async () => {
    await pull((_request, response) => json(response, collection()), ['https://a.example/plain.json']);
    expect(await pull((_request, response) => json(response, collection()), ['--check'])).toBe(0);
    expect(
      await pull((_request, response) => json(response, collection({ path: '/lights' })), ['--check']),
    ).toBe(1);
    expect(host?.seen).toEqual(['a.example/plain.json']);
    expect(JSON.stringify(saved('collection.json'))).toContain('/lamps');
    expect(await pull((_request, response) => json(response, collection({ path: '/lights' })), [])).toBe(0);
    expect(JSON.stringify(saved('collection.json'))).toContain('/lights');
  });

  it('follows redirects to https only', async () => {
    const to =
      (location: string): Answer =>
      ({ path }, response) => {
        if (path === '/plain.json') json(response, collection());
        else response.writeHead(301, { location }).end();
      };
    expect(await pull(to('/plain.json'), ['https://a.example/old'])).toBe(0);
    expect((await refusal(to('http://b.example/plain.json'), ['https://a.example/old'])).code).toBe(
      'redirect-not-https',
    );
    expect((await refusal(to('/old'), ['https://a.example/old'])).code).toBe('too-many-redirects');
  });
});

describe('what cannot be pulled is reported in one sentence', () => {
  const answers =
    (status: number, body = ''): Answer =>
    (_request, response) =>
      html(response, body, status);
  const empty: Answer = (_request, response) =>
    json(response, {
      info: { name: 'x', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [],
    });
  const address = 'https://a.example/x?apikey=hidden';

  it.each<[string, Answer, string[], string, string]>([
    [
      'no https',
      world,
      ['http://a.example/x'],
      'address-not-https',
      'only https addresses, uids and files are pulled',
    ],
    ['not there', answers(404), [address], 'answer-refused', 'status 404, there is no such collection'],
    ['no key', world, [uid], 'api-key-missing', 'set POSTMAN_API_KEY'],
    ['too many requests', answers(429), [address], 'answer-refused', 'try again later'],
    ['host in trouble', answers(502), [address], 'answer-refused', 'the host has a problem'],
    [
      'some web page',
      answers(200, '<html><body>hello</body></html>'),
      [address],
      'page-without-collection',
      'not one that Postman publishes a collection on',
    ],
    ['no requests', empty, [address], 'collection-empty', 'Cannot pull'],
    [
      'another JSON',
      (_request, response) => json(response, { hello: 1 }),
      [address],
      'not-a-collection',
      'Cannot pull',
    ],
    [
      'cut off',
      (_request, response) => response.writeHead(200).end('{"info":'),
      [address],
      'json-truncated',
      'Cannot pull',
    ],
    [
      'too large',
      (_request, response) => json(response, 'x'.repeat(3_000_000)),
      [address, '--max-size', '1'],
      'answer-too-large',
      'larger than 1 MB',
    ],
    ['too slow', () => undefined, [address, '--timeout', '0.2'], 'answer-too-late', 'within 0.2 s'],
    [
      'gone in the middle',
      (_request, response) => void response.writeHead(200).write('{', () => response.destroy()),
      [address],
      'host-unreachable',
      'Cannot pull',
    ],
    ['nothing recorded', world, [], 'usage', 'Nothing was pulled yet'],
    ['no such file', world, ['no/such.json'], 'input-unreadable', 'there is no such file'],
  ])('%s', async (_title, answer, args, code, sentence) => {
    const error = await refusal(answer, args);
    expect(error.message).toContain(sentence);
    expect(error.message).not.toContain('hidden');
    expect(error.message.split('\n')).toHaveLength(1);
    expect({ code: error.code }).toEqual({ code });
    expect(() => saved('collection.json')).toThrow('ENOENT');
  });

  it('a wrong key', async () => {
    const error = await refusal(world, [uid], 'wrong-key');
    expect(error.message).toContain('status 401, the key is missing or wrong');
    expect(error.message).not.toContain('wrong-key');
  });

  it('a record that someone spoilt', async () => {
    writeFileSync(join(folder, 'source.json'), '{');
    expect((await refusal(world, [])).code).toBe('input-invalid');
    writeFileSync(join(folder, 'source.json'), '{"from": 3}');
    expect((await refusal(world, [])).code).toBe('record-invalid');
  });
});
