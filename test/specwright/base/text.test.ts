import { cpuSince } from '../../cpu-time.ts';
import * as fc from '../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { jsonText, printable, printableLine } from '../../../src/specwright/base/text.ts';
import { actingCharacters, commandLines, hostileText } from '../report/hostile-text.ts';

describe('printable', () => {
  it.each([
    ['a terminal sequence', '\u001B]0;title\u0007', '\\u001B]0;title\\u0007'],
    ['a C1 control', '\u009B31m', '\\u009B31m'],
    ['text from right to left', 'a\u202Eb', 'a\\u202Eb'],
    ['zero width', 'a\u200Bb\uFEFF', 'a\\u200Bb\\uFEFF'],
    ['half a character', 'a\uD83D', 'a\\uD83D'],
    ['a tag character', '\u{E0041}', '\\u{E0041}'],
    ['line separators', 'a\u2028::error::b', 'a\\u2028::error::b'],
    ['a carriage return', 'a\r::error::b', 'a\\u000D::error::b'],
    ['a command', '::error::b', '\\::error::b'],
    ['a command further down, indented', 'a\n \t::set-output name=x::b', 'a\n \t\\::set-output name=x::b'],
    ['an old command anywhere', 'a ##[error]b', 'a #\\#[error]b'],
    ['plain words, tabs, lines and emoji', 'für\t"x" ☎ 😀\nC::D', 'für\t"x" ☎ 😀\nC::D'],
    ['line ends of Windows', 'a\r\nb', 'a\nb'],
  ])('shows %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('bounds the length and counts what it leaves out', () => {
    expect(printable('x'.repeat(30), { most: 10 })).toBe('xxxxxxxxxx... (20 more characters)');
    expect(printable(`${'x'.repeat(9)}😀${'y'.repeat(9)}`, { most: 10 })).toBe(
      'xxxxxxxxx... (11 more characters)',
    );
    expect(printable('x'.repeat(10_000_000)).length).toBeLessThan(20_100);
  });

  it('takes time in proportion to the text, even of blank lines', () => {
    const started = process.cpuUsage();
    printable('\n \t'.repeat(2_000_000), { most: 6_000_000 });
    expect(cpuSince(started)).toBeLessThan(5_000);
  });

  it('lets nothing act, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const shown of [printable(text), printableLine(text)]) {
          expect(actingCharacters(shown)).toEqual([]);
          expect(commandLines(shown)).toEqual([]);
        }
        expect(printableLine(text)).not.toContain('\n');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('jsonText', () => {
  it('keeps every value and lets nothing act', () => {
    fc.assert(
      fc.property(fc.dictionary(hostileText, fc.array(hostileText)), (value) => {
        const text = jsonText(value);
        expect(actingCharacters(text)).toEqual([]);
        expect(commandLines(text)).toEqual([]);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 1_000 },
    );
  });
});
