import { plain } from '../docs/plain.ts';
import { isConditional, isExample } from './condition.ts';
import type { FieldFacts } from './field.ts';

const LEAD =
  /\b(?:one of(?: the following)?(?: values?)?|(?:valid|allowed|possible|accepted|permitted|supported|available|acceptable|legal|enum(?:erated)?)\s+(?:values?|options?|types?|choices?|statuses|states|modes|items|inputs?)(?:\s+for [\w-]{1,30})?(?:\s+(?:are|is|include|includes))?|(?:can|may|must|could) be(?: either| one of(?: the following)?(?: values?)?)?|should be(?: either| one of)|(?:values?|options|enum|choices|allowed|permitted)(?: are| is| include)?(?=\s?[:=])|either|valid|supported|accepts|takes?(?: the)? values?|(?:choose|chosen|select(?:ed)?) from|(?:valid|allowed|possible|accepted|permitted|acceptable|legal) [a-z]+(?: are)?(?=:))\s*[:=]?\s*/gi;

interface Found {
  readonly values: readonly string[];
  readonly confidence: number;
}

/** Values that a description lists as the only ones. */
export function valuesIn(markdown: string): Pick<FieldFacts, 'enum' | 'enumConfidence'> {
  const found =
    constantIn(markdown) ??
    onlyIn(markdown) ??
    listedIn(markdown) ??
    bulletsIn(markdown) ??
    bracketedIn(markdown) ??
    wholeIn(markdown) ??
    numberedIn(markdown) ??
    codedIn(markdown) ??
    namedIn(markdown) ??
    eitherIn(markdown);
  if (found === undefined) return {};
  const values = [...new Set(found.values)];
  const named = values.filter((value) => value !== 'null');
  return named.length === 0 ? {} : { enum: named, enumConfidence: found.confidence };
}

