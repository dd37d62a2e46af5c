import type { Change } from '../../diff/change.ts';

/** Letters of a text that is shown, at most. */
const MOST = 200;
/** Words that stay as they are and are shown around those that changed. */
const AROUND = 4;

/** `"... in the queue" is now "... on hold"`: the words of a description that changed, old and new. */
export function wordsThatChanged({ was, is }: Pick<Change, 'was' | 'is'>): string {
  const before = wordsOf(was);
  const after = wordsOf(is);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end += 1;
  const shown = (words: readonly string[]): string => {
    const from = Math.max(0, start - AROUND);
    const to = Math.min(words.length, words.length - end + AROUND);
    const text = words.slice(from, to).join(' ');
    const cut = text.length > MOST ? `${text.slice(0, MOST)}...` : text;
    return `"${from > 0 ? '... ' : ''}${cut}${to < words.length ? ' ...' : ''}"`;
  };
  if (before.length === 0) return `new: ${shown(after)}`;
  if (after.length === 0) return `gone: ${shown(before)}`;
  return `${shown(before)} is now ${shown(after)}`;
}

function wordsOf(text: Change['was']): readonly string[] {
  return typeof text === 'string' ? text.split(/\s+/).filter(Boolean) : [];
}
