import { plain } from '../docs/plain.ts';
import type { FieldFacts } from './field.ts';
import { readType } from './type-cell.ts';

const LEAD_TYPE =
  /^(?:\(?(?:required|optional|mandatory)\)?[\s.:,;-]*)?(?:an? |the )?(?:(?:positive|negative|non-negative|unsigned|whole|unique|optional|required|single|short|random|plain|encoded)\s+)?(boolean|bool|string|integer|int|number|float|double|decimal|object|uuid|guid|timestamp|datetime)\b(?=$|[\s.,;:)(-])(?! of\b|\s+(?:name|id|code|type))/i;
const MUST = /\bmust be (?:an? )?(string|integer|number|boolean|array|object|uuid)\b/i;
const ARRAY =
  /^(?:\(?(?:required|optional|mandatory)\)?[\s.:,;-]*)?(?:an? |the )?(?:json )?(?:array|list) of ((?:[\w.-]+ ){0,4}[\w.-]+)/i;
const AS_NUMBER = /\b(?:expressed|given|specified|represented) as an? (integer|number|string|boolean)\b/i;
const WHETHER =
  /^(?:\(?(?:required|optional)\)?[\s.:,;-]*)?(?:an? )?(?:flag|indicates? (?:if|whether)|whether\b|true if|if true|set (?:it )?to true|specifies (?:if|whether)|determines (?:if|whether)|true\b.{0,20}\bfalse\b)/i;

const STAMP = /y{4}-mm-dd[t ]?hh:mm:?(ss)?/i;
const DAY = /\by{4}-mm-dd\b(?![t ]?hh)/i;

/** The type that a description names in its first words or in passing. */
export function typeIn(markdown: string): FieldFacts {
  const text = plain(markdown).slice(0, 2000);
  const array = ARRAY.exec(text)?.[1];
  if (array !== undefined) return readItems(array);
  const format = formatIn(text);
  if (format !== undefined) return format;
  const named = LEAD_TYPE.exec(text)?.[1] ?? MUST.exec(text)?.[1] ?? AS_NUMBER.exec(text)?.[1];
  if (named !== undefined) return readType(named);
  return isBoolean(markdown, text) ? { types: ['boolean'] } : {};
}

function readItems(words: string): FieldFacts {
  const match =
    /^(?:[\w-]+ ){0,2}?(strings?|integers?|ints?|numbers?|booleans?|objects?|uuids?|[A-Z]\w+)\b/.exec(words);
  const items = match?.[1] === undefined ? {} : readType(match[1].replace(/s$/, ''));
  const named = /^([\w.]+) objects?\b/.exec(words)?.[1];
  if (named !== undefined && items.typeName === undefined && !/^(json|new|the)$/i.test(named)) {
    return { types: ['array'], items: { types: ['object'], typeName: named } };
  }
  return { types: ['array'], ...(Object.keys(items).length === 0 ? {} : { items }) };
}

function formatIn(text: string): FieldFacts | undefined {
  if (STAMP.test(text))
    return { types: ['string'], ...(/sss|\bz\b|zz|t?hh:mm:ss/i.test(text) ? { format: 'date-time' } : {}) };
  if (DAY.test(text)) return { types: ['string'], format: 'date' };
  return undefined;
}

function isBoolean(markdown: string, text: string): boolean {
  return /`?true`?\s*(?:or|\/|,|\|)\s*`?false`?/i.test(markdown) || WHETHER.test(text);
}
