import type { JsonType } from '../../../base/json.ts';
import type { ValueFacts } from './field.ts';

const TYPE_WORD: Readonly<Record<string, ValueFacts>> = {
  string: { types: ['string'] },
  str: { types: ['string'] },
  text: { types: ['string'] },
  integer: { types: ['integer'] },
  int: { types: ['integer'] },
  long: { types: ['integer'] },
  number: { types: ['number'] },
  float: { types: ['number'] },
  double: { types: ['number'] },
  decimal: { types: ['number'] },
  boolean: { types: ['boolean'] },
  bool: { types: ['boolean'] },
  array: { types: ['array'] },
  object: { types: ['object'] },
  uuid: { types: ['string'], format: 'uuid' },
  guid: { types: ['string'], format: 'uuid' },
  date: { types: ['string'], format: 'date' },
  datetime: { types: ['string'], format: 'date-time' },
  'date-time': { types: ['string'], format: 'date-time' },
  datetimes: { types: ['string'], format: 'date-time' },
  email: { types: ['string'], format: 'email' },
  uri: { types: ['string'], format: 'uri' },
  url: { types: ['string'], format: 'uri' },
};

/** Postman's dynamic variables that have one type. */
const DYNAMIC: Readonly<Record<string, ValueFacts>> = {
  guid: { types: ['string'], format: 'uuid' },
  randomuuid: { types: ['string'], format: 'uuid' },
  timestamp: { types: ['integer'] },
  isotimestamp: { types: ['string'], format: 'date-time' },
  randomint: { types: ['integer'] },
  randomboolean: { types: ['boolean'] },
  randomemail: { types: ['string'], format: 'email' },
  randomurl: { types: ['string'], format: 'uri' },
};

const BRACKETED = /^[<{[(]\s*([A-Za-z-]{2,20})\s*[>}\])]$/;
const NAMED_TYPE =
  /^(string|integer|int|number|boolean|bool|array|object|float|double|long)\s*\((.{0,80})\)$/i;
const VARIABLE = /^\{\{\s*\$?([^{}]{1,80}?)\s*\}\}$/;

/** What a value says of its type, where it is written in place of a real value: `Boolean`, `<string>`, `{{$guid}}`. */
export function placeholderFacts(value: string): ValueFacts | undefined {
  const text = value.trim();
  const variable = /^\{\{\s*\$([^{}]{1,60}?)\s*\}\}$/.exec(text)?.[1];
  const name = variable?.toLowerCase();
  if (name !== undefined) return (Object.hasOwn(DYNAMIC, name) ? DYNAMIC[name] : undefined) ?? {};
  const named = NAMED_TYPE.exec(text);
  if (named?.[1] !== undefined) return namedFacts(named[1], named[2] ?? '');
  return typeWordFacts(BRACKETED.exec(text)?.[1] ?? text);
}

function typeWordFacts(word: string): ValueFacts | undefined {
  const key = word.toLowerCase();
  return Object.hasOwn(TYPE_WORD, key) ? TYPE_WORD[key] : undefined;
}

function namedFacts(type: string, note: string): ValueFacts {
  const facts = typeWordFacts(type) ?? {};
  const constant = /^"([^"]{1,60})"$/.exec(note.trim())?.[1];
  return constant === undefined ? facts : { ...facts, enum: [constant] };
}

/** Whether a value is only a placeholder: then it is neither an example nor a member of a list of values. */
export function looksLikePlaceholder(value: string): boolean {
  const text = value.trim();
  if (text === '' || VARIABLE.test(text) || text.includes('{{')) return true;
  if (/^<[^<>]{1,80}>$/.test(text) || /^:[A-Za-z_]\w*$/.test(text) || /^\{[A-Za-z_][\w-]*\}$/.test(text))
    return true;
  if (/^\[[A-Za-z_][\w -]*\]$/.test(text)) return true;
  return placeholderFacts(text) !== undefined && !/^(date|email|url|text|long)$/.test(text);
}

/** Types that a text on the wire may have, where nothing else is known. */
export function typesOfText(text: string): readonly JsonType[] {
  if (/^(true|false)$/.test(text)) return ['boolean'];
  if (/^-?(0|[1-9]\d{0,14})$/.test(text)) return ['integer'];
  return /^-?(0|[1-9]\d{0,14})\.\d{1,15}$/.test(text) ? ['number'] : ['string'];
}
