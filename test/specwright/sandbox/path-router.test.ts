import { cpuSince } from '../../cpu-time.ts';
import fc from '../../fast-check.ts';
import { expect, test } from 'vitest';
import { decodeParameter, PathRouter } from '../../../src/specwright/sandbox/index.ts';

function routerOf(...templates: readonly string[]): PathRouter<string> {
  const router = new PathRouter<string>();
  for (const template of templates) router.add('GET', template, template);
  return router;
}

function found(router: PathRouter<string>, path: string) {
  const route = router.find(path);
  return route && [route.methods.get('GET'), ...route.params];
}

test.each([
  ['/pets/1', ['/pets/{id}', '1']],
  ['/pets/1/', ['/pets/{id}', '1']],
  ['/pets/mine', ['/pets/mine']],
  ['/pets/mine/toys', ['/pets/{id}/toys', 'mine']],
  ['/pets/mine/toys/7', ['/pets/{id}/toys/{toyId}', 'mine', '7']],
  ['/files/a.b.txt', ['/files/{name}.{extension}', 'a', 'b.txt']],
  ['/files/a.', undefined],
  ['/pets//', undefined],
  ['/pets', undefined],
  ['/', ['/']],
  ['/pets/key=7', ['/pets/key={key}', '7']],
  ['/pets/a%2Fb', ['/pets/{id}', 'a%2Fb']],
  ['/./pets/mine/./toys', ['/pets/{id}/toys', 'mine']],
  ['/dots/end', ['/./dots/./end']],
  ['/./dots/./end', ['/./dots/./end']],
])('%s leads to %j', (path, expected) => {
  const router = routerOf(
    '/',
    '/pets/{id}',
    '/pets/mine',
    '/./dots/./end',
    '/pets/key={key}',
    '/pets/{id}/toys',
    '/pets/{id}/toys/{toyId}',
    '/files/{name}.{extension}',
  );
  expect(found(router, path)).toEqual(expected);
});

test('values put into a template are found again', () => {
  const value = fc
    .string({ minLength: 1 })
    .map(encodeURIComponent)
    .filter((text) => text !== '');
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(found(routerOf('/x/{a}/y/{b}'), `/x/${a}/y/${b}`)).toEqual(['/x/{a}/y/{b}', a, b]);
    }),
  );
});

test('a long path against many parameters in one segment takes no time', () => {
  const router = routerOf(`/${'{a}-'.repeat(30)}{b}!`);
  const before = process.cpuUsage();
  expect(router.find(`/${'-a'.repeat(8000)}`)).toBeUndefined();
  expect(cpuSince(before)).toBeLessThan(500);
});

test('what cannot be decoded stays as it is', () => {
  expect(['%41', '%', '%zz'].map(decodeParameter)).toEqual(['A', '%', '%zz']);
});
