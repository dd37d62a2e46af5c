import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPeer } from './install-peers.ts';
import { PEERS, type PeerName } from './peers.ts';

/** A function of a package whose types we do not have. */
export type Callable = (...args: readonly unknown[]) => unknown;

/** A peer that was loaded, or the reason why it was not. */
export type Loaded<T> =
  | { readonly peer: PeerName; readonly ok: true; readonly value: T }
  | { readonly peer: PeerName; readonly ok: false; readonly why: string };

/** Installs and imports a peer and takes what a benchmark needs out of it; a failure is reported, not thrown. */
export async function loadPeer<T>(peer: PeerName, take: (module: unknown) => T): Promise<Loaded<T>> {
  try {
    const folder = await installPeer(peer);
    const loader: unknown = await import(pathToFileURL(path.join(folder, 'load.mjs')).href);
    const module: unknown = await member(loader, 'load')();
    return { peer, ok: true, value: take(module) };
  } catch (error) {
    return { peer, ok: false, why: firstLine(error) };
  }
}

/** Path of a peer's command. */
export async function peerCommand(peer: PeerName, file: string): Promise<string> {
  const folder = await installPeer(peer);
  return path.join(folder, 'node_modules', PEERS[peer].package, file);
}

/** A named function of a module or object; looks at `default` too, where CommonJS packages keep theirs. */
export function member(owner: unknown, name: string): Callable {
  for (const holder of [owner, property(owner, 'default')]) {
    const value = property(holder, name);
    if (typeof value === 'function') return (...args) => Reflect.apply(value, holder, args);
  }
  throw new Error(`it has no function "${name}"`);
}

/** Property of anything, `undefined` where there is none. */
export function property(owner: unknown, name: string): unknown {
  const isObject = (typeof owner === 'object' && owner !== null) || typeof owner === 'function';
  return isObject ? Reflect.get(owner, name) : undefined;
}

export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]?.slice(0, 160) ?? 'unknown failure';
}
