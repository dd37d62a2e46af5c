/* The sentences of a description that say when an operation is refused. */

import { wordsOf } from '../../base/names.ts';

const REFUSAL = /\b4\d\d\b/;
/** What each entry of a list repeats is no longer than this. */
const MOST_WORDS = 300;

/** What is read of a description: rules come first in it, and the search for them must not take long. */
const MOST_TEXT = 10_000;

/** The part of a description that is read. */
export function readable(description: string | undefined): string {
  return (description ?? '').slice(0, MOST_TEXT);
}

/** Whether a text names a property, as one word or as several. */
export function mentions(text: string, name: string): boolean {
  const words = wordsOf(name).filter((word, at) => at === 0 || !/^(cents|minor|units?)$/i.test(word));
  return new RegExp(`\\b${words.join('[ _-]?')}\\b`, 'i').test(text);
}

/** A text without the line breaks of its source; each entry of a list of refusals says its status. */
export function inSentences(text: string): string {
  const joined = movesOfTables(text).replaceAll(/(?<=[^\s|]) *\n *(?=[^\s*+|#-])/g, ' ');
  let intro = '';
  return joined
    .split('\n')
    .map((line) => {
      const mark = /^\s*[*+-] /.exec(line)?.[0];
      if (line.trim() === '' || (mark !== undefined && intro !== ''))
        return mark === undefined ? line : `${intro}: ${line.slice(mark.length)}`;
      // "Answered with `409`:", and a list below it
      const whole = line.trimEnd();
      const last = whole.endsWith(':') ? (whole.slice(0, -1).split(/[.;:]/).at(-1) ?? '') : '';
      intro = REFUSAL.test(last) ? last.slice(-MOST_WORDS) : '';
      return spread(intro === '' ? line : whole.slice(0, -last.length - 1));
    })
    .join('\n');
}

/** A table of moves as the list that it is: "`open` -> `closed`" for each row of "| from | to |". */
function movesOfTables(text: string): string {
  let isOfMoves = false;
  let isWithin = false;
  return text
    .split('\n')
    .flatMap((line) => {
      const isRow = /^\s*\|.*\|\s*$/.test(line);
      const cells = isRow ? line.trim().slice(1, -1).split('|') : [];
      const [from = '', to = ''] = cells.map((cell) => cell.trim());
      const isHead = isRow && !isWithin;
      if (isHead) isOfMoves = FROM.test(from) && TO.test(to);
      isWithin = isRow;
      if (!isRow || !isOfMoves) return [line];
      if (isHead) return ['Allowed moves:'];
      return /^[\s:-]*$/.test(from) ? [] : [`- ${from} -> ${to}.`];
    })
    .join('\n');
}
const FROM = /^(from|before|current|(from |current |old )?(state|status))( (state|status))?$/i;
const TO =
  /^(to|after|next|new|allowed|((can|may) (move|go|change|become)|moves?)( to)?|(to|next|new|allowed) \w+)( (states?|status(es)?))?$/i;

/** "With 409: `one`, if ..., `other`, if ...": each says the status. */
function spread(line: string): string {
  return line
    .split(/(?<=[.;])/)
    .map((sentence) => {
      const parts = sentence.split(':');
      const at = parts.slice(0, -1).findIndex((part) => REFUSAL.test(part));
      const entries = parts
        .slice(at + 1)
        .join(':')
        .split(/, (?=`[\w-]+`)/);
      if (at < 0 || entries.length === 1) return sentence;
      return [
        ...parts.slice(0, at),
        entries.map((entry) => `${parts[at]?.slice(-MOST_WORDS)}: ${entry}`).join(';'),
      ].join(':');
    })
    .join('');
}

/**
 * The parts of a sentence on several refusals: "404 if it is unknown, 409 if it is closed". What follows a status
 * is about it up to the next one, and what must be so in the first part must be so in the others.
 */
export function parted(sentence: string): readonly string[] {
  const start = sentence.search(REFUSAL);
  const end = start < 0 ? -1 : sentence.indexOf(',', start);
  if (end < 0) return [sentence];
  const first = sentence.slice(0, end);
  const need = /^.*\bmust\b[^(]*/.exec(first)?.[0].slice(-MOST_WORDS) ?? '';
  let status = REFUSAL.exec(first)?.[0] ?? '';
  const rest = sentence
    .slice(end + 1)
    .split(',')
    .map((part) => {
      const stated = REFUSAL.exec(part)?.[0];
      status = stated ?? status;
      return stated === undefined ? `${need}${part} (${status})` : `${need}${part}`;
    });
  return [first, ...rest];
}
