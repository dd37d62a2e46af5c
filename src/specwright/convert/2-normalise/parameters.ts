import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  own,
  ownList,
  ownText,
  textOf,
} from '../../base/json.ts';
import type { CanonicalParameter } from '../canonical-collection.ts';
import { markdownOf } from './text/description.ts';
import type { Variables } from './variables.ts';

export interface ParameterContext {
  readonly variables: Variables;
}

const loneVariable = /^\s*\{\{[^{}]*\}\}\s*$/;

function isOff(entry: JsonObject): boolean {
  return own(entry, 'disabled') === true || own(entry, 'enabled') === false;
}

/** A value that is only an unknown variable says nothing about what is sent. */
export function sampleOf(value: Json | undefined, variables: Variables): string | undefined {
  const text = textOf(value);
  if (text === undefined || text === '') return undefined;
  const resolved = variables.resolve(text);
  return loneVariable.test(resolved) || resolved === '' ? undefined : resolved;
}

function valueOf(entry: JsonObject): Json | undefined {
  const value = own(entry, 'value');
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : value;
}

function mediaTypeOf(entry: JsonObject): string | undefined {
  const type = ownText(entry, 'contentType')?.split(';')[0]?.trim().toLowerCase();
  return type !== undefined && /^[\w.+-]+\/[\w.+*-]+$/.test(type) ? type : undefined;
}

/** `{key, value, description, disabled, type}` in any of its variants -> a parameter; nameless ones are none. */
export function readParameter(
  entry: Json,
  at: JsonPointer,
  { variables }: ParameterContext,
): CanonicalParameter | undefined {
  if (!isObject(entry)) return undefined;
  const key = ownText(entry, 'key') ?? ownText(entry, 'name') ?? ownText(entry, 'id');
  const name = key === undefined ? '' : variables.resolve(key).trim();
  if (name === '') return undefined;
  const isFile = own(entry, 'type') === 'file' || Object.hasOwn(entry, 'src');
  const value = isFile ? undefined : sampleOf(valueOf(entry), variables);
  const description = markdownOf(own(entry, 'description'));
  const mediaType = mediaTypeOf(entry);
  return {
    name,
    ...(value === undefined ? {} : { value }),
    ...(description === undefined ? {} : { description }),
    disabled: isOff(entry),
    ...(isFile ? { kind: 'file' } : {}),
    ...(isFile && ownList(entry, 'src').length > 1 ? { several: true } : {}),
    ...(mediaType === undefined ? {} : { mediaType }),
    at,
  };
}
