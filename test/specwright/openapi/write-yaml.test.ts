import fc from '../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeYaml } from '../../../src/specwright/openapi/write-yaml.ts';

/** Words that YAML 1.1 reads as something else, and characters that it forbids. */
const HOSTILE =
  'yes NO on off y n ~ null 10:30 1_000 0o17 017 0b11 .inf .NaN 1e3 2024-03-01 2024-03-01T10:00:00Z = << <<: - ? : # & * ! | > % @ ` {} []'
    .split(' ')
    .concat(
      '',
      ' ',
      'a\u007fb',
      '\u0085',
      '\u009f',
      '\u2028',
      '\u2029',
      '\ufeffx',
      '\uffff',
      'a\nb\u0080\n',
      '\r\n',
      '\t',
      '---',
      '...',
    );
const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 160 })).map((codes) => String.fromCharCode(...codes)),
);
const document = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  fc.oneof(text, fc.array(text), fc.dictionary(fc.constantFrom('a', '=', 'no', '<<'), text)),
);

describe('writeYaml', () => {
  it.each(HOSTILE)('%j is a string to readers of YAML 1.1 and 1.2', (word) => {
    const written = writeYaml({ value: word, [word]: 'key', list: [word] });
    for (const version of ['1.1', '1.2'] as const)
      expect(parse(written, { version })).toEqual({ value: word, [word]: 'key', list: [word] });
  });

  it('round-trips any document, in characters that every reader takes', () => {
    fc.assert(
      fc.property(document, (value) => {
        const written = writeYaml(value);
        for (const version of ['1.1', '1.2'] as const) expect(parse(written, { version })).toEqual(value);
        expect(written).not.toMatch(/[^\P{Cc}\t\n]|[\u2028\u2029\ufeff\ufffe\uffff]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('quotes what a YAML 1.1 reader has a type for', () => {
    expect(writeYaml({ a: '=', b: '<<', c: 'NO', d: '10:30', e: 'plain' })).toBe(
      'a: "="\nb: "<<"\nc: "NO"\nd: "10:30"\ne: plain\n',
    );
  });
});
