import type { Explanation } from '../../openapi/resources.ts';

/** What was inferred, an operation a line: `read  GET /users/{id}  /users by id: why`. */
export function explainLines(explained: readonly Explanation[]): string {
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));
  const places = explained.map(({ method, path }) => `${method} ${path}`);
  const width = widest(places);
  const lines = explained.map(({ role, resource, idProperty, why }, index) => {
    const by = idProperty === undefined ? '' : ` by ${idProperty}`;
    const tied = resource === undefined ? '' : `${resource}${by}: `;
    return `${role.padEnd(8)}${(places[index] ?? '').padEnd(width)}  ${tied}${why}\n`;
  });
  const count = explained.filter(({ role }) => role !== 'none').length;
  return `${lines.join('')}\n${count} of ${explained.length} operations are tied to a resource. Correct it under "sandbox" in specwright.json.\n`;
}
