import { cpuSince } from '../../cpu-time.ts';
import { describe, expect, test } from 'vitest';
import { hideSecrets, secretKindIn } from '../../../src/specwright/base/secrets/find-secrets.ts';
import { SECRET_KINDS } from '../../../src/specwright/base/secrets/secret-kinds.ts';
import { FORMED, INNOCENT, KEYS, NAMED } from './secret-samples.ts';

const hide = (text: string): string => hideSecrets(text, () => '#');

test('every kind has a sample', () => {
  expect(FORMED.map(({ id }) => id).toSorted()).toEqual(SECRET_KINDS.map(({ id }) => id).toSorted());
});

describe.each(FORMED.map((sample) => [sample.id, sample] as const))(
  '%s',
  (id, { text, secret, nearMiss }) => {
    test('is caught', () => {
      const among = `see ${text} for more`;
      expect(secretKindIn(among)?.id).toBe(id);
      expect(hide(among)).not.toContain(secret);
      expect(hide(among)).toMatch(/^see .* for more$/s);
    });

    test('is not seen in a near miss', () => {
      expect(hide(`see ${nearMiss} for more`)).toBe(`see ${nearMiss} for more`);
    });
  },
);

describe.each([...KEYS, ...NAMED].map((sample) => [sample.id, sample] as const))(
  '%s',
  (_, { text, secret, nearMiss }) => {
    test('is caught', () => expect(hide(text)).not.toContain(secret));
    test('is not seen in a near miss', () => expect(hide(nearMiss)).toBe(nearMiss));
  },
);

test.each(INNOCENT)('stays: %s', (text) => {
  expect(hide(text)).toBe(text);
});

const escapes: readonly (readonly [string, (text: string) => string])[] = [
  ['JSON', (text) => JSON.stringify(text)],
  ['JSON in JSON', (text) => JSON.stringify({ inner: JSON.stringify({ text }) })],
  ['a URL', encodeURIComponent],
  ['HTML', (text) => text.replace(/[&<>"'/:@]/g, (mark) => `&#${mark.charCodeAt(0)};`)],
];
test.each(escapes)('beneath the escapes of %s', (_, escape) => {
  const survivors = [...FORMED, ...KEYS, ...NAMED].filter(({ text, secret }) => {
    const clean = hide(escape(text));
    return clean.includes(secret) || clean.includes(escape(secret).replaceAll(/^"|"$/g, ''));
  });
  expect(survivors.map(({ id }) => id)).toEqual([]);
});

test('a private key whose end was cut off is caught', () => {
  const [key] = KEYS;
  const cut = key?.text.slice(0, -40) ?? '';
  expect(hide(cut)).toBe('#');
});

test('no text makes the search slow', () => {
  const bombs = [
    '-----BEGIN PRIVATE KEY-----'.repeat(8_000),
    'password is '.repeat(20_000),
    'passwords: ['.repeat(20_000),
    '"secrets":{"a":'.repeat(10_000),
    'base64 of '.repeat(20_000),
    'eyJ'.repeat(60_000),
    '%25'.repeat(60_000),
    '\\\\'.repeat(60_000),
    '&amp;'.repeat(40_000),
    'Private-Lines: 1\n'.repeat(10_000),
    '"d":"kty"'.repeat(20_000),
    'a:a@'.repeat(50_000),
    'curl -u '.repeat(30_000),
    'sk-'.repeat(60_000),
  ];
  for (const bomb of bombs) {
    const start = process.cpuUsage();
    hide(bomb);
    expect(cpuSince(start), bomb.slice(0, 30)).toBeLessThan(5_000);
  }
});
