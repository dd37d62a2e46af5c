import type { JsonType } from '../../../base/json.ts';
import { hasCondition, isConditional, isExample } from './condition.ts';
import type { ValueFacts } from './field.ts';

const SMALL = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const N = String.raw`((?<!\w|\d\.)-?(?:[1-9]\d{0,2}(?:,\d{3})+|\d{1,12})(?:\.\d{1,9})?|\b(?:${SMALL.join('|')})\b)(?!\w|[.:/]\d)`;
const TO = String.raw`\s*(?:-|\u2013|\u2014|to|\.\.\.?|\u2026|through)\s*`;
const CHARS = String.raw`chars?|characters?|symbols?|letters?|bytes|digits?`;
const ITEMS =
  'items?|elements?|entries|values|ids|records|objects|urls|tags|files|recipients|words?|numbers|rows|results';
const UNIT = String.raw`(?:\s*-?\s*(?:(${CHARS})|(${ITEMS}))\b)?`;

type Side = 'min' | 'max';

/** One bound as a text states it. */
interface Bound {
  readonly side: Side;
  readonly value: number;
  /** The value itself is out of bounds. */
  readonly open?: boolean;
  readonly of: 'value' | 'length' | 'items';
}

interface Reading {
  readonly pattern: RegExp;
  /** Nothing where the words only look like a bound. */
  readonly bounds: (
    groups: readonly (string | undefined)[],
    before: string,
    after: string,
  ) => readonly Bound[] | undefined;
}

function numberOf(digits = ''): number {
  const word = SMALL.indexOf(digits.toLowerCase());
  return word < 0 ? Number(digits.replaceAll(',', '')) : word;
}

function unitOf(chars: string | undefined, items: string | undefined, words = ''): Bound['of'] {
  if (chars !== undefined || /\b(?:length|len|characters?|chars)\b/i.test(words)) return 'length';
  return items !== undefined || /\b(?:items|elements|entries)\b/i.test(words) ? 'items' : 'value';
}

function span(from: string | undefined, until: string | undefined, of: Bound['of'], open = false): Bound[] {
  const [least, most] = [numberOf(from), numberOf(until)];
  return least < most
    ? [
        { side: 'min', value: least, of, open },
        { side: 'max', value: most, of, open },
      ]
    : [];
}

/** Words that may stand between "maximum" and its number. */
const FILLER =
  /^(?:[\s:=()]|\b(?:is|of|are|be|to|an?|the|allowed|permitted|possible|supported|values?|number|amount|size|count|length|len|characters?|chars|items|elements|entries|total|set|equal|limit|maximum|minimum)\b)*$/i;

const MOST = String.raw`max(?:imum|\.)?|at most|up to|limited to|(?:upper |size |character |length )?limit|(?:largest|highest|longest) (?:allowed |possible )?value|(?:less|lower|smaller|fewer|shorter) than or equal(?: to)?|<=|\u2264`;
const LEAST = String.raw`min(?:imum|\.)?|at least|(?:lower )limit|(?:smallest|lowest) (?:allowed |possible )?value|(?:greater|more|larger|higher|longer) than or equal(?: to)?|>=|\u2265`;
const ABOVE = String.raw`exceed|(?:more|greater|larger|higher|bigger|longer) than|above|>`;
const BELOW = String.raw`(?:less|lower|smaller|fewer|shorter) than|below|<`;
const NOT = String.raw`(?:\b(?:no|not|never|cannot)|n't) (?:be |have |contain )?`;

const isMark = (text: string): boolean => /(?:^|[,;:()[\u2013\u2014]|\s-)\s*$/.test(text);
const isEnd = (text: string): boolean =>
  /^\s*(?:$|[,;.()\]\u2013\u2014]|(?:inclusive|exclusive|long|in length|or equal)\b)/i.test(text);

