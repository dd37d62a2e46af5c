import { type JsonObject, canonicalText, defined, objectAt, own, ownString } from '../../base/json.ts';
import type { Comparison } from '../comparison.ts';
import { securityScheme } from './security-scheme.ts';

const known = new WeakMap<Comparison, ReadonlyMap<string, string>>();

/** Security schemes of the base that the revision defines alike under another name, by their old names. */
export function schemeNames(comparison: Comparison): ReadonlyMap<string, string> {
  const found = known.get(comparison) ?? findNames(comparison);
  known.set(comparison, found);
  return found;
}

function findNames(comparison: Comparison): ReadonlyMap<string, string> {
  const listed = (side: 'base' | 'revision'): readonly string[] =>
    Object.keys(objectAt(objectAt(comparison[side].root, 'components'), 'securitySchemes'));
  const base = new Set(listed('base'));
  const revision = new Set(listed('revision'));
  const fresh = new Map<string, string>();
  for (const name of revision) if (!base.has(name)) fresh.set(meaningOf(comparison, 'revision', name), name);
  const names = new Map<string, string>();
  for (const name of base) {
    const now = revision.has(name) ? undefined : fresh.get(meaningOf(comparison, 'base', name));
    if (now !== undefined) names.set(name, now);
  }
  return names;
}

/** What is sent over the wire, without the prose. */
function meaningOf(comparison: Comparison, side: 'base' | 'revision', name: string): string {
  const scheme = securityScheme(comparison[side], name)?.value ?? {};
  const { description: _, ...rest } = scheme;
  return canonicalText(withoutCase(rest));
}

/** Names of HTTP schemes and of headers know no case. */
export function withoutCase(scheme: JsonObject): JsonObject {
  const isHeader = own(scheme, 'in') === 'header';
  return {
    ...scheme,
    ...defined({
      scheme: ownString(scheme, 'scheme')?.toLowerCase(),
      name: isHeader ? ownString(scheme, 'name')?.toLowerCase() : undefined,
    }),
  };
}
