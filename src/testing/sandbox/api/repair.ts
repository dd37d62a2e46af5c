import type { Json, JsonObject } from '../../../specwright/base/json.ts';
import type { ValidationError } from '../../../../generated/validators.js';
import type { Rules } from '../rules.ts';

/** A body after lenient readings were applied to it, and what is still wrong. */
export interface Repaired {
  readonly value: Json;
  readonly left: readonly ValidationError[];
}

/** Applies the lenient rules: undocumented fields are dropped, numbers sent as text are read as numbers. */
export function repair(sent: Json, violations: readonly ValidationError[], rules: Rules): Repaired {
  if (rules.undeclaredField === '4' && rules.numericText === '4' && rules.emptyUpdate === '4') {
    return { value: sent, left: violations };
  }
  const value = structuredClone(sent);
  const left = violations.filter((violation) => !mend(value, violation, rules));
  return { value, left };
}

function mend(body: Json, { keyword, instancePath, params }: ValidationError, rules: Rules): boolean {
  if (keyword === 'minProperties') return rules.emptyUpdate === 'accept';
  if (keyword === 'additionalProperties' && rules.undeclaredField === 'ignore') {
    return drop(find(body, instancePath), params['additionalProperty']);
  }
  return keyword === 'type' && rules.numericText === 'accept' && params['type'] === 'number'
    ? readNumber(body, instancePath)
    : false;
}

function drop(owner: Json | undefined, name: unknown): boolean {
  if (!isObject(owner) || typeof name !== 'string') return false;
  return Reflect.deleteProperty(owner, name);
}

function readNumber(body: Json, pointer: string): boolean {
  const end = pointer.lastIndexOf('/');
  const owner = find(body, pointer.slice(0, end));
  const name = unescape(pointer.slice(end + 1));
  if (!isObject(owner)) return false;
  const text = owner[name];
  if (typeof text !== 'string' || text.trim() === '' || !Number.isFinite(Number(text))) return false;
  owner[name] = Number(text);
  return true;
}

function find(value: Json, pointer: string): Json | undefined {
  let found: Json | undefined = value;
  for (const part of pointer.split('/').slice(1)) {
    if (Array.isArray(found)) found = found[Number(part)];
    else found = isObject(found) && Object.hasOwn(found, unescape(part)) ? found[unescape(part)] : undefined;
  }
  return found;
}

function unescape(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
