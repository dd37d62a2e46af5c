import { type Json, isObject, own, ownList, typeOf } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { isTrue } from '../is-true.ts';
import { refOf, resolve, type Part } from '../document.ts';
import { atomsOf, siteOf, type Site } from './site.ts';
import type { Group, Placed } from './view.ts';

export interface Grouped {
  /** The site with groups of one branch folded in. */
  readonly site: Site;
  readonly groups: readonly Group[];
  /** Choices between constants, which are enums. */
  readonly constants: readonly Placed<readonly Json[]>[];
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
    const constants: Placed<readonly Json[]>[] = [];
    const single: Part[] = [];
    for (const group of writtenGroups(current)) {
      if (folded.has(group.pointer) || site.decided.has(group.pointer)) continue;
      const branches = group.branches.filter((branch) => !isNull(current, branch.value));
      if (branches.length < group.branches.length && branches.length > 0) nullBranch = group.kind;
      const [first] = branches;
      const members = constantsOf(current, { ...group, branches });
      if (branches.length === 1 && first !== undefined) {
        single.push(first);
        folded.add(group.pointer);
      } else if (members !== undefined) constants.push({ value: members, pointer: group.pointer });
      else groups.push({ ...group, branches: branches.length === 0 ? group.branches : branches });
    }
    if (single.length === 0)
      return { site: current, groups, constants, ...(nullBranch !== undefined && { nullBranch }) };
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
  return [{ kind, pointer: at, branches: flattened(listed, kind, at) }];
}

/** Alternatives of an alternative are alternatives. */
function flattened(listed: readonly Json[], kind: 'oneOf' | 'anyOf', at: string): readonly Part[] {
  return listed.flatMap((value, index) => {
    const pointer = appendPointer(at, index);
    const isOnly = isObject(value) && Object.keys(value).join() === kind;
    const inner = isOnly ? ownList(value, kind) : [];
    return inner.length === 0 ? [{ value, pointer }] : flattened(inner, kind, appendPointer(pointer, kind));
  });
}

/** Members of a choice whose branches are all constants; `undefined` where one says more, or a member comes twice. */
function constantsOf(site: Site, group: Group): readonly Json[] | undefined {
  const found: Json[] = [];
  for (const branch of group.branches) {
    const members = constantOf(resolve(site.document, branch).value);
    if (members === undefined) return undefined;
    found.push(...members);
  }
  return new Set(found.map((member) => JSON.stringify(member))).size === found.length ? found : undefined;
}

const SAYS_NO_MORE = new Set(['const', 'enum', 'type', 'title', 'description', 'deprecated', '$comment']);

/** Members that another type shuts out are none. */
function constantOf(branch: Json): readonly Json[] | undefined {
  if (!isObject(branch)) return undefined;
  if (Object.keys(branch).some((key) => !SAYS_NO_MORE.has(key) && !key.startsWith('x-'))) return undefined;
  const constant = own(branch, 'const');
  const listed = own(branch, 'enum');
  const members = constant !== undefined ? [constant] : Array.isArray(listed) ? listed : undefined;
  const type = own(branch, 'type');
  const fits = (member: Json): boolean =>
    typeof type !== 'string' || type === typeOf(member) || type === 'number';
  return members?.every(fits) === true ? members : undefined;
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
