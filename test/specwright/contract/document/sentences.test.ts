import { expect, test } from 'vitest';
import { inSentences, parted, readable } from '../../../../src/specwright/contract/document/sentences.ts';
import { cpuSince } from '../../../cpu-time.ts';

test('a sentence that is broken over lines is one', () => {
  expect(inSentences('Closes the\ncase. Answers\n409 twice.')).toBe('Closes the case. Answers 409 twice.');
});

test.each([
  ['Closes it. Answered with `409`:\n\n* `closed`: it is closed\n- `held`: it is held\n\nMore.'],
  ['Closes it. Answered with `409`:\n* `closed`: it is closed\n* `held`: it is held\n\nMore.'],
])('each entry of a list says the status above it', (text) => {
  const lines = inSentences(text)
    .split('\n')
    .filter((line) => line !== '');
  expect(lines).toEqual([
    'Closes it.',
    ' Answered with `409`: `closed`: it is closed',
    ' Answered with `409`: `held`: it is held',
    'More.',
  ]);
});

test('a list that no status stands above stays as it is', () => {
  expect(inSentences('One of:\n- `a`\n- `b`')).toBe('One of:\n- `a`\n- `b`');
});

test('each code of a sentence says the status before it', () => {
  expect(inSentences('Refused with 409: `closed`, if it is closed, `held`, if it is held. Else 200.')).toBe(
    'Refused with 409:  `closed`, if it is closed;Refused with 409: `held`, if it is held. Else 200.',
  );
});

test('a table of moves is the list that it is', () => {
  const rows = ['| from | to |', '|---|:--|', '| `new` | `open`, `closed` |', '| closed | none |'].join('\n');
  expect(inSentences(`Moves it.\n\n${rows}\n\nMore.`).split('\n').filter(Boolean)).toEqual([
    'Moves it.',
    'Allowed moves:',
    '- `new` -> `open`, `closed`.',
    '- closed -> none.',
    'More.',
  ]);
  const others = '| action | from | to |\n|---|---|---|\n| close | open | closed |';
  expect(inSentences(others)).toBe(others);
});

test('the parts of a sentence say which status they are about', () => {
  expect(parted('404 if it is unknown, 409 if it is closed, or held')).toEqual([
    '404 if it is unknown',
    ' 409 if it is closed',
    ' or held (409)',
  ]);
  expect(parted('It must be open (else 409), or held')).toEqual([
    'It must be open (else 409)',
    'It must be open  or held (409)',
  ]);
  expect(parted('Open, or held')).toEqual(['Open, or held']);
});

test.each(['400 ', '400: ', ', `a`', '\n', '\n* ', '409, must ', '409:', ' ', '| from | to |\n', '| '])(
  'no text takes long: %j many times',
  (piece) => {
    const long = `${piece.repeat(60_000)} 409: x`;
    const start = process.cpuUsage();
    inSentences(long)
      .split(/[.;\n]/)
      .map(parted);
    expect(cpuSince(start)).toBeLessThan(3_000);
  },
);

test('what stands far behind the beginning of a description is not read', () => {
  expect(readable(`${'x'.repeat(9_999)}${'y'.repeat(9_999)}`)).toBe(`${'x'.repeat(9_999)}y`);
  expect(readable(undefined)).toBe('');
});
