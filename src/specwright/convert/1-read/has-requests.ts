import { type Json, type JsonObject, isObject, own } from '../../base/json.ts';

function isRequest(item: JsonObject): boolean {
  const request = own(item, 'request');
  return typeof request === 'string' || isObject(request);
}

/** Whether any item, however deep, is a request. An explicit stack: folders may nest by the thousand. */
export function hasRequests(collection: JsonObject): boolean {
  const requests = own(collection, 'requests');
  if (Array.isArray(requests)) return requests.some(isObject);
  const open: (Json | undefined)[] = [own(collection, 'item')];
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    for (const item of Array.isArray(next) ? next : []) {
      if (!isObject(item)) continue;
      if (isRequest(item)) return true;
      open.push(own(item, 'item'));
    }
  }
  return false;
}
