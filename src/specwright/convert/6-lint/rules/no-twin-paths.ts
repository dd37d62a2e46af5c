import { appendPointer } from '../../../base/pointer.ts';
import { ownObject } from '../../../base/json.ts';
import type { LintRule, Violation } from '../rule.ts';

/** No two path templates differ only in the names of their variables. */
export const noTwinPaths: LintRule = {
  id: 'no-twin-paths',
  severity: 'error',
  *check({ document }): Generator<Violation> {
    const seen = new Map<string, string>();
    for (const path of Object.keys(ownObject(document, 'paths') ?? {})) {
      const shape = path.replaceAll(/\{[^{}]*\}/g, '{}');
      const other = seen.get(shape);
      if (other === undefined) seen.set(shape, path);
      else yield { at: appendPointer('/paths', path), args: { path, other } };
    }
  },
};
