import { childOf, isObject, parsePointer, valueAt, type Json } from 'specwright/sandbox';
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
  return { value, left: violations.filter((violation) => !fix(value, violation, rules)) };
}

function fix(body: Json, { keyword, instancePath, params }: ValidationError, rules: Rules): boolean {
  if (keyword === 'minProperties') return rules.emptyUpdate === 'accept';
  if (keyword === 'additionalProperties' && rules.undeclaredField === 'ignore') {
    const owner = valueAt(body, instancePath);
    const name = params['additionalProperty'];
    return isObject(owner) && typeof name === 'string' && Reflect.deleteProperty(owner, name);
  }
  const isText = keyword === 'type' && rules.numericText === 'accept' && params['type'] === 'number';
  return isText && readNumber(body, instancePath);
}

function readNumber(body: Json, pointer: string): boolean {
  const tokens = [...parsePointer(pointer)];
  const name = tokens.pop() ?? '';
  const owner = tokens.reduce<Json | undefined>(childOf, body);
  const text = childOf(owner, name);
  if (!isObject(owner) || typeof text !== 'string') return false;
  if (text.trim() === '' || !Number.isFinite(Number(text))) return false;
  owner[name] = Number(text);
  return true;
}
