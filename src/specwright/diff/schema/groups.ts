import { type Json, isObject, own, ownList } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { isTrue } from '../is-true.ts';
import { refOf, resolve, type Part } from '../document.ts';
import { atomsOf, siteOf, type Site } from './site.ts';
import type { Group } from './view.ts';

export interface Grouped {
  /** The site with groups of one branch folded in. */
  readonly site: Site;
  readonly groups: readonly Group[];
  /** The kind of group that a null branch was taken out of, so that null fits. Absent: there was none. */
  readonly nullBranch?: Group['kind'];
}

/** Finds `oneOf` and `anyOf`; a null branch becomes "may be null", a group of one is not a choice. */
export function groupsOf(site: Site): Grouped {
  let current = site;
  let nullBranch: Group['kind'] | undefined;
  const folded = new Set<string>();
  for (;;) {
    const groups: Group[] = [];
    const single: Part[] = [];
    for (const group of writtenGroups(current)) {
      if (folded.has(group.pointer) || site.decided.has(group.pointer)) continue;
      const branches = group.branches.filter((branch) => !isNull(current, branch.value));
      if (branches.length < group.branches.length && branches.length > 0) nullBranch = group.kind;
      const [first] = branches;
      if (branches.length === 1 && first !== undefined) {
        single.push(first);
        folded.add(group.pointer);
      } else groups.push({ ...group, branches: branches.length === 0 ? group.branches : branches });
    }
    if (single.length === 0)
      return nullBranch === undefined ? { site: current, groups } : { site: current, groups, nullBranch };
    current = siteOf(current.document, [...current.parts, ...single], current.decided);
  }
}

function writtenGroups(site: Site): readonly Group[] {
  return atomsOf(site).flatMap((atom) =>
    isObject(atom.value)
      ? [...groupAt(atom.value, atom.pointer, 'oneOf'), ...groupAt(atom.value, atom.pointer, 'anyOf')]
      : [],
  );
}

function groupAt(
  schema: { [key: string]: Json },
  pointer: string,
  kind: 'oneOf' | 'anyOf',
): readonly Group[] {
  const listed = ownList(schema, kind);
  if (listed.length === 0) return [];
  const at = appendPointer(pointer, kind);
  return [
    {
      kind,
      pointer: at,
      branches: listed.map((value, index) => ({ value, pointer: appendPointer(at, index) })),
    },
  ];
}

/** `{type: null}`, `{enum: [null]}`, `{const: null}`. */
function isNull(site: Site, branch: Json): boolean {
  const { value } = resolve(site.document, { value: branch, pointer: '' });
  if (!isObject(value) || refOf(value) !== undefined) return false;
  const type = own(value, 'type');
  if (type === 'null' || own(value, 'const') === null) return true;
  if (Array.isArray(type) && type.length === 1 && type[0] === 'null') return true;
  const members = ownList(value, 'enum');
  return members.length === 1 && members[0] === null && (type === undefined || isTrue(value, 'nullable'));
}
