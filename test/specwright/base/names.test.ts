import fc from '../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import {
  camelCase,
  identifier,
  isReservedWord,
  pascalCase,
  plural,
  singular,
  UniqueNames,
  wordsOf,
} from '../../../src/specwright/base/names.ts';

/** Singular and plural, each the other's answer. */
const NOUNS = `
  size sizes, cookie cookies, cache caches, status statuses, address addresses, box boxes, series series, news news,
  movie movies, index indices, analysis analyses, data data, email emails, category categories, company companies,
  key keys, day days, class classes, hash hashes, batch batches, branch branches, search searches, quiz quizzes,
  buzz buzzes, prize prizes, database databases, case cases, response responses, license licenses, house houses,
  use uses, cause causes, alias aliases, bus buses, virus viruses, campus campuses, menu menus, sku skus, api apis,
  uri uris, lens lenses, wave waves, life lives, leaf leaves, archive archives, person people, child children,
  hero heroes, photo photos, video videos, shoe shoes, logo logos, todo todos, tax taxes, axis axes, business businesses,
  process processes, tie ties, calorie calories, niche niches, area areas, schema schemas, criterion criteria,
  vertex vertices, matrix matrices, price prices, invoice invoices, service services, course courses, sms sms`
  .split(',')
  .map((pair) => pair.trim().split(' '));

describe('singular and plural', () => {
  it.each(NOUNS)('%s <-> %s', (one = '', many = '') => {
    expect(singular(many)).toBe(one);
    expect(plural(one)).toBe(many);
    expect(singular(one)).toBe(one);
  });

  it.each([
    ['Sizes', 'Size'],
    ['orderStatuses', 'orderStatus'],
    ['group_memberships', 'group_membership'],
    ['phone-numbers', 'phone-number'],
    ['user addresses', 'user address'],
    ['taskstatuses', 'taskstatus'],
    ['STATUSES', 'STATUS'],
    ['CATEGORIES', 'CATEGORY'],
    ['People', 'Person'],
    ['userIDs', 'userID'],
    ['APIs', 'API'],
    ['W2s', 'W2'],
    ['indexes', 'index'],
    ['Analytics', 'Analytics'],
    ['v2', 'v2'],
    ['s', 's'],
    ['is', 'is'],
    ['', ''],
    ['---', '---'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
  ])('singular(%j) is %j', (many, one) => expect(singular(many)).toBe(one));

  it('changes the last word only, and once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NOUNS),
        fc.constantFrom('', 'task_', 'my ', 'a-'),
        ([one = '', many = ''], prefix) => {
          expect(singular(prefix + many)).toBe(prefix + one);
          expect(plural(prefix + one)).toBe(prefix + many);
          expect(singular(prefix + many.toUpperCase()).toLowerCase()).toBe(prefix + one);
        },
      ),
    );
  });

  it('any text in, never an empty name out of a full one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(singular(text) === '').toBe(text === '');
        expect(singular(`${text} boxes`)).toBe(`${text} box`);
      }),
    );
  });

  it('costs no more for a long text', () => {
    const long = `${'a'.repeat(1_000_000)}!`;
    expect(singular(long)).toBe(long);
  });
});

describe('cases', () => {
  it.each([
    ['contactInfo', ['contact', 'Info'], 'ContactInfo', 'contactInfo'],
    ['contact-info', ['contact', 'info'], 'ContactInfo', 'contactInfo'],
    ['  X-Rate_Limit  ', ['X', 'Rate', 'Limit'], 'XRateLimit', 'xRateLimit'],
    ['v2Users', ['v2', 'Users'], 'V2Users', 'v2Users'],
    ['Größe', ['Gr', 'e'], 'GrE', 'grE'],
    ['', [], '', ''],
  ])('%j', (text, words, pascal, camel) => {
    expect(wordsOf(text)).toEqual(words);
    expect(pascalCase(text)).toBe(pascal);
    expect(camelCase(text)).toBe(camel);
  });

  it('pascalCase of a name in that case is the name', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(pascalCase(pascalCase(text))).toBe(pascalCase(text));
      }),
    );
  });
});

describe('identifier', () => {
  it.each([
    ['getTask', 'getTask'],
    ['get task', 'getTask'],
    ['delete', '_delete'],
    ['2fa', '_2fa'],
    ['', 'unnamed'],
    ['***', 'unnamed'],
    ['$ok_1', '$ok_1'],
  ])('%j -> %s', (text, name) => expect(identifier(text)).toBe(name));

  it('can be declared, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('await', 'eval', 'arguments', 'let', 'yield')),
        (text) => {
          const declare = new Function(
            `'use strict'; const ${identifier(text)} = 1; return ${identifier(text)};`,
          );
          expect(declare()).toBe(1);
        },
      ),
    );
  });

  it('knows reserved words from names', () => {
    expect(isReservedWord('class')).toBe(true);
    expect(isReservedWord('constructor')).toBe(false);
  });
});

describe('UniqueNames', () => {
  it('numbers a name that is taken with the lowest free number', () => {
    const names = new UniqueNames();
    expect(['a', 'a2', 'a', 'a', '__proto__', '__proto__'].map((name) => names.claim(name))).toEqual([
      'a',
      'a2',
      'a3',
      'a4',
      '__proto__',
      '__proto__2',
    ]);
    expect(names.has('a3')).toBe(true);
    expect(names.has('b')).toBe(false);
  });

  it('gives each name once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'a2', 'b', 'a22')), (wanted) => {
        const names = new UniqueNames();
        expect(new Set(wanted.map((name) => names.claim(name))).size).toBe(wanted.length);
      }),
    );
  });
});
