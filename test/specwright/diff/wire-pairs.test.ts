import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/specwright/diff/change.ts';
import { diff, told } from './documents.ts';
import { WIRE_PAIRS, type Verdict } from './wire-pairs.ts';

const MEETS: Readonly<Record<Verdict, (changes: readonly Change[]) => boolean>> = {
  breaking: (changes) => changes.some(({ level }) => level === 'breaking'),
  warn: (changes) => changes.some(({ level }) => level !== 'info'),
  ok: (changes) => changes.every(({ level }) => level !== 'breaking'),
  none: (changes) =>
    changes.every(
      ({ id, level, direction }) =>
        level === 'info' && (direction === 'none' || id === 'path-parameter-renamed'),
    ),
};

describe('whether callers of the old document break', () => {
  it.each(WIRE_PAIRS)('$name: $verdict', ({ base, revision, verdict }) => {
    const report = diff(base, revision);
    expect({ verdict, told: told(report), meets: MEETS[verdict](report.changes) }).toMatchObject({
      meets: true,
    });
  });

  it('is decided from pairs with names of their own', () => {
    expect(new Set(WIRE_PAIRS.map(({ name }) => name)).size).toBe(WIRE_PAIRS.length);
  });
});
