import type { FieldSection } from '../docs/sections.ts';
import { targetOfLocation, type Target, type TargetKind } from '../docs/target.ts';
import type { FieldRow } from '../fields/rows.ts';
import { plainName } from '../schema/objects.ts';
import type { Draft, KnownNames } from './draft.ts';

/** What sections are placed with. */
export interface Placing {
  readonly names: KnownNames;
  readonly draft: Draft;
  readonly referred: ReadonlySet<string>;
  /** The text is the operation's own, not that of a folder around it. */
  readonly isOwn: boolean;
}

/** Rows of one table that are about one place. */
export interface Group {
  readonly target: Target;
  readonly rows: FieldRow[];
}

/** Splits the rows of a table by what they are about. */
export function groupRows(
  section: FieldSection,
  stated: Target | undefined,
  placing: Placing,
): Map<string, Group> {
  const found = section.rows.map((row) => targetOfRow(row, stated, placing.names));
  const fallback = fallbackTarget(section, stated, found, placing);
  const groups = new Map<string, Group>();
  let last: Target | undefined = fallback;
  section.rows.forEach((row, index) => {
    const target: Target | undefined = row.name.depth > 0 ? last : (found[index] ?? fallback);
    if (target === undefined) return;
    last = target;
    const key = `${target.kind} ${target.status ?? ''}`;
    const group = groups.get(key) ?? { target, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  });
  return groups;
}

function targetOfRow(row: FieldRow, stated: Target | undefined, names: KnownNames): Target | undefined {
  if (row.location !== undefined) {
    const located = targetOfLocation(row.location);
    if (located !== undefined) return located;
  }
  if (stated !== undefined && /^(response|error|response-header)$/.test(stated.kind)) return stated;
  const kind = kindByName(row.name.path[0] ?? '', names, stated);
  return kind === undefined ? undefined : { kind };
}

function kindByName(name: string, names: KnownNames, stated: Target | undefined): TargetKind | undefined {
  const wanted = plainName(name);
  const has = (set: ReadonlySet<string>): boolean => [...set].some((known) => plainName(known) === wanted);
  if (has(names.path)) return 'path';
  if (stated?.kind === 'header' || stated?.kind === 'cookie') return stated.kind;
  const inBody = names.body.some((spot) => spot.names.has(wanted));
  if (inBody && stated?.kind !== 'query') return 'body';
  if (has(names.query)) return 'query';
  if (has(names.header)) return 'header';
  if (has(names.cookie)) return 'cookie';
  if (stated !== undefined) return undefined;
  return names.response.some((spot) => spot.names.has(wanted)) ? 'response' : undefined;
}

/** Where the rows go whose names are known nowhere. */
function fallbackTarget(
  section: FieldSection,
  stated: Target | undefined,
  found: readonly (Target | undefined)[],
  placing: Placing,
): Target | undefined {
  if (!placing.isOwn) return undefined;
  if (stated !== undefined && stated.kind !== 'request' && stated.kind !== 'path')
    return usable(stated, placing.names);
  const majority = mostOf(found);
  if (majority !== undefined && majority.kind !== 'path') return majority;
  if (!section.sure) return undefined;
  return { kind: takesBody(placing.names) ? 'body' : 'query' };
}

function takesBody(names: KnownNames): boolean {
  return names.hasBody || /^(POST|PUT|PATCH)$/.test(names.method);
}

/** A GET without a body has no body to document: such a table means its query. */
function usable(target: Target, names: KnownNames): Target {
  const isIdle = target.kind === 'body' && !names.hasBody && /^(GET|HEAD)$/.test(names.method);
  return isIdle ? { kind: 'query' } : target;
}

function mostOf(found: readonly (Target | undefined)[]): Target | undefined {
  const counts = new Map<string, { target: Target; count: number }>();
  for (const target of found) {
    if (target === undefined) continue;
    const entry = counts.get(target.kind) ?? { target, count: 0 };
    entry.count += 1;
    counts.set(target.kind, entry);
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.target;
}
