import { appendPointer } from '../../../base/pointer.ts';
import { ownObject } from '../../../base/json.ts';
import { lintRule, type Violation } from '../rule.ts';

/** No two path templates differ only in the names of their variables. */
export const noTwinPaths = lintRule({
  id: 'no-twin-paths',
  severity: 'error',
  sentence: ({ path, other }: { path: string; other: string }) =>
    `The paths ${path} and ${other} differ only in the names of their variables.`,
  fix: 'Use the same names in both.',
  *check({ document }): Generator<Violation<{ path: string; other: string }>> {
    const seen = new Map<string, string>();
    for (const path of Object.keys(ownObject(document, 'paths') ?? {})) {
      const shape = path.replaceAll(/\{[^{}]*\}/g, '{}');
      const other = seen.get(shape);
      if (other === undefined) seen.set(shape, path);
      else yield { at: appendPointer('/paths', path), args: { path, other } };
    }
  },
});
