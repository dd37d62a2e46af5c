import { own, type JsonObject } from '../base/json.ts';

/** Whether an own property is `true`; anything else is as good as absent. */
export function isTrue(object: JsonObject, key: string): boolean {
  return own(object, key) === true;
}
