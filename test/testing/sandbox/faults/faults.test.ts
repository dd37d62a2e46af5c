import { beforeAll, describe, expect, test } from 'vitest';
import { faultGroups, faults } from '../../../../src/testing/sandbox/index.ts';
import type { Fault } from '../../../../src/testing/sandbox/index.ts';
import { probe, repeatable } from './probe.ts';
import { wireProbe } from './wire-probe.ts';

let faultless: string[] = [];

beforeAll(async () => {
  faultless = await lines();
});

async function lines(): Promise<string[]> {
  const all: string[] = [];
  for await (const line of probe(repeatable())) all.push(line);
  return all;
}

/** The first exchange that differs; `undefined` where none does. */
async function firstDifference(name: string): Promise<string | undefined> {
  let index = 0;
  for await (const line of probe(repeatable([name]))) {
    if (line !== faultless[index]) return `exchange ${index}: ${line}`;
    index += 1;
  }
  return undefined;
}

test('the probe repeats itself on a faultless sandbox', async () => {
  expect(await lines()).toEqual(faultless);
  expect(faultless.length).toBeGreaterThan(200);
});

test('there are at least eighty faults, with names of their own, in every group', () => {
  expect(faults.length).toBeGreaterThanOrEqual(80);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  expect(new Set(faults.map(({ group }) => group))).toEqual(new Set(faultGroups));
  for (const { name } of faults) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
});

describe.each(faultGroups)('%s', (group) => {
  const own = faults.filter((fault) => fault.group === group && fault.wireOnly !== true);
  test.each(own.map((fault): [string, Fault] => [fault.name, fault]))(
    '%s changes an exchange',
    async (name) => {
      expect(await firstDifference(name)).toBeDefined();
    },
  );
});

describe('on the wire', () => {
  const wireFaults = faults.filter(({ wireOnly }) => wireOnly === true);
  test.each(wireFaults.map(({ name }) => [name]))('%s changes the bytes', async (name) => {
    expect(await wireProbe([name])).not.toEqual(await wireProbe([]));
  });
});
