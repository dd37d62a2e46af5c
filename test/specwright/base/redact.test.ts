import { cpuSince } from '../../cpu-time.ts';
import * as fc from '../../fast-check.ts';
import { describe, expect, test } from 'vitest';
import { ENCODINGS } from './encodings.ts';
import { KnownSecrets, redactDeep, redactThenCut } from '../../../src/specwright/base/redact.ts';

const SECRET = 'Kq7/x+Zt3 "Lm&<V>é\\p-9';
const TOKEN = '4F9D6A3E0A6B4A1C9F67AA52A1F4A3B1C0DE';

describe.each(ENCODINGS)('a secret in %s', (name, encode) => {
  const secrets = name === 'the other case' ? [TOKEN] : [SECRET, TOKEN];
  test.each(secrets)('is found and replaced whole: %s', (secret) => {
    const known = new KnownSecrets([secret]);
    const text = `{"message": "no, ${encode(secret)} is wrong"}`;
    expect(known.isIn(text)).toBe(true);
    const clean = known.replace(text, '#');
    expect(clean).not.toContain(encode(secret));
    expect(clean.length).toBeLessThan(60);
    expect(clean).toMatch(/^\{"message": ".*is wrong"\}$/);
  });

  test('is found for secrets of any kind, among any text', () => {
    const secret = fc
      .string({ minLength: 8, maxLength: 40, unit: 'grapheme' })
      .filter((text) => text.trim() === text && new Set(text).size > 4 && !/\p{Surrogate}/u.test(text));
    fc.assert(
      fc.property(secret, fc.constantFrom('', 'x ', '&amp; '), (value, around) => {
        if (name === 'the other case') return;
        expect(new KnownSecrets([value]).isIn(`${around}"${encode(value)}"`)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('near misses of a token', () => {
  const known = new KnownSecrets([TOKEN]);
  test.each([
    ['without its last character', TOKEN.slice(0, -1)],
    ['without its first character', TOKEN.slice(1)],
    ['with another last character', `${TOKEN.slice(0, -1)}X`],
    ['with one more', `${TOKEN}0`],
    ['in small letters', TOKEN.toLowerCase()],
    ['its first half', TOKEN.slice(0, TOKEN.length / 2)],
  ])('%s', (_, near) => {
    const clean = known.replace(`the token ${near} is unknown`, '#');
    expect(clean).toMatch(/^the token #.? is unknown$/);
  });

  test('cut by the server', () => {
    expect(known.replace(`the token ${TOKEN.slice(0, 8)}...`, '#')).toBe('the token #...');
    expect(known.replace(`the token ${TOKEN.slice(0, 8)}`, '#')).toBe('the token #');
  });
});

test('a length limit never leaves a part of a secret', () => {
  const known = new KnownSecrets([TOKEN]);
  for (let limit = 1; limit < 80; limit += 1) {
    const clean = redactThenCut(
      `the token ${TOKEN} is unknown, ${encodeURIComponent(TOKEN)}`,
      (text) => known.replace(text, '#'),
      limit,
    );
    expect(clean).not.toContain(TOKEN.slice(0, 4));
    expect(clean.length).toBeLessThanOrEqual(limit + 1);
  }
});

describe('short secrets and plain words', () => {
  test.each([
    ['ab', 'about a table, {"ab":"cab"} and abc', 'about a table, {"#":"cab"} and abc'],
    ['ok', 'token=ok&x=ok2', 'token=#&x=ok2'],
    ['bot', 'the bot and the robot say "bot"', 'the bot and the robot say "#"'],
    ['s3cr', 's3cr, s3crets', '#, s3crets'],
    ['password', 'the_passwords, password', 'the_passwords, #'],
  ])('%s', (secret, text, clean) => {
    expect(new KnownSecrets([secret]).replace(text, '#')).toBe(clean);
  });

  test('an empty secret is none', () => {
    const known = new KnownSecrets(['', undefined, '  ']);
    expect(known.replace('a b', '#')).toBe('a b');
    expect(known.isIn('a b')).toBe(false);
  });
});

test('a login is found in base64, however short its password', () => {
  const known = new KnownSecrets([btoa('joe:pw')]);
  expect(known.replace(`Basic ${btoa('joe:pw')}!`, '#')).toBe('Basic #!');
  expect(known.replace('joe is not known', '#')).toBe('joe is not known');
});

test('names of properties are texts too, and the original stays', () => {
  const known = new KnownSecrets([TOKEN]);
  const when = new Date(0);
  const data = { [TOKEN]: [{ text: `x ${TOKEN}`, when, count: 1 }], __proto__: null };
  expect(redactDeep(data, (text) => known.replace(text, '#'))).toEqual({
    '#': [{ text: 'x #', when, count: 1 }],
  });
  expect(Object.keys(data)).toEqual([TOKEN]);
  const hostile: unknown = JSON.parse('{"__proto__":{"admin":"yes"}}');
  expect(JSON.stringify(redactDeep(hostile, (text) => text))).toBe('{"__proto__":{"admin":"yes"}}');
});

test('texts without a secret stay as they are', () => {
  const known = new KnownSecrets([SECRET, TOKEN]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(known.replace(text, '#')).toBe(text);
    }),
  );
});

test('the words that a secret begins with are words elsewhere', () => {
  const known = new KnownSecrets(['agent-token-1', 'staff-token-90f2-e7']);
  const text = 'An agent token or a staff token is needed.';
  expect(known.replace(text, '#')).toBe(text);
  expect(known.replace('given: staff-token-90f2', '#')).toBe('given: #');
});

test('a long text takes time in proportion to its length', () => {
  const known = new KnownSecrets([
    SECRET,
    TOKEN,
    ...Array.from({ length: 20 }, (_, index) => `secret number ${index} of many`),
  ]);
  for (const unit of ['%25', '\\\\', '&amp;', 'secret number ', 'a', TOKEN.slice(0, 10)]) {
    const start = process.cpuUsage();
    known.replace(unit.repeat(2_000_000 / unit.length), '#');
    expect(cpuSince(start), unit).toBeLessThan(10_000);
  }
});
