import { expect, it } from 'vitest';
import { compile } from './compile.ts';
import { emitTypes } from '../../../src/specwright/emit/types.ts';

const pet = { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } };
const ok = { '200': { description: 'OK', content: { 'application/json': { schema: { type: 'string' } } } } };

async function typesOf(paths: object, schemas: object = {}): Promise<string> {
  const document = { openapi: '3.1.0', info: { title: 'a', version: '1' }, paths, components: { schemas } };
  return (await emitTypes(JSON.parse(JSON.stringify(document)))).content;
}

it('takes a parent that is one of its children', async () => {
  const parent = { $ref: '#/components/schemas/Animal' };
  const child = { allOf: [parent], type: 'object', properties: { name: { type: 'string' } } };
  const oneOf = [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }];
  const animal = { ...pet, oneOf, discriminator: { propertyName: 'kind' } };
  const content = await typesOf({}, { Animal: animal, Cat: child, Dog: child });
  expect(compile([{ path: 'types.ts', content }]).get('')).toEqual([]);
});

it('takes two operations with one id', async () => {
  const types = await typesOf({
    '/a': { get: { operationId: 'read', responses: ok } },
    '/b': { get: { operationId: 'read', responses: ok } },
  });
  expect(types).toContain('"/a"');
  expect(types).toContain('"/b"');
});

it('takes a discriminator that names a schema which is not there, and a reference in an example', async () => {
  const discriminator = {
    propertyName: 'kind',
    mapping: { tom: 'Cat', cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' },
  };
  const animal = {
    oneOf: [{ $ref: '#/components/schemas/Cat' }],
    discriminator,
    example: { $ref: 'nowhere.yaml' },
  };
  const types = await typesOf({}, { Cat: pet, Animal: animal });
  expect(types).toContain('Animal: components["schemas"]["Cat"]');
});