const ENTRY_VALUE =
  /^[`"'*\u201C]*([A-Za-z0-9][\w.+/-]{0,40})[`"'*\u201D]*(?:\s*\(([^()]{1,80})\))?(?:\s*(?:[-:=\u2013\u2014]|means\b|is\b)\s*.{1,300})?$/s;

/** The values that a description names where its type cell says that there are such: `ASC (default) or DESC`; `UP - goes up; DOWN - goes down`. */
export function listedValues(markdown: string): Pick<FieldFacts, 'enum' | 'enumConfidence' | 'default'> {
  const text = markdown.replace(/\.\s*$/, '');
  const clauses = [
    text,
    ...text.split(/[.:]\s+/).toReversed(),
    /\b(?:order|type|mode|state|status|kind|direction|value|be|is)\s+(.*)$/is.exec(plain(text))?.[1] ?? '',
  ];
  for (const clause of clauses) {
    for (const separator of [
      /\n+\s*(?:[-*\u2022]\s+)?|;\s*/,
      /\s*(?:,\s*(?:or|and)\s|,|\bor\b|\||\s\/\s|\n)\s*/,
    ]) {
      const parts = clause
        .replace(/^\s*[-*\u2022]\s+/, '')
        .split(separator)
        .map((part) => part.trim())
        .filter((part) => part !== '');
      const read = parts.map((part) => ENTRY_VALUE.exec(part));
      if (parts.length < 2 || !read.every((match) => match !== null)) continue;
      const marked = read.find((match) => /^default$/i.test(match?.[2] ?? ''))?.[1];
      return {
        enum: read.map((match) => match?.[1] ?? ''),
        enumConfidence: 0.8,
        ...(marked !== undefined && { default: marked }),
      };
    }
  }
  return {};
}

const CONSTANT =
  /\b(?:must (?:always )?be(?: set to)?|always set to|should (?:always )?be set to|always|fixed (?:to|value)|must equal|only (?:accepts|supports))\s*:?\s*(?:`([^`\n]{1,60})`|"([^"\n]{1,60})"|'([^'\n]{1,60})'|\*{1,2}([\w.:/-]{1,60})\*{1,2})(?!\s*(?:,|or\b|and\b|\/|\|))/i;

/** `Must be set to client_credentials`: one value. */
function constantIn(markdown: string): Found | undefined {
  const match = CONSTANT.exec(markdown);
  const value = match?.slice(1).find((group) => group !== undefined);
  if (match === null || value === undefined || /^(true|false|null)$/.test(value)) return undefined;
  const after = markdown.slice(match.index + match[0].length, match.index + match[0].length + 40);
  return /^\s*(in order|to |when|if|for|format)/i.test(after) || isConditional(markdown.slice(0, match.index))
    ? undefined
    : { values: [value], confidence: 0.85 };
}

const ONLY =
  /\bonly ((?:["'`][^"'`\n]{1,40}["'`](?:,? (?:and|or) |, )?){2,20}) (?:are|is) (?:accepted|allowed|supported|permitted|valid)\b/i;

/** `Either auto or manual`, at the end of a clause. */
function eitherIn(markdown: string): Found | undefined {
  const match = /\beither ([\w-]{1,40}) or ([\w-]{1,40})(?=\s*(?:$|[.,;?!(\n]))/i.exec(plain(markdown));
  if (match?.[1] === undefined || match[2] === undefined || /^(the|an?|this|that)$/i.test(match[1]))
    return undefined;
  return { values: [match[1], match[2]], confidence: 0.65 };
}

/** `` Only `asc` and `desc` are accepted `` */
function onlyIn(markdown: string): Found | undefined {
  const values = [...(ONLY.exec(markdown)?.[1] ?? '').matchAll(/["'`]([^"'`]+)["'`]/g)].map(
    (match) => match[1] ?? '',
  );
  return values.length < 2 ? undefined : { values, confidence: 0.85 };
}

/** `One of: a, b, c`, `Valid values are: - a - b`, `either a or b`. */
function listedIn(markdown: string): Found | undefined {
  const leads = [...markdown.matchAll(LEAD)];
  const isStrict = ([lead]: RegExpExecArray): boolean => /must|one of/i.test(lead);
  for (const match of [...leads.filter(isStrict), ...leads.filter((lead) => !isStrict(lead))]) {
    const before = markdown.slice(0, match.index);
    const rest = markdown
      .slice(match.index + match[0].length, match.index + match[0].length + 1500)
      .replace(/^\\?[[{]\s*/, '');
    if (isExample(before) || (/\bbe\b/i.test(match[0]) && isConditional(before))) continue;
    const isSure = /one of|from|values?|options|types|choices|statuses|states|modes|items/i.test(match[0]);
    const found =
      codes(rest) ??
      quoted(rest) ??
      (isSure ? explained(rest) : undefined) ??
      (isSure || /[:=]\s*$/.test(match[0]) ? barewords(rest) : constants(rest));
    if (found !== undefined) return { values: found, confidence: isSure ? 0.85 : 0.7 };
  }
  return undefined;
}

const CODE_LIST =
  /^(?:[\s\n:-]*(?:-\s*)?(?:\d{1,2}[.)]\s*)?(?:or |and |either |the values? )?[`*]{1,3}([^`*\n]{1,60})[`*]{1,3}(?:\s?\([^)\n]{0,200}\))?(?:\s?(?:-|:|=|\u2013)\s[^,;\n`]{1,120}(?=\n|,|;))?\s*(?:,|;|\||\/|\n|or\b|and\b|$|(?=\s*-\s*[`*])|(?=\s?[`*]))?)/i;

/** Values in code or emphasis, one after the other. */
function codes(rest: string): string[] | undefined {
  const values: string[] = [];
  let text = rest;
  for (let count = 0; count < 200; count += 1) {
    const match = CODE_LIST.exec(text);
    if (match?.[1] === undefined) break;
    values.push(match[1].trim().replace(/^["']|["']$/g, ''));
    text = text.slice(match[0].length);
  }
  return values.length >= 1 && values.every(isValue) ? onlyIfList(values, text) : undefined;
}

/** One code after "can be" is a value among others unless the sentence ends there. */
function onlyIfList(values: string[], rest: string): string[] | undefined {
  return values.length > 1 || /^\s*(\.|$|\n)/.test(rest) ? values : undefined;
}

function quoted(rest: string): string[] | undefined {
  const values: string[] = [];
  let text = rest;
  for (let count = 0; count < 200; count += 1) {
    const match =
      /^\s*(?:-\s*)?(?:or |and |either )?(["'\u201C\u2018])([^"'\u201C\u201D\u2018\u2019\n]{1,60})["'\u201D\u2019]\s*(?:\([^)\n]{0,80}\)\s*)?(?:(?:-|:|=|\u2013)\s[^;\n'"]{1,120}(?=;))?(?:,|;|\||\/|\n|(?=or\b)|(?=and\b)|$)?/i.exec(
        text,
      );
    if (match?.[2] === undefined) break;
    values.push(match[2].replace(/,$/, ''));
    text = text.slice(match[0].length);
  }
  return values.length >= 2 ? values : undefined;
}

const EXPLAINED =
  /^(?:(?:or|and) )?(-?\w[\w.+/-]{0,40})(\s*\([^()]{1,120}\)|\s*[:=]\s*\S.*|\s[-\u2013\u2014]\s.*)?$/i;

/** `OPEN - still open, CLOSED - done`; `1 (home), 2 (work)`: each value with its meaning. */
function explained(rest: string): string[] | undefined {
  const clause = /^([^.;\n]{1,600}?)\.?(?=$|\n|\.\s)/.exec(plain(rest))?.[1] ?? '';
  const parts = clause.split(/,\s*(?![^()]*\))/).map((part) => EXPLAINED.exec(part.trim()));
  const values = parts.map((part) => part?.[1]).filter((value) => value !== undefined);
  const isWhole = values.length === parts.length && values.length >= 2;
  return isWhole && parts.some((part) => part?.[2] !== undefined) ? values : undefined;
}

const WORD = /^[A-Za-z0-9][\w.+/-]{0,40}$/;

/** `Waiting, Approved, Denied` up to the end of the sentence. */
function barewords(rest: string): string[] | undefined {
  for (const end of [
    /^([^\n.]{1,600}?)(?=$|\n|\.(?:\s|$))/,
    /^([^\n.;]{1,600}?)(?=$|\n|;|\.(?:\s|$)|[)\]}]|\s-\s)/,
  ]) {
    const values = splitList(plain(end.exec(rest.trimStart())?.[1] ?? ''));
    if (values.length >= 2 && values.every((value) => WORD.test(value))) return values;
  }
  return undefined;
}

/** Only what is spelt as a constant, or what are three or more: `INTERNAL`, `Private`, `single_session`. */
function constants(rest: string): string[] | undefined {
  const values = barewords(rest);
  if (values === undefined) return undefined;
  const areConstants = values.every((value) => /^[A-Z][\w-]*$|_|^-?\d+$/.test(value));
  return areConstants ||
    (values.length >= 3 && !values.some((value) => /^(null|empty|used|set|any|not|more)$/i.test(value)))
    ? values
    : undefined;
}

function splitList(clause: string): string[] {
  return clause
    .split(/\s*(?:,\s*(?:or|and)\s|,|\bor\b|\band\b|\||\/|;)\s*/)
    .map((value) => value.trim().replace(/^["'({]|["')}]$/g, ''))
    .filter((value) => value !== '');
}

function isValue(text: string): boolean {
  return text.length <= 60 && !/\s{2}|[{}<>]|\.\.\./.test(text) && text.split(' ').length <= 4;
}

/** `- fifo means ...`, `- lifo means ...`: every entry begins with a value. */
function bulletsIn(markdown: string): Found | undefined {
  const entries = markdown.split(/\n\s*[-*\u2022]\s+|\s{2,}-\s+/).slice(1);
  if (entries.length < 2) return undefined;
  const values = entries.map((entry) => /^`([^`\n]{1,60})`(?=$|[\s:=,.-])/.exec(entry.trim())?.[1]);
  const found = values.filter((value) => value !== undefined);
  const isList = found.length >= 2 && found.length >= entries.length - 1 && values[0] !== undefined;
  return isList ? { values: found, confidence: 0.8 } : undefined;
}

/** `` `asc` for oldest first, `desc` for newest first `` */
function codedIn(markdown: string): Found | undefined {
  const values = markdown
    .split(/[,;]\s+(?:(?:or|and) )?(?=`)/)
    .map((part) => /^\s*`([^`\n]{1,40})`\s*(?:for|to|means|if|when|is|=|:|[-\u2013\u2014]\s)/.exec(part)?.[1])
    .filter((value, _, all) => value !== undefined && all.every((other) => other !== undefined));
  const found = values.filter((value) => value !== undefined);
  return found.length >= 2 ? { values: found, confidence: 0.6 } : undefined;
}

const KIND_WORD =
  /\b(type|kind|status|state|order|mode|method|direction|sort|format|level|role|unit|category|gender|scope|frequency|period|interval|severity|channel|action)\b/i;

/** `Email type (PRIMARY, BUSINESS)`, `Order (FIFO/LIFO)`. */
function bracketedIn(markdown: string): Found | undefined {
  for (const match of markdown.matchAll(/[([]([^()[\]\n]{3,300})[)\]](?!\()/g)) {
    const inside = match[1] ?? '';
    if (
      /\b(e\.?g|i\.?e|such as|like|for example|default|see|optional|required|max|min|in|is)\b/i.test(inside)
    )
      continue;
    const values = splitList(plain(inside));
    if (
      values.length < 2 ||
      !values.every((value) => WORD.test(value)) ||
      values.every((value) => /^\d+$/.test(value))
    )
      continue;
    if (values.every((value) => /^[A-Z][A-Z0-9_-]+$/.test(value))) return { values, confidence: 0.8 };
    if (
      KIND_WORD.test(markdown) &&
      values.every((value) => /^[a-z][\w-]+$/i.test(value)) &&
      !/^true$/i.test(values[0] ?? '')
    )
      return { values, confidence: 0.6 };
  }
  return undefined;
}

/** The whole description is a list: `Waiting, Approved, or Denied`. */
function wholeIn(markdown: string): Found | undefined {
  const text = plain(markdown).replace(/\.$/, '');
  if (text.length > 200 || /[.:;]/.test(text)) return undefined;
  const values = splitList(text);
  const areWords = values.length >= 2 && values.every((value) => WORD.test(value));
  if (areWords && /^\W?\w[\w.-]*(?:\s*\|\s*\w[\w.-]*)+\W?$|^\{.*\}$/.test(text))
    return { values, confidence: 0.8 };
  const areNames =
    values.every((value) => /^[A-Z][\w-]{1,30}$/.test(value)) ||
    (values.length > 1 && markdown.trim().startsWith('`') && values.every((value) => WORD.test(value)));
  if (values.length >= 2 && areNames && !/^(true|false)$/i.test(values[0] ?? ''))
    return { values, confidence: 0.6 };
  const isChoice = areWords && /\bor \S+$|^\w+(?:\/\w+)+$/.test(text) && !/\band\b/.test(text);
  return isChoice ? { values, confidence: 0.4 } : undefined;
}

/** `0 = single session; 1 = series; 2 = sequence`. */
function numberedIn(markdown: string): Found | undefined {
  const values = [
    ...plain(markdown).matchAll(
      /(?:^|[\s,;(])(-?\d{1,4})\s*(?:=|:|->|-(?=\s)|(?<=(?:^|[,;:]\s?)\d{1,4}\s?)\()\s*[A-Za-z]/g,
    ),
  ].map((match) => match[1] ?? '');
  return values.length >= 2 && new Set(values).size === values.length
    ? { values, confidence: 0.7 }
    : undefined;
}

const CAMEL = /^[a-z]+[A-Z]/;

/** Values named next to each other without a word that says so: `asc` or `desc`; mode: A, B or C. */
function namedIn(markdown: string): Found | undefined {
  const spelt =
    spelled(markdown, /`([^`\n]{1,40})`/g) ??
    spelled(markdown, /["'\u2018\u201C]([^"'`\u2018\u2019\u201C\u201D\n]{1,40})["'\u2019\u201D]/g);
  if (spelt !== undefined) return { values: spelt, confidence: 0.6 };
  const [all, clause] = /:\s+([^.:;\n]{3,200})\.?$/.exec(plain(markdown)) ?? [''];
  if (clause === undefined || isExample(plain(markdown).slice(0, -all.length))) return undefined;
  const values = splitList(clause);
  if (!/\bor\b/.test(clause)) return listOfKind(markdown, values);
  const areValues = values.length >= 2 && values.every((value) => WORD.test(value));
  const areNames = areValues && values.every((value) => /^[A-Z][\w-]{0,30}$/.test(value));
  return areValues ? { values, confidence: areNames ? 0.65 : 0.4 } : undefined;
}

/** `Sort order: asc, desc` */
function listOfKind(markdown: string, values: readonly string[]): Found | undefined {
  const lead = plain(markdown).split(':')[0] ?? '';
  const areValues = values.length >= 2 && values.every((value) => WORD.test(value));
  return areValues && new RegExp(String.raw`${KIND_WORD.source}$`, 'i').test(lead) && !isExample(lead)
    ? { values, confidence: 0.6 }
    : undefined;
}

function isAside(before: string): boolean {
  return isExample(before) || /\b(?:if|when|unless)\b[^.;\n]*$/i.test(before);
}

/** Quoted or coded words in a row, joined by commas and a closing "or". */
function spelled(markdown: string, quote: RegExp): string[] | undefined {
  const found = [...markdown.matchAll(quote)];
  const values: string[] = [];
  let hasOr = false;
  for (const [index, match] of found.entries()) {
    const before = found[index - 1];
    if (before === undefined && isAside(markdown.slice(0, match.index))) return undefined;
    const gap = before === undefined ? '' : markdown.slice(before.index + before[0].length, match.index);
    if (index > 0 && !/^\s*(,|\/|\||,?\s*or)?\s*$/i.test(gap)) {
      if (hasOr && values.length >= 2 && /^\s*[(.,;]/.test(gap)) break;
      return undefined;
    }
    hasOr ||= /\bor\b|\/|\|/.test(gap);
    values.push((match[1] ?? '').replace(/,$/, ''));
  }
  const areNames =
    values.length >= 2 && hasOr && values.every((value) => WORD.test(value) && !CAMEL.test(value));
  return areNames && !/^(true|false|null)$/i.test(values[0] ?? '') ? values : undefined;
}
