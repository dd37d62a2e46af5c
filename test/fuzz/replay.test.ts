import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutateJson } from '../../scripts/fuzz/mutate.ts';
import { Random } from '../../scripts/fuzz/random.ts';
import { tryInput, type FuzzTarget } from '../../scripts/fuzz/target.ts';
import { TARGETS } from '../../scripts/fuzz/targets.ts';

const SEEDS = path.resolve(import.meta.dirname, '../fuzz-seeds');

function saved(target: FuzzTarget): (readonly [string, string])[] {
  const folder = path.join(SEEDS, target.name);
  return readdirSync(folder).map((file) => [file, readFileSync(path.join(folder, file), 'utf8')] as const);
}

describe.each(TARGETS.map((target) => [target.name, target] as const))(
  'what strangers may send to %s',
  (_name, target) => {
    it.each(saved(target))('is borne: %s', async (_file, input) => {
      expect(await tryInput(target, input)).toBeUndefined();
    });

    it('is borne, changed at random', async () => {
      const random = new Random(20);
      const examples = await target.examples();
      for (let round = 0; round < 12; round += 1) {
        const input = mutateJson(random.pick(examples) ?? '{}', random);
        expect([await tryInput(target, input), input]).toEqual([undefined, input]);
      }
    }, 60_000);

    it('are good examples', async () => {
      for (const example of await target.examples()) expect(await tryInput(target, example)).toBeUndefined();
    });
  },
);

describe('the fuzzer', () => {
  const broken: FuzzTarget = {
    name: 'broken',
    examples: async () => ['{"a":[1,{"b":"c"}]}'],
    limitMs: 1000,
    complaint: async (input) => {
      if (input.includes('__proto__')) throw new TypeError('polluted');
      return undefined;
    },
  };

  it('repeats itself with the same seed', () => {
    const run = () => {
      const random = new Random(5);
      return Array.from({ length: 50 }, () => mutateJson('{"a":[1,{"b":"c"}]}', random));
    };
    expect(run()).toEqual(run());
  });

  it('finds a part that throws', async () => {
    const random = new Random(1);
    const complaints = new Set<string | undefined>();
    for (let round = 0; round < 500; round += 1) {
      complaints.add(await tryInput(broken, mutateJson('{"a":[1,{"b":"c"}]}', random)));
    }
    expect(complaints).toEqual(new Set([undefined, 'threw TypeError: polluted']));
  });

  it('calls it a failure when a part takes too long', async () => {
    expect(await tryInput({ ...broken, limitMs: -1 }, '{}')).toMatch(/^took \d+ ms$/);
  });
});
