import { own, type Json } from '../base/json.ts';

/** Fields that a success has or has not: nothing makes a server leave them out now and then. */
const ALWAYS = /^(location|etag|last-modified|allow|x-total(-count)?)$/i;

/** Whether an answer must carry a documented header: a required one, or one of a success that callers build on. */
export function isPromised(name: string, header: Json, status: string): boolean {
  return own(header, 'required') === true || (status.startsWith('2') && ALWAYS.test(name));
}
