import type { FieldFacts } from './field.ts';

const QUOTED = String.raw`(?:\x60([^\x60\n]{1,80})\x60|["\u201C\u201D]([^"\u201C\u201D\n]{1,80})["\u201C\u201D]|['\u2018\u2019]([^'\u2018\u2019\n]{1,80})['\u2018\u2019]|\*{1,2}([^*\n]{1,80})\*{1,2})`;
const SURE = String.raw`(-?\d{1,12}(?:\.\d{1,9})?|true|false)`;
/** A word is a value only where the statement ends with it. */
const WORD = String.raw`(null|[A-Za-z][\w./-]{0,40}?)(?=\.?\s*(?:$|[,;)\]*\n(]|\s-\s|\. |\b(?:if|when|unless)\b))`;
const VALUE = String.raw`(?:${QUOTED}|${SURE}(?=[\s.,;)\]*]|$)|${WORD})`;
const LITERAL = String.raw`(?:${QUOTED}|${SURE}(?=[\s.,;)\]*]|$))`;

const IS = String.raw`\s*(?:(?:is set to|set to|is|are|to|value|being)\b|[:=-])\s*(?:set to |to |is |value |of |: ?)?`;
const UNSET = String.raw`(?:omitted|absent|missing|empty|left out|none is given|no \w+ is (?:given|set|specified|provided|sent)|not (?:specified|set|given|provided|present|sent|supplied|passed|included|defined)|unspecified|unset)`;
const PATTERNS: readonly RegExp[] = [
  new RegExp(String.raw`[(,[]\s*default(?:s to|:| is|=)?\s*${VALUE}\s*[)\]]`, 'i'),
  new RegExp(
    String.raw`\bdefault(?:s|ed)?(?: value| setting| is set| order| behaviou?r| \w{2,20})?${IS}${VALUE}`,
    'i',
  ),
  new RegExp(String.raw`\bdefault(?: [a-z]\w{0,20}){1,5}\s*(?:is|:|=)\s*(?:set to )?${LITERAL}`, 'i'),
  new RegExp(String.raw`\bdefault(?: value)?:?\s+(?!\*)${LITERAL}`, 'i'),
  new RegExp(String.raw`${LITERAL}\s*(?:\(default\)|is (?:the )?default\b|by default\b)`, 'i'),
  new RegExp(
    String.raw`\bby default,?\s+(?:it is |it's |this is )?(?:set to )?${LITERAL}(?:\s+is\s+(?:used|taken|assumed|sent|set)\b|\s*(?:[.,;)]|$))`,
    'i',
  ),
  new RegExp(String.raw`\b(?:set to|is|treated as|uses)\s+${LITERAL}\s+by default`, 'i'),
  new RegExp(
    String.raw`\b(?:if|when) (?:(?:it|this|the \w+|none) (?:is )?)?${UNSET},?\s+(?:(?:it|the value|the server|the default|we) (?:is|will be|defaults to|uses?|assumes?)\s+)?${LITERAL}(?:\s+(?:is|will be) (?:used|assumed|taken|sent|set)\b|\s*(?:[.,;)]|$))`,
    'i',
  ),
  new RegExp(
    String.raw`${LITERAL}\s+(?:is (?:used|assumed|taken)\s+)?(?:if|when) (?:(?:it|this|the \w+) (?:is )?)?${UNSET}`,
    'i',
  ),
];

/** Words that follow "default" without being a value. */
const NO_VALUE =
  /^(the|a|an|to|value|is|for|this|that|all|any|current|today|now|not|no|none|set|if|when|only|based|used|it|your|in|of|and|or|will|uses?|first|on|behaviou?r|order|computed|calculated|generated|inherited|derived|determined|taken|chosen|random|varies|depends)$/i;

/** The default that a description names. */
export function defaultIn(markdown: string): Pick<FieldFacts, 'default'> {
  if (!/default|\b(?:if|when)\b/i.test(markdown)) return {};
  for (const pattern of PATTERNS) {
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
