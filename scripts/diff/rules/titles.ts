import type { Delta } from '../change.ts';

export function titleOf(delta: Delta): string {
  return delta.id;
}
