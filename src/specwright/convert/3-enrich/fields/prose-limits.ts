import type { ValueFacts } from './field.ts';

const N = String.raw`(-?\d{1,12}(?:\.\d{1,9})?)`;
const TO = String.raw`\s*(?:-|\u2013|\u2014|to|and|\.\.\.?|through)\s*`;
const CHARS = String.raw`\s*(?:-\s*)?(?:chars?\b|characters?\b|symbols?\b|letters?\b|bytes\b|digits?\b)`;
const ITEMS = String.raw`\s*(?:items?|elements?|entries|values|ids|records|objects|urls|tags|files|recipients|words?|numbers|rows|results)\b`;

const BETWEEN_CHARS = new RegExp(`${N}${TO}${N}${CHARS}`, 'i');
const MAX_CHARS = new RegExp(
  String.raw`\b(?:max(?:imum)?\.?|up to|at most|limited to|no more than|not (?:to )?exceed|cannot exceed|less than or equal to|limit(?: of| is|:)?)\D{0,24}?${N}${CHARS}`,
  'i',
);
const CHARS_MAX = new RegExp(`${N}${CHARS}\\s*(?:max\\b|maximum\\b|limit\\b|or less\\b|or fewer\\b)`, 'i');
const MAX_LENGTH = new RegExp(String.raw`\bmax(?:imum)?\.?[ _]?(?:length|len)\b\D{0,10}?${N}`, 'i');
const MIN_LENGTH = new RegExp(String.raw`\bmin(?:imum)?\.?[ _]?(?:length|len)\b\D{0,10}?${N}`, 'i');
const MIN_CHARS = new RegExp(
  String.raw`\b(?:min(?:imum)?\.?|at least|no less than)\D{0,16}?${N}${CHARS}`,
  'i',
);
const BETWEEN = new RegExp(
  String.raw`\b(?:between|from|range(?: is| of|:)?|in the range(?: of)?|values?(?: are| is|:)?)\s*${N}${TO}${N}(?!\w|[.-]\d)`,
  'i',
);
const PAREN = new RegExp(String.raw`[([]\s*${N}\s*(?:-|\u2013|\.\.\.?|to)\s*${N}\s*[)\]]`, 'i');
const MINIMUM = new RegExp(
  String.raw`\b(?:min(?:imum)?\.?(?: value)?(?: is| of|:|=)?|at least|no less than|not less than|>=|\u2265)\s*${N}(?![\w.,-]*\d|${CHARS}|${ITEMS})`,
  'i',
);
const MAXIMUM = new RegExp(
  String.raw`\b(?:max(?:imum)?\.?(?: value)?(?: is| of|:|=)?|at most|no more than|not more than|(?:must|can|should)(?: ?not|not) exceed)\s*${N}(?![\w.,-]*\d|${CHARS}|${ITEMS})`,
  'i',
);
const ABOVE = new RegExp(String.raw`\b(?:greater|larger|more|higher) than ${N}(?! or equal)\b`, 'i');
const MAX_ITEMS = new RegExp(
  String.raw`\b(?:max(?:imum)?\.?|up to|at most|no more than|limited to|not exceed)\D{0,16}?${N}${ITEMS}`,
  'i',
);
const MIN_ITEMS = new RegExp(String.raw`\b(?:min(?:imum)?\.?|at least)\D{0,16}?${N}${ITEMS}`, 'i');

/** `<= 1000` where a cell or a part of it begins: within a sentence it may be a condition. */
const COMPARED = new RegExp(
  String.raw`(?:^|[,;(])\s*(<=|>=|\u2264|\u2265|<|>)\s*${N}(?:(${CHARS})|(${ITEMS}))?(?=\s*(?:$|[,;).]))`,
  'gi',
);
/** `[0, 365]` or `1...1000`, with nothing but marks around it. */
const SPAN = new RegExp(
  String.raw`(?:^|[\s,;:(])(?:\[\s*${N}\s*,\s*${N}\s*\]|${N}\s?(?:\.\.\.?|\u2026)\s?${N})(?=\s*(?:$|[,;.)]))`,
);
const PAIR = new RegExp(String.raw`^\(\s*${N}\s*,\s*${N}\s*\)$`);

