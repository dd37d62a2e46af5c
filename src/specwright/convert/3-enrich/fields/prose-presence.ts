import { plain } from '../docs/plain.ts';
import type { Presence } from './field.ts';

const CONDITION =
  /\b(required|mandatory|optional|needed|must be (present|provided|set|specified|sent)|obligatory)\b[^.]{0,40}\b(if|when|unless|only|for|in case|depending|where|except|with)\b/i;
const YES =
  /^(\W{0,3})(this (field|parameter|property|value|attribute|argument) is |is |\w+ is )?(always )?(a |an )?(required|mandatory|obligatory)( (field|parameter|property|value|attribute|argument|param))?\W{0,3}$/i;
const SENT = '(?:specified|provided|given|sent|included|present|set|passed|supplied)';
const ALWAYS = new RegExp(
  String.raw`\bmust (?:always )?be ${SENT} (?:in|with|for) (?:every|each|all|any)\b|^(?:(?:it|this(?: \w+)?) )?(?:(?:must|has to|needs to) (?:always )?be ${SENT}|you must (?:provide|specify|send|set|include|supply) (?:it|this)|(?:cannot|must not|can't) be (?:omitted|left out|absent|missing))$`,
  'i',
);
const NO =
  /^(\W{0,3})(this (field|parameter|property|value|attribute|argument) is |is |\w+ is )?(an? )?(optional|not required|not mandatory|non[- ]mandatory)( (field|parameter|property|value|attribute|argument|param))?\W{0,3}$/i;
const LEAD_YES =
  /^\W{0,3}(required|mandatory)\W{0,3}(?=$|[\s:.,;)\]-])(?!\s*(if|when|unless|only|for|in|to|by|:\s*(false|no)))/i;
/** A mark at the very end, where the full stop before it was lost with a line break. */
const TAIL = /(?:^|[\s.;,])(Optional|Required|Mandatory)\.?$|(?:,|\s-)\s*(?:optional|required|mandatory)\.?$/;
const LEAD_NO = /^\W{0,3}(optional|not required)\W{0,3}(?=$|[\s:.,;)\]-])/i;

/**
 * Whether a description calls its field required. A condition ("required if ...") is kept apart: it
 * asserts nothing, and a plain "Optional." next to it agrees with it.
 */
export function presenceIn(markdown: string): Presence | undefined {
  const flag = /\b(?:required|mandatory)\s*[:=]\s*`?(true|false|yes|no)\b/i
    .exec(markdown)?.[1]
    ?.toLowerCase();
  if (flag !== undefined) return flag === 'true' || flag === 'yes' ? 'required' : 'optional';
  const sentences = sentencesOf(markdown);
  if (sentences.some((sentence) => ALWAYS.test(sentence.replace(/[.!;]$/, '')))) return 'required';
  if (sentences.some((sentence) => CONDITION.test(sentence))) return 'conditional';
  if (sentences.some((sentence) => NO.test(sentence))) return 'optional';
  if (sentences.some((sentence) => YES.test(sentence))) return 'required';
  const text = plain(markdown);
  const tail = TAIL.exec(text);
  if (tail !== null) return /optional/i.test(tail[0]) ? 'optional' : 'required';
  return leadOf(text);
}

function leadOf(text: string): Presence | undefined {
  if (LEAD_NO.test(text) || /^(an?|the) optional\b/i.test(text) || /[([]optional[)\]]/i.test(text))
    return 'optional';
  if (LEAD_YES.test(text) || /[([](required|mandatory)[)\]]/i.test(text)) return 'required';
  return undefined;
}

/** Sentences and list entries, without markup. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .split(/\n|(?<=[.!;])\s+|\s+-\s+(?=[A-Z*`])/)
    .map((part) => plain(part).replace(/^-\s+/, ''))
    .filter((part) => part !== '');
}
