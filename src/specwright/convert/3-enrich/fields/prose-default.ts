import type { FieldFacts } from './field.ts';

const QUOTED = String.raw`(?:\x60([^\x60\n]{1,80})\x60|["\u201C\u201D]([^"\u201C\u201D\n]{1,80})["\u201C\u201D]|['\u2018\u2019]([^'\u2018\u2019\n]{1,80})['\u2018\u2019]|\*{1,2}([^*\n]{1,80})\*{1,2})`;
const BARE = String.raw`(-?\d{1,12}(?:\.\d{1,9})?|true|false|null|[A-Za-z][\w-]{0,40})`;
const LEAD = String.raw`\bdefault(?:s|ed)?(?: value| setting| sandbox| is set| order| behaviou?r| \w{2,20})?\s*(?:is set to|set to|is|are|to|:|=|-|value|being)\s*(?:set to |to |is |value |of |: ?)?`;
const AFTER_LEAD = new RegExp(`${LEAD}(?:${QUOTED}|${BARE}(?=[\\s.,;)\\]]|$))`, 'i');
const DIRECT = /\bdefault(?: value)?:?\s+(?:`([^`\n]{1,80})`|"([^"\n]{1,80})"|'([^'\n]{1,80})')/i;
const BEFORE = new RegExp(
  String.raw`(?:${QUOTED}|\b(true|false|\d{1,9}))\s*(?:\(default\)|is (?:the )?default\b|by default\b)`,
  'i',
);
const USED = new RegExp(String.raw`\bby default,?\s+${QUOTED}\s+is\s+(?:used|taken|assumed|sent|set)\b`, 'i');
const SET_BY = new RegExp(
  String.raw`\b(?:set to|is|treated as)\s+(?:${QUOTED}|(true|false|\d{1,9}))\s+by default`,
  'i',
);
const BARE_PAREN =
  /[(,]\s*default(?:s to|:| is|=)?\s*(-?\d{1,12}(?:\.\d{1,9})?|true|false|[A-Za-z][\w-]{0,40})\)/i;

const BARE_DIRECT = /\bdefault\s+(-?\d{1,12}(?:\.\d{1,9})?|true|false)(?=[\s.,;)]|$)/i;

/** Words that follow "default" without being a value. */
const NO_VALUE =
  /^(the|a|an|to|value|is|for|this|that|all|any|current|today|now|not|no|none|set|if|when|only|based|used|it|your|in|of|and|or|will|uses?|first|on|behaviou?r|order)$/i;

/** The default that a description names. */
export function defaultIn(markdown: string): Pick<FieldFacts, 'default'> {
  if (!/default/i.test(markdown)) return {};
  for (const pattern of [BARE_PAREN, AFTER_LEAD, DIRECT, BEFORE, USED, SET_BY, BARE_DIRECT]) {
    const match = pattern.exec(markdown);
    const value = match
      ?.slice(1)
      .find((group) => group !== undefined)
      ?.trim();
    const isQuoted = /["'`*\u2018-\u201D]/.test(match?.[0] ?? '');
    if (value !== undefined && value !== '' && (isQuoted || !NO_VALUE.test(value))) return { default: value };
  }
  return {};
}
