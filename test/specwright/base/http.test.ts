import { STATUS_CODES } from 'node:http';
import { describe, expect, it } from 'vitest';
import {
  isLoopbackAddress,
  isLoopbackHost,
  reasonPhrase,
  statusNamed,
} from '../../../src/specwright/base/http.ts';

describe('reason phrases', () => {
  /** Node keeps phrases of earlier editions. */
  const FORMER = new Set([302, 413, 418, 422, 102, 425, 208, 226, 300, 305, 506, 509, 510, 414]);

  it.each(Object.entries(STATUS_CODES).filter(([status]) => !FORMER.has(Number(status))))(
    '%s %s',
    (status, phrase = '') => {
      expect(reasonPhrase(Number(status))).toBe(phrase);
      expect(statusNamed(phrase.toUpperCase())).toBe(Number(status));
    },
  );

  it.each([
    ['  Not Found ', 404],
    ['Payload Too Large', 413],
    ['request entity too large', 413],
    ['Unprocessable Entity', 422],
    ['Content Too Large', 413],
    ['Unprocessable Content', 422],
  ])('statusNamed(%j) is %d', (phrase, status) => expect(statusNamed(phrase)).toBe(status));

  it.each(['', 'Missing', '404', '__proto__', 'constructor'])('%j names no status', (phrase) => {
    expect(statusNamed(phrase)).toBeUndefined();
  });

  it.each([0, 299, 600, NaN])('%d has no phrase', (status) => expect(reasonPhrase(status)).toBeUndefined());
});

describe('loopback', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    '127.0.0.1',
    '127.255.0.9',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
    '::FFFF:127.0.0.1',
  ])('%s is this machine', (host) => expect(isLoopbackHost(host)).toBe(true));

  it.each([
    '',
    'localhost.example.com',
    'notlocalhost',
    '127.evil.com',
    '127.0.0.1.evil.com',
    '127.0.0.999',
    '127.0.0',
    '0.0.0.0',
    '128.0.0.1',
    '10.127.0.1',
    '::',
    '::2',
    '::ffff:10.0.0.1',
    '[::ffff:127.0.0.1.evil]',
  ])('%j is another machine', (host) => expect(isLoopbackHost(host)).toBe(false));

  it('a name is not an address', () => expect(isLoopbackAddress('localhost')).toBe(false));
});
