/*
 * What the sandbox takes from Node, for a page: it listens to no port and keeps no file there, so that most of it is
 * never called.
 */

function missing(): never {
  throw new Error('Not available in a browser.');
}

export const createServer = missing;
export const once = missing;
export const createRequire = missing;
export const readFile = missing;
export const writeFile = missing;
export const rename = missing;
export const rm = missing;
export const createHash = missing;

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

export function setTimeout<Value>(delay: number, value?: Value): Promise<Value | undefined> {
  return new Promise((resolve) => globalThis.setTimeout(() => resolve(value), delay));
}