/** In the order in which they are tried; what one has read, the next does not see. */
const READINGS: readonly Reading[] = [
  {
    pattern: new RegExp(String.raw`${N}\s*(?:(<)|<=|\u2264)(?=\s*[A-Za-z_]\w*\s*[<\u2264])`, 'gi'),
    bounds: ([least, sign]) => [
      { side: 'min', value: numberOf(least), open: sign !== undefined, of: 'value' },
    ],
  },
  {
    pattern: /([[{(])\s*(-?\d{1,12}(?:\.\d{1,9})?)\s*[,;]\s*(-?\d{1,12}(?:\.\d{1,9})?)\s*[\]})]/g,
    bounds: ([bracket, from, until], before, after) =>
      isEnd(after) && (bracket !== '(' || before.trim() === '') && /(?:^|[\s,;:])$/.test(before)
        ? span(from, until, 'value')
        : undefined,
  },
  {
    pattern: new RegExp(
      String.raw`(\b(?:between|from|range(?: is| of|:)?|scale(?: of)?|values?(?: are| is|:)?|length(?: is| of|:)?)\s*(?:from |between )?[[(]?)?${N}(?:\s*\([^()]{1,30}\))?(?:${TO}|( and ))${N}${UNIT}`,
      'gi',
    ),
    bounds: ([lead, from, and, until, chars, items], before, after) => {
      if (/^-\d/.test(after) || (and !== undefined && !/between/i.test(lead ?? ''))) return undefined;
      const isDotted = new RegExp(String.raw`^${from ?? ''}\s?(?:\.\.|\u2026)`).test(after);
      const stands = (isMark(before) || isDotted) && (isEnd(after) || chars !== undefined);
      if (lead === undefined && !stands && chars === undefined && items === undefined) return undefined;
      return span(from, until, unitOf(chars, items, lead), /^[^.;]{0,12}\bexclusive\b/i.test(after));
    },
  },
  {
    pattern: new RegExp(
      String.raw`(${NOT})?(?<!\w)(?:(${MOST})|(${LEAST})|(${ABOVE})|(${BELOW}))([^\d.;,()]{0,24}?|\s*\(?)${N}${UNIT}`,
      'gi',
    ),
    bounds: ([not, most, least, above, below, filler = '', digits, chars, items], before, after) => {
      if (!FILLER.test(filler) && chars === undefined) return undefined;
      if (/^\s?(?:[kmgt]i?b|px|dpi)\b|^-\d/i.test(after)) return undefined;
      if ((above ?? '').toLowerCase() === 'exceed' && not === undefined) return undefined;
      if (/^[<>\u2264\u2265]/.test(most ?? least ?? above ?? below ?? '') && !isSign(before, after))
        return undefined;
      const isBeyond = (above ?? below) !== undefined;
      const isRefused = isBeyond && /^\W*(?:are|is|will be)\b/i.test(after);
      if (
        isRefused &&
        !/^\W*(?:are|is|will be) (?:rejected|refused|invalid|not (?:allowed|accepted|valid))\b/i.test(after)
      )
        return undefined;
      const isMost = most !== undefined || below !== undefined;
      const isNot = isBeyond && (not !== undefined || isRefused);
      const side = isNot !== isMost ? 'max' : 'min';
      const open = isBeyond && !isNot && !/^ or equal\b/i.test(after);
      return [
        { side, value: numberOf(digits), open, of: unitOf(chars, items, `${most ?? least ?? ''} ${filler}`) },
      ];
    },
  },
  {
    pattern: new RegExp(
      String.raw`${N}${UNIT}\s*(?:(or more|or greater|or above|or older|and above|and up|min(?:imum)?)|(?:or less|or fewer|or below|at most|max(?:imum)?|limit))\b`,
      'gi',
    ),
    bounds: ([digits, chars, items, least]) => [
      { side: least === undefined ? 'max' : 'min', value: numberOf(digits), of: unitOf(chars, items) },
    ],
  },
  {
    pattern: new RegExp(String.raw`(exactly |must be |length(?: of| is|:)? )?${N}(\s|-)(${CHARS})\b`, 'gi'),
    bounds: ([lead, digits, gap, chars = ''], before, after) => {
      const isOne = gap === '-' || /^(?:letter|digit|character)$/i.test(chars);
      const isWhole = lead !== undefined || isOne || (isMark(before) && isEnd(after));
      return isWhole ? exactly(numberOf(digits)) : undefined;
    },
  },
  {
    pattern: new RegExp(String.raw`\b(?:exact |fixed )?length(?: of| is|:)? ${N}`, 'gi'),
    bounds: ([digits], _, after) => (isEnd(after) ? exactly(numberOf(digits)) : undefined),
  },
];

function exactly(value: number): Bound[] {
  return value === 0
    ? []
    : [
        { side: 'min', value, of: 'length' },
        { side: 'max', value, of: 'length' },
      ];
}

/** `<= 1000` where a part of a text begins or after "must be": within a sentence it may be a condition. */
function isSign(before: string, after: string): boolean {
  return (
    /(?:(?:^|[,;:(]|\s-)\s*(?:\w+\s+)?|\b(?:be|and|is)\s*)$/i.test(before) &&
    /^\s*(?:$|[,;).]|and\b)/.test(after)
  );
}

/** Words that speak of another thing, or only of what is usual. */
const ASIDE =
  /\b(?:usually|typically|approximately|about|around)\b[^;]*$|(?:\b(?:versions?|v|chapters?|sections?|figures?|pages?|rfc|since)\.?|[$\u20AC\u00A3])\s*$/i;
const SUBJECT =
  /^\W*(?:it|this|these|each|which|that|(?:the )?(?:values?|field|parameter|length|list|array|string|number|size|name|text|range|limit)|must|should|shall|can|may|cannot)\b/i;
