import { ownString, type Json } from '../../base/json.ts';

/** Whether an answer gives out a token: https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
export function isToken(json: Json | undefined): boolean {
  return ownString(json, 'access_token') !== undefined && ownString(json, 'token_type') !== undefined;
}
