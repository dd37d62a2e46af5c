import { type Json, type JsonObject, isObject, own, ownText } from '../../../base/json.ts';
import { findSecrets } from '../../../base/secrets/find-secrets.ts';
import { isNamedSecret } from '../../../base/secrets/named-secrets.ts';
import {
  type NameStrength,
  containerStrength,
  isBesideSecrets,
  secretNameStrength,
} from '../../../base/secrets/secret-names.ts';
import { SCHEME_PREFIX, standsForSecret } from '../../../base/secrets/stands-for-secret.ts';

/** The name that `{key, value}` entries of headers, parameters, variables and auth blocks go by. */
function entryName(object: JsonObject): string | undefined {
  if (!Object.hasOwn(object, 'value')) return undefined;
  return ownText(object, 'key') ?? ownText(object, 'name') ?? ownText(object, 'id');
}

/** An API key in an auth block is called `value` there; in the object form of v2.0 it is a plain property. */
function isApiKeyBlock(object: JsonObject): boolean {
  return Object.hasOwn(object, 'value') && Object.hasOwn(object, 'key') && Object.hasOwn(object, 'in');
}

/** The members of a JSON Web Key that only its owner may know. */
const PRIVATE_MEMBERS = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']);

/**
 * How much the place of a property says about its value: by its own name, by the name of its entry, because
 * Postman marks it, or by the name of what it is in.
 */
export function strengthAt(
  object: JsonObject,
  key: string,
  inherited: NameStrength | undefined,
): NameStrength | undefined {
  const name = key === 'value' ? entryName(object) : undefined;
  if (name !== undefined)
    return own(object, 'type') === 'secret' ? 'sure' : (secretNameStrength(name) ?? inherited);
  if (PRIVATE_MEMBERS.has(key) && Object.hasOwn(object, 'kty')) return 'sure';
  const value = own(object, key);
  if (typeof value === 'object' && value !== null)
    return containerStrength(key, Array.isArray(value)) ?? inherited;
  return secretNameStrength(key) ?? (isBesideSecrets(key) ? undefined : inherited);
}

/** Shorter strings, and plain words, are in text for other reasons too. */
const LEAST_LENGTH = 8;

/** Whether a string is random enough that finding it elsewhere means finding the secret again. */
function isDistinctive(secret: string): boolean {
  if (secret.length < LEAST_LENGTH) return false;
  if (secret.length >= 20 && !/\s/.test(secret) && /\d|[a-z][A-Z]/.test(secret)) return true;
  return /\d/.test(secret) && /[a-z]/i.test(secret) && !/\s/.test(secret);
}

/** Gathers every string that is a secret somewhere, to be replaced everywhere. */
export class SecretCollector {
  readonly secrets = new Set<string>();

  #add(value: string): void {
    const secret = value.replace(SCHEME_PREFIX, '').trim();
    if (!standsForSecret(secret) && isDistinctive(secret)) this.secrets.add(secret);
  }

  text(text: string): void {
    for (const { start, end } of findSecrets(text)) this.#add(text.slice(start, end));
  }

  named(value: string, strength: NameStrength | undefined): void {
    if (isNamedSecret(strength, value)) this.#add(value);
  }

  object(object: JsonObject): void {
    const value = own(object, 'value');
    if (typeof value === 'string' && isApiKeyBlock(object)) this.#add(value);
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