function comparedIn(text: string): ValueFacts {
  const facts: Record<string, number> = {};
  for (const [, sign = '', digits, characters, items] of text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .matchAll(COMPARED)) {
    const isMost = /^[<\u2264]/.test(sign);
    const isOpen = /^[<>]$/.test(sign);
    const side = isMost ? 'max' : 'min';
    if (characters !== undefined) facts[`${side}Length`] = Number(digits) + (isOpen ? (isMost ? -1 : 1) : 0);
    else if (items !== undefined) facts[`${side}Items`] = Number(digits);
    else if (isOpen) facts[`exclusive${isMost ? 'Maximum' : 'Minimum'}`] = Number(digits);
    else facts[`${side}imum`] = Number(digits);
  }
  return facts;
}

/** Ranges, lengths and counts that a description states. */
export function limitsIn(text: string): ValueFacts {
  if (!/\d/.test(text)) return {};
  const whole = (PAIR.exec(text.trim()) ?? SPAN.exec(text))
    ?.slice(1)
    .filter((digits) => digits !== undefined)
    .map(Number);
  const [from = 0, until = 0] = whole ?? [];
  if (from < until) return { minimum: from, maximum: until };
  const compared = comparedIn(text);
  if (Object.keys(compared).length > 0) return compared;
  const lengths = lengthsIn(text);
  const counts = countsIn(text);
  if (Object.keys(lengths).length > 0) return { ...lengths, ...counts };
  return { ...counts, ...rangeIn(text) };
}

function lengthsIn(text: string): ValueFacts {
  const both = BETWEEN_CHARS.exec(text);
  if (both !== null) return { minLength: Number(both[1]), maxLength: Number(both[2]) };
  const most = numberFrom(MAX_CHARS, text) ?? numberFrom(CHARS_MAX, text) ?? numberFrom(MAX_LENGTH, text);
  const least = numberFrom(MIN_LENGTH, text) ?? numberFrom(MIN_CHARS, text);
  return {
    ...(least === undefined ? {} : { minLength: least }),
    ...(most === undefined || most === 0 ? {} : { maxLength: most }),
  };
}

function countsIn(text: string): ValueFacts {
  const most = numberFrom(MAX_ITEMS, text);
  const least = numberFrom(MIN_ITEMS, text);
  return {
    ...(least === undefined ? {} : { minItems: least }),
    ...(most === undefined ? {} : { maxItems: most }),
  };
}

function rangeIn(text: string): ValueFacts {
  const both = BETWEEN.exec(text) ?? PAREN.exec(text);
  if (both !== null && Number(both[1]) < Number(both[2])) {
    const isExclusive = /\bexclusive\b/i.test(text.slice(both.index, both.index + both[0].length + 20));
    const [least, most] = [Number(both[1]), Number(both[2])];
    return isExclusive
      ? { exclusiveMinimum: least, exclusiveMaximum: most }
      : { minimum: least, maximum: most };
  }
  const least = numberFrom(MINIMUM, text);
  const most = numberFrom(MAXIMUM, text);
  const above = numberFrom(ABOVE, text);
  return {
    ...(least === undefined ? {} : { minimum: least }),
    ...(most === undefined ? {} : { maximum: most }),
    ...(above === undefined ? {} : { exclusiveMinimum: above }),
  };
}

function numberFrom(pattern: RegExp, text: string): number | undefined {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What a type cell says behind the type: `integer, <= 1000`, `integer 0-100`, `number [0, 1]`. */
export function limitsOfType(cell: string): ValueFacts {
  const rest = cell.replace(/^[A-Za-z]+(?:\s+of\s+[A-Za-z]+)?[\s,;:]*/, '');
  const facts = limitsIn(rest);
  return Object.keys(facts).length === 0 && /^-?\d/.test(rest) ? limitsIn(`range ${rest}`) : facts;
}
