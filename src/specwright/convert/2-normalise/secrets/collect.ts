import { type Json, type JsonObject, isObject, own, ownText } from '../../../base/json.ts';
import { eachNamedSecret } from './named-in-text.ts';
import { mayHoldPattern, secretPatterns } from './patterns.ts';
import { isNoSecret } from './placeholder.ts';
import { isDistinctive } from './replacer.ts';
import { isSecretName, mayNameSecret } from './secret-names.ts';

/** `Bearer abc` is the scheme and the secret. */
export const schemePrefix =
  /^\s*(Bearer|Basic|Token|Digest|ApiKey|Key|JWT|OAuth|SSWS|Zoho-oauthtoken)\s+(?=\S)/i;

/** The name that `{key, value}` entries of headers, parameters, variables and auth blocks go by. */
function entryName(object: JsonObject): string | undefined {
  if (!Object.hasOwn(object, 'value')) return undefined;
  return ownText(object, 'key') ?? ownText(object, 'name') ?? ownText(object, 'id');
}

/** Whether the `value` of an entry is a secret: by its name, or because Postman marks it so. */
export function isSecretEntry(object: JsonObject): boolean {
  const name = entryName(object);
  return name !== undefined && (isSecretName(name) || own(object, 'type') === 'secret');
}

/** An API key in an auth block is called `value` there; in the object form of v2.0 it is a plain property. */
function isApiKeyBlock(object: JsonObject): boolean {
  return Object.hasOwn(object, 'value') && Object.hasOwn(object, 'key') && Object.hasOwn(object, 'in');
}

/** Gathers every string that is a secret somewhere, to be replaced everywhere. */
export class SecretCollector {
  readonly secrets = new Set<string>();

  #add(value: string): void {
    const secret = value.replace(schemePrefix, '').trim();
    if (!isNoSecret(secret) && isDistinctive(secret)) this.secrets.add(secret);
  }

  text(text: string): void {
    if (mayHoldPattern.test(text)) {
      for (const pattern of secretPatterns) {
        for (const match of text.matchAll(pattern)) this.#add(match[1] ?? '');
      }
    }
    if (mayNameSecret.test(text)) eachNamedSecret(text, (value) => this.#add(value));
  }

  object(object: JsonObject): void {
    const value = own(object, 'value');
    if (typeof value === 'string' && (isSecretEntry(object) || isApiKeyBlock(object))) this.#add(value);
    for (const [key, inner] of Object.entries(object)) {
      if (typeof inner === 'string' && isSecretName(key)) this.#add(inner);
    }
  }

  /** Auth lists of v2.1: `[{key: 'value', value: 'abc'}, {key: 'in', value: 'header'}]`. */
  list(list: readonly Json[]): void {
    if (!list.some((entry) => isObject(entry) && own(entry, 'key') === 'in')) return;
    for (const entry of list) {
      const value = isObject(entry) && own(entry, 'key') === 'value' ? own(entry, 'value') : undefined;
      if (typeof value === 'string') this.#add(value);
    }
  }
}
