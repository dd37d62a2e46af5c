import { singular } from '../../../base/names.ts';

/** A name that fits into a path template and in a server URL: letters, digits, `_`, `-`, `.`. */
export function parameterName(raw: string): string {
  const clean = raw
    .trim()
    .replace(/^[$@#:]+/, '')
    .replace(/[^\p{L}\p{N}_.-]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  return clean === '' ? 'param' : clean;
}

/** `/group_memberships/1025175` -> `group_membership_id`; `/files/9` -> `fileId`. */
export function idNameAfter(segment: string | undefined): string {
  const word = parameterName(segment ?? '').replace(/[.-]+/g, '_');
  if (segment === undefined || word === 'param' || !/[a-z]/i.test(word)) return 'id';
  const base = singular(word);
  return base.includes('_') ? `${base}_id` : `${base}Id`;
}
