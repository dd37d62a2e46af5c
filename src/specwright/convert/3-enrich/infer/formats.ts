import { fullFormats } from 'ajv-formats/dist/formats.js';

/** Formats that are worth stating, the narrowest first. */
const KNOWN = ['date-time', 'date', 'uuid', 'email', 'ipv4', 'ipv6', 'uri'] as const;

export type StringFormat = (typeof KNOWN)[number];

/** What a text must look like before the real check runs; keeps rare readings of a format out. */
const SHAPE: Readonly<Record<StringFormat, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  email: /^[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,24}$/i,
  ipv4: /^\d{1,3}(\.\d{1,3}){3}$/,
  ipv6: /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i,
  uri: /^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s{}<>"|\\^`]+$/i,
};

/** No format has values this long; longer texts are not looked at. */
const LONGEST = 512;

/** Whether a text has a format, by the rules of the validator that the document is checked with. */
export function hasFormat(text: string, format: StringFormat): boolean {
  if (text.length > LONGEST || !SHAPE[format].test(text)) return false;
  return accepts(fullFormats[format], text);
}

/** A format is an expression, a function, or an object with either of them. */
function accepts(definition: unknown, text: string): boolean {
  if (definition instanceof RegExp) return definition.test(text);
  if (typeof definition === 'function') return definition(text) === true;
  const isRule = typeof definition === 'object' && definition !== null && 'validate' in definition;
  return isRule && accepts(definition.validate, text);
}

/** The formats that a text has; most texts have none. */
export function formatsOf(text: string): StringFormat[] {
  return KNOWN.filter((format) => hasFormat(text, format));
}

export function isStringFormat(name: string): name is StringFormat {
  return KNOWN.some((known) => known === name);
}
