import { describe, expect, it } from 'vitest';
import {
  error,
  info,
  messageWithPlace,
  problemsOf,
  warning,
  type CodesOf,
} from '../../../src/specwright/base/problem.ts';

const makeProblem = problemsOf({
  'too-large': error(({ bytes }: { bytes: number }) => `The input has ${String(bytes)} bytes.`),
  renamed: warning(({ from, to }: { from: string; to: string }) => `${from} is called ${to}.`),
  skipped: info(() => 'Something was skipped.'),
});

describe('problems', () => {
  it('carry code, severity, place, values and sentence', () => {
    expect(makeProblem('too-large', '/a', { bytes: 9 })).toEqual({
      code: 'too-large',
      severity: 'error',
      at: '/a',
      args: { bytes: 9 },
      message: 'The input has 9 bytes.',
    });
    expect(makeProblem('renamed', '', { from: 'a', to: 'b' }).severity).toBe('warning');
    expect(makeProblem('skipped', '', {}).severity).toBe('info');
  });

  it('say the place, where there is one', () => {
    expect(messageWithPlace(makeProblem('skipped', '', {}))).toBe('Something was skipped.');
    expect(messageWithPlace(makeProblem('skipped', '/a\n/b', {}))).toBe('Something was skipped. (at /a /b)');
  });

  it('stay on one line, whatever the input holds', () => {
    const { message } = makeProblem('renamed', '', { from: 'a\n::error::x\u001b[2J', to: '\u2028b\u0007' });
    expect(message).toBe('a ::error::x [2J is called  b .');
  });

  it('cannot have an unknown code, wrong values or no words', () => {
    const code: CodesOf<typeof makeProblem> = 'renamed';
    expect(code).toBe('renamed');
    // @ts-expect-error: no such code
    const unknown: CodesOf<typeof makeProblem> = 'unknown';
    expect(unknown).toBe('unknown');
    // @ts-expect-error: the sentence needs `bytes`
    expect(makeProblem('too-large', '', { size: 9 }).message).toContain('undefined');
    // @ts-expect-error: a record without a sentence
    expect(problemsOf({ wordless: { severity: 'error' } })).toBeTypeOf('function');
  });
});
