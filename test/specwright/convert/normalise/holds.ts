import { expect } from 'vitest';
import type {
  CanonicalCollection,
  CanonicalRequest,
} from '../../../../src/specwright/convert/canonical-collection.ts';

const shape = (path: string): string => path.replace(/\{[^{}]*\}/g, '{}');

function checkRequest(request: CanonicalRequest, path: string, value: CanonicalCollection): void {
  const variables = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]);
  expect(request.pathParameters.map(({ name }) => name)).toEqual(variables);
  expect(new Set(variables).size).toBe(variables.length);
  expect(value.servers[request.server]).toBeDefined();
  for (const requirement of request.security ?? []) {
    for (const name of Object.keys(requirement)) expect(value.securitySchemes).toHaveProperty([name]);
  }
  for (const parameter of [...request.queryParameters, ...request.headers, ...request.cookies]) {
    expect(parameter.name.trim()).not.toBe('');
    expect(parameter.value === undefined || typeof parameter.value === 'string').toBe(true);
  }
  for (const { status } of request.responses) {
    if (status !== undefined) expect(status >= 100 && status < 600 && Number.isInteger(status)).toBe(true);
  }
  expect(request.body?.mediaType ?? 'a/b').toMatch(/^[^/\s]+\/[^/\s]+$/);
}

/** What the comment on `CanonicalCollection` promises. */
export function expectCanonical(value: CanonicalCollection): void {
  const keys = value.operations.map(({ method, path }) => `${method} ${shape(path)}`);
  expect(new Set(keys).size).toBe(keys.length);
  const paths = new Set(value.operations.map(({ path }) => path));
  expect(new Set([...paths].map(shape)).size).toBe(paths.size);
  expect(value.servers.length).toBeGreaterThan(0);
  for (const { url, variables } of value.servers) {
    const concrete = url.replace(/\{([^{}]+)\}/g, (_, name: string) => variables[name]?.default ?? ' ');
    expect(concrete.startsWith('/') || URL.canParse(concrete)).toBe(true);
    expect(url === '/' || !url.endsWith('/')).toBe(true);
  }
  for (const { path, requests } of value.operations) {
    expect(path).toMatch(/^\/[^?#\s]*$/);
    expect(requests.length).toBeGreaterThan(0);
    for (const request of requests) checkRequest(request, path, value);
  }
}
