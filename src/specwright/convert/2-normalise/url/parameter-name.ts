import { memo } from '../../../base/memo.ts';
import { singular } from '../../../base/names.ts';
import { latin } from '../../latin.ts';

/** `path(.*)`, `id:[0-9]+`: a pattern behind a name says which values fit; it is not a part of the name. */
function withoutPattern(name: string): string {
  return name.replace(/(?:\(.*\)|:.*[[\\(*+].*)$/s, '') || name;
}

/** A name that fits into a path template and in a server URL: plain letters, digits, `_`, `-`, `.`. */
export const parameterName = memo((raw): string => {
  const clean = latin(withoutPattern(raw.trim().replace(/^[$@#:]+/, '')))
    .replace(/[^A-Za-z0-9_.-]+/g, '_')
    .replace(/^_+|[_.]+$/g, '');
  return clean === '' ? 'param' : clean;
});

/** `/group_memberships/1025175` -> `group_membership_id`; `/files/9` -> `fileId`. */
export function idNameAfter(segment: string | undefined): string {
  const word = parameterName(segment ?? '').replace(/[.-]+/g, '_');
  if (segment === undefined || word === 'param' || !/[a-z]/i.test(word)) return 'id';
  const base = singular(word);
  return base.includes('_') ? `${base}_id` : `${base}Id`;
}
