import { type Json, type JsonObject, isObject, own, ownText } from '../../../base/json.ts';

/** `currentHelper` of v1 -> auth type of v2. */
const helperTypes: Readonly<Record<string, string>> = {
  noAuth: 'noauth',
  normal: 'noauth',
  basicAuth: 'basic',
  bearerAuth: 'bearer',
  digestAuth: 'digest',
  hawkAuth: 'hawk',
  oAuth1: 'oauth1',
  oAuth2: 'oauth2',
  awsSigV4: 'awsv4',
  ntlmAuth: 'ntlm',
  apikeyAuth: 'apikey',
};

function attributesOf(request: JsonObject): JsonObject {
  const attributes = own(request, 'helperAttributes');
  return isObject(attributes) ? attributes : {};
}

/** The auth block of a v1 request or folder; absent where nothing is said. */
export function authOfV1(entry: JsonObject): Json | undefined {
  const auth = own(entry, 'auth');
  if (isObject(auth)) return auth;
  const helper = ownText(entry, 'currentHelper');
  const type = helper === undefined || !Object.hasOwn(helperTypes, helper) ? undefined : helperTypes[helper];
  if (type === undefined || type === 'noauth') return undefined;
  return { type, [type]: attributesOf(entry) };
}