const OTHER_VERB =
  /\w\W+(?<!\bto )(?<!\b(?:must|should|shall|cannot|not) )(?:(?:can|may|will|could|might) (?!be\b|not\b|only\b)\w+|has|have|had|holds?|kept|keeps?|retr(?:y|ies)|runs?|starts?|shows?|shown|takes?|lasts?|costs?|expires?|sends?|stores?|stored|waits?|split|fails?)\b/i;
const RATE =
  /^\W*(?:[\w-]+\W+){0,2}?(?:per|a|each|every) (?:second|minute|hour|day|week|month|year|account|user|customer|plan|tenant)\b/i;

/** Whether a bound with these words around it, in its sentence, holds for the field always. */
function isOfField(before: string, after: string): boolean {
  if (isConditional(before) || hasCondition(after) || isExample(before)) return false;
  if (ASIDE.test(before) || RATE.test(after)) return false;
  return SUBJECT.test(before) || !OTHER_VERB.test(before);
}

const KEYWORDS = {
  value: { min: 'minimum', max: 'maximum' },
  length: { min: 'minLength', max: 'maxLength' },
  items: { min: 'minItems', max: 'maxItems' },
} as const;
const OPEN_KEYWORDS = { min: 'exclusiveMinimum', max: 'exclusiveMaximum' } as const;

/** The first statement about a side wins. */
function addBound(facts: ValueFacts, { side, value, open = false, of }: Bound): void {
  if (of === 'length' && side === 'max' && value === 0) return;
  const keyword = open && of === 'value' ? OPEN_KEYWORDS[side] : KEYWORDS[of][side];
  if (facts[keyword] !== undefined || (of === 'value' && facts[KEYWORDS.value[side]] !== undefined)) return;
  facts[keyword] = open && of !== 'value' ? value + (side === 'min' ? 1 : -1) : value;
}

const SIGNED: readonly (readonly [RegExp, ValueFacts])[] = [
  [
    /\b(?:non[- ]?negative|unsigned)(?: (?:whole )?(?:integers?|numbers?|int))?\b|\b(?:cannot|must not|can't|may not) be negative\b/i,
    { minimum: 0 },
  ],
  [
    /(?<!\bnot (?:an? )?)(?<!non[- ])\bpositive (?:whole )?(?:integers?|numbers?|int|value|decimal|amount)\b|\bmust be (?:strictly )?positive\b/i,
    { exclusiveMinimum: 0 },
  ],
];

const HAS_BOUND = new RegExp(String.raw`\d|\b(?:${SMALL.join('|')})\b|positive|negative|unsigned`, 'i');
const SENTENCE = /(?<!\b(?:max|min|e\.g|i\.e|approx|incl))[.!?]+(?=\s|$)|[;\n]/i;

/** The limits that a text states, and the text without them. */
export function readLimits(text: string): { facts: ValueFacts; rest: string } {
  const facts: ValueFacts = {};
  if (!HAS_BOUND.test(text)) return { facts, rest: text };
  const rest = text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .split(SENTENCE)
    .map((sentence) => withoutBounds(sentence, facts));
  return { facts, rest: rest.join('. ') };
}

/** Notes the bounds of a sentence; returns what else it says. */
function withoutBounds(sentence: string, facts: ValueFacts): string {
  let rest = sentence;
  for (const { pattern, bounds } of READINGS) {
    rest = rest.replace(pattern, (match: string, ...more: unknown[]) => {
      const groups = more.map((group) => (typeof group === 'string' ? group : undefined));
      const at = more.findIndex((group) => typeof group === 'number');
      const start = Number(more[at]);
      const before = rest.slice(0, start);
      const after = rest.slice(start + match.length);
      const found = bounds(groups.slice(0, at), before, after);
      if (found === undefined || !isOfField(before, after)) return match;
      for (const bound of found) addBound(facts, bound);
      return ' '.repeat(match.length);
    });
  }
  const [pattern, sign] = SIGNED.find(([words]) => words.test(rest)) ?? [];
  if (pattern === undefined || !isOfField(rest.slice(0, rest.search(pattern)), '')) return rest;
  if (facts.minimum === undefined && facts.exclusiveMinimum === undefined) Object.assign(facts, sign);
  return rest.replace(/\b(?:positive|negative|non[- ]?negative|unsigned)\b/i, '');
}

/** Ranges, lengths and counts that a description states. */
export function limitsIn(text: string): ValueFacts {
  return readLimits(text).facts;
}

/** Bounds without a unit count the characters of a text and the items of a list. */
export function limitsOfType(facts: ValueFacts, [type]: readonly JsonType[] = []): ValueFacts {
  const { minimum, maximum, ...rest } = facts;
  const of = type === 'string' ? KEYWORDS.length : type === 'array' ? KEYWORDS.items : undefined;
  if (of === undefined) return facts;
  return {
    ...rest,
    ...(minimum !== undefined && { [of.min]: minimum }),
    ...(maximum !== undefined && { [of.max]: maximum }),
  };
}
