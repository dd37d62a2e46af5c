import fc from '../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { fromEntries } from '../../../src/specwright/base/json.ts';
import {
  appendPointer,
  childOf,
  escapeToken,
  parsePointer,
  pointerTo,
  unescapeToken,
  valueAt,
} from '../../../src/specwright/base/pointer.ts';

const tokens = fc.array(fc.oneof(fc.string(), fc.constantFrom('~', '/', '~1', '~0', '', '__proto__', '~01')));

/** The document and the answers of RFC 6901, section 5. */
const RFC = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

describe('JSON pointers', () => {
  it.each([
    ['', RFC],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
    ['/foo/01', undefined],
    ['/foo/-', undefined],
    ['/foo/2', undefined],
    ['/foo/length', undefined],
    ['/constructor', undefined],
    ['/foo/0/x', undefined],
  ])('%j', (pointer, value) => expect(valueAt(RFC, pointer)).toEqual(value));

  it('parse undoes write, for any tokens', () => {
    fc.assert(
      fc.property(tokens, tokens, (start, end) => {
        expect(parsePointer(pointerTo(...start))).toEqual(start);
        expect(parsePointer(appendPointer(pointerTo(...start), ...end))).toEqual([...start, ...end]);
      }),
    );
  });

  it('unescape undoes escape, and an escaped token has no slash', () => {
    fc.assert(
      fc.property(fc.string(), (token) => {
        expect(unescapeToken(escapeToken(token))).toBe(token);
        expect(escapeToken(token)).not.toContain('/');
      }),
    );
  });

  it('finds a key whatever its name', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(valueAt(fromEntries([[key, 'found']]), pointerTo(key))).toBe('found');
      }),
    );
  });

  it('has no child of a plain value', () => {
    expect(childOf('text', '0')).toBeUndefined();
    expect(childOf(undefined, 'a')).toBeUndefined();
  });
});
