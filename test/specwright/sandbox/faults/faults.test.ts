import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../../../src/specwright/sandbox/index.ts';
import { library } from '../fixtures/library.ts';
import { shop } from '../fixtures/shop.ts';
import { probe, type Transcript } from './probe.ts';

interface Listed {
  readonly available: readonly { readonly name: string; readonly group: string; readonly breaks: string }[];
}

const listing = await createSandbox({ document: shop }).fetch('/_sandbox/faults');
const { available }: Listed = JSON.parse(await listing.text());
const sound = await transcript();

/** Each run has a server of its own, so that ids are drawn alike. */
async function transcript(...faults: readonly string[]): Promise<Transcript> {
  const sandbox = createSandbox({ document: shop, faults });
  return probe(sandbox.fetch, () => sandbox.control.advance('2h'));
}

test('a server without faults answers alike each time, over a socket too', async () => {
  const sandbox = createSandbox({ document: shop });
  const { url } = await sandbox.listen();
  const overSocket = await probe(
    (path, init) => fetch(url + path, init),
    () => sandbox.control.advance('2h'),
  );
  await sandbox.close();
  expect(overSocket).toEqual(sound);
  expect(sound.filter((line) => line.includes('The sandbox failed'))).toEqual([]);
});

test('there are at least 60 faults here, each with a name of its own', () => {
  const names = available.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(60);
});

test('a document without what a fault breaks does not have the fault', () => {
  const small = createSandbox({
    document: { openapi: '3.1.0', paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
  });
  expect(() => small.control.fault('update-not-stored')).toThrow('There is no fault "update-not-stored"');
  expect(() => createSandbox({ document: library, faults: ['update-not-stored'] })).not.toThrow();
});

describe('a fault is seen by those who call', () => {
  test.each(available.map(({ name }) => name))('%s', async (name) => {
    const faulty = await transcript(name);
    expect(faulty).not.toEqual(sound);
    // A fault is not a crash: the server goes on.
    expect(faulty.filter((line) => line.includes('The sandbox failed'))).toEqual([]);
  });
});
