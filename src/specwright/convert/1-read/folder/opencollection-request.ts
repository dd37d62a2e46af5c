import {
  type Json,
  type JsonObject,
  isObject,
  omit,
  own,
  ownList,
  ownObject,
  ownText,
  textOf,
} from '../../../base/json.ts';
import { namedList } from './collection-files.ts';

/** Of several variants of a body, the chosen one is sent. */
function chosen(value: Json | undefined): Json | undefined {
  if (!Array.isArray(value)) return value;
  const variant = value.find((one) => own(one, 'selected') === true) ?? value[0];
  return own(variant, 'body') ?? variant;
}

/** The body of a request in the shape of Postman. */
export function bodyOf(value: Json | undefined): JsonObject | undefined {
  const body = chosen(value);
  const type = ownText(body, 'type') ?? 'none';
  const data = own(body, 'data');
  switch (type) {
    case 'none':
      return undefined;
    case 'form-urlencoded':
      return {
        mode: 'urlencoded',
        urlencoded: namedList(data).map(({ name, ...field }) => ({ key: name ?? '', ...field })),
      };
    case 'multipart-form':
      return { mode: 'formdata', formdata: namedList(data).map(partOf) };
    case 'file':
      return { mode: 'file', file: { src: own(ownList(body, 'data')[0], 'filePath') ?? null } };
    case 'graphql':
      return graphqlOf(isObject(data) ? data : body);
    default: {
      const raw = textOf(data) ?? (data === undefined ? '' : JSON.stringify(data, null, 2));
      return { mode: 'raw', raw, ...(type !== 'text' && { options: { raw: { language: type } } }) };
    }
  }
}

/** A file part keeps its paths where Postman keeps them. */
function partOf({ name, value, ...part }: JsonObject): JsonObject {
  const rest = { key: name ?? '', ...part };
  return own(part, 'type') === 'file' ? { ...rest, src: value ?? null } : { ...rest, value: value ?? null };
}

export function graphqlOf(value: Json | undefined): JsonObject {
  const body = chosen(value);
  return { mode: 'graphql', graphql: isObject(body) ? body : {} };
}

/** Names that Postman and OpenCollection do not share, by type of auth. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  apikey: { placement: 'in' },
  oauth2: { flow: 'grant_type' },
};

const FLOWS: Readonly<Record<string, string>> = {
  resource_owner_password_credentials: 'password_credentials',
};

/** The auth of a request in the shape of Postman; `undefined` where the folder decides. */
export function authOf(value: Json | undefined): JsonObject | undefined {
  if (value === 'none') return { type: 'noauth' };
  const type = ownText(value, 'type');
  if (!isObject(value) || type === undefined || type === 'inherit') return undefined;
  if (type === 'none') return { type: 'noauth' };
  const settings = ownObject(value, type) ?? omit(value, 'type');
  const list = Object.entries(settings).flatMap(([key, inner]): JsonObject[] => {
    // `credentials` and `resourceOwner` of OAuth 2 hold settings that Postman keeps side by side.
    if (isObject(inner)) return Object.entries(inner).flatMap(([name, one]) => settingOf(type, name, one));
    return settingOf(type, key, inner);
  });
  return { type, [type]: list };
}

function settingOf(type: string, name: string, value: Json): JsonObject[] {
  const text = textOf(value);
  if (text === undefined) return [];
  const renamed = Object.hasOwn(RENAMED, type) ? RENAMED[type] : undefined;
  const key = (renamed !== undefined && Object.hasOwn(renamed, name) ? renamed[name] : undefined) ?? name;
  const flow = Object.hasOwn(FLOWS, text) ? FLOWS[text] : undefined;
  return [{ key, value: key === 'grant_type' ? (flow ?? text) : text }];
}
