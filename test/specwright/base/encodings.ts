function utf8(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

function percent(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(
    '',
  );
}

const NAMES = new Map([
  ['"', 'quot'],
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['/', 'sol'],
  ['+', 'plus'],
]);

/** The ways in which a text may come back. */
export const ENCODINGS: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['JSON', (text) => JSON.stringify(text).slice(1, -1)],
  [
    'JSON, every character as \\u',
    (text) =>
      text
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
  ],
  ['a form', (text) => new URLSearchParams({ '': text }).toString().slice(1)],
  ['percent, upper case', encodeURIComponent],
  ['percent, lower case', (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase())],
  ['percent, every byte', percent],
  ['HTML, named', (text) => text.replace(/["&<>/+]/g, (mark) => `&${NAMES.get(mark) ?? ''};`)],
  ['HTML, decimal', (text) => text.replace(/[^a-z0-9]/gi, (mark) => `&#${mark.charCodeAt(0)};`)],
  [
    'HTML, hexadecimal',
    (text) => text.replace(/[^a-z0-9]/gi, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`),
  ],
  ...['', 'a', 'ab', 'joe:'].flatMap((before) => [
    [`base64 behind "${before}"`, (text: string) => btoa(before + utf8(text))] as const,
    [
      `base64url behind "${before}"`,
      (text: string) =>
        btoa(before + utf8(text))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', ''),
    ] as const,
  ]),
  ['a JSON pointer', (text) => text.replaceAll('~', '~0').replaceAll('/', '~1')],
  ['hexadecimal', (text) => percent(text).replaceAll('%', '')],
  ['percent, twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['JSON in JSON', (text) => JSON.stringify(JSON.stringify({ text })).slice(1, -1)],
  ['base64 in a URL', (text) => encodeURIComponent(btoa(utf8(text)))],
  [
    'the other case',
    (text) =>
      [...text]
        .map((unit) => (unit === unit.toUpperCase() ? unit.toLowerCase() : unit.toUpperCase()))
        .join(''),
  ],
];
