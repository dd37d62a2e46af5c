import { type Json, isObject, own, ownText, textOf } from '../../../base/json.ts';
import { headersOfText } from '../headers.ts';
import { apiKey, basic, bearer, schemeOfType, type NamedScheme } from './schemes.ts';

const apiKeyHeader =
  /^(x-)?([a-z0-9]+-)*(api-?key|apikey|auth-?token|access-?token|api-?token|subscription-key|functions-key|private-token)$/i;
const apiKeyQuery = /^(api[-_]?key|apikey|access[-_]?token|api[-_]?token|auth[-_]?token|subscription-key)$/i;

interface Sent {
  readonly name: string;
  readonly value: string;
}

function sent(value: Json | undefined): Sent[] {
  const entries: readonly Json[] =
    typeof value === 'string'
      ? headersOfText(value)
      : Array.isArray(value)
        ? value
        : isObject(value)
          ? Object.entries(value).map(([key, text]) => ({ key, value: text }))
          : [];
  return entries
    .filter((entry) => isObject(entry) && own(entry, 'disabled') !== true && own(entry, 'enabled') !== false)
    .map((entry) =>
      isObject(entry)
        ? { name: ownText(entry, 'key') ?? '', value: textOf(own(entry, 'value')) ?? '' }
        : { name: '', value: '' },
    );
}

const prefixes: readonly (readonly [RegExp, () => NamedScheme | undefined])[] = [
  [/^\s*bearer\b/i, () => bearer],
  [/^\s*basic\b/i, () => basic],
  [/^\s*digest\b/i, () => schemeOfType('digest', new Map())],
  [/^\s*oauth\b/i, () => schemeOfType('oauth1', new Map())],
  [/^\s*hawk\b/i, () => schemeOfType('hawk', new Map())],
  [/^\s*(ntlm|negotiate)\b/i, () => schemeOfType('ntlm', new Map())],
  [/^\s*aws4-hmac/i, () => schemeOfType('awsv4', new Map())],
  [/^\s*eg1-hmac/i, () => schemeOfType('edgegrid', new Map())],
];

/** What a hand-written Authorization header says; a form of its own is an API key in that header. */
export function schemeOfHeader(headers: Json | undefined): NamedScheme | undefined {
  const header = sent(headers).find(({ name }) => name.trim().toLowerCase() === 'authorization');
  if (header === undefined) return undefined;
  const match = prefixes.find(([prefix]) => prefix.test(header.value));
  return match === undefined ? apiKey('header', 'Authorization') : match[1]();
}

/** An API key written into a header or the query, where nothing else identifies the caller. */
export function schemeOfKey(headers: Json | undefined, query: Json | undefined): NamedScheme | undefined {
  const header = sent(headers).find(({ name }) => apiKeyHeader.test(name.trim()));
  if (header !== undefined) return apiKey('header', header.name.trim());
  const parameter = sent(query).find(({ name }) => apiKeyQuery.test(name.trim()));
  return parameter === undefined ? undefined : apiKey('query', parameter.name.trim());
}
