import { describe, expect, it } from 'vitest';
import { describeOpenApi } from '../../../src/specwright/openapi/describe.ts';
import type { ParameterStyle } from '../../../src/specwright/openapi/operation.ts';
import { writeStyledRequest } from '../../../src/specwright/runtime/styled-request.ts';
import { queryPairs } from '../../../src/specwright/runtime/styles.ts';
import { createSandbox } from '../../../src/specwright/sandbox/index.ts';

const NUMBERS = { type: 'array', items: { type: 'integer' }, minItems: 2 };

function documentOf(parameter: object) {
  const path = JSON.stringify(parameter).includes('"in":"path"') ? '/things/{p}' : '/things';
  return JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'a', version: '1' },
      paths: { [path]: { get: { parameters: [parameter], responses: { '200': { description: 'OK' } } } } },
    }),
  );
}

describe.each<[object, ParameterStyle | undefined]>([
  [{ style: 'form', explode: true }, undefined],
  [{ style: 'form', explode: false }, 'comma'],
  [{ style: 'spaceDelimited' }, 'space'],
  [{ style: 'spaceDelimited', explode: true }, undefined],
  [{ style: 'pipeDelimited', explode: false }, 'pipe'],
  [{ style: 'deepObject' }, 'brackets'],
  [{ allowReserved: true }, 'reserved'],
])('a query parameter with %j', (stated, style) => {
  const document = documentOf({ name: 'p', in: 'query', required: true, schema: NUMBERS, ...stated });

  it('has its style', () => {
    expect(describeOpenApi(document)[0]?.parameters[0]?.style).toBe(style);
  });

  it('is read by the sandbox as the client writes it', async () => {
    const sandbox = createSandbox({ document });
    const ask = async (value: readonly unknown[]): Promise<number> => {
      const query = queryPairs({ p: value }, style === undefined ? {} : { p: style });
      return (await sandbox.fetch(`${sandbox.url}/things?${query}`, {})).status;
    };
    expect(await ask([1, 2])).toBe(200);
    expect(await ask([1])).toBe(400);
    expect(await ask([1, 'x'])).toBe(400);
  });
});

it.each([
  [{}, undefined],
  [{ explode: true }, '*'],
  [{ style: 'label' }, '.'],
  [{ style: 'label', explode: true }, '.*'],
  [{ style: 'matrix' }, ';'],
  [{ style: 'matrix', explode: true }, ';*'],
] as const)(
  'a path parameter with %j is read by the sandbox as the client writes it',
  async (stated, style) => {
    const document = documentOf({ name: 'p', in: 'path', required: true, schema: NUMBERS, ...stated });
    expect(describeOpenApi(document)[0]?.parameters[0]?.style).toBe(style);
    const sandbox = createSandbox({ document });
    const [prefix, suffix] = [style?.replace('*', '') ?? '', style?.endsWith('*') ? '*' : ''];
    const operation = { id: 'a', method: 'GET', path: `/things/{${prefix}p${suffix}}`, styles: {} } as const;
    const ask = async (p: readonly unknown[]): Promise<number> => {
      const request = writeStyledRequest(sandbox.url, operation, { path: { p } }, undefined, {});
      return 'failure' in request ? 0 : (await sandbox.fetch(request.url, {})).status;
    };
    expect(await ask([1, 2])).toBe(200);
    expect(await ask([1])).toBe(400);
    expect(await ask([1, 'x'])).toBe(400);
  },
);

it('a parameter with a media type is JSON', () => {
  const content = { 'application/json': { schema: NUMBERS } };
  const document = documentOf({ name: 'p', in: 'header', content });
  expect(describeOpenApi(document)[0]?.parameters[0]).toMatchObject({ style: 'json', schema: NUMBERS });
});
