import type { CanonicalServer } from '../../canonical-collection.ts';

function keyOf(server: CanonicalServer): string {
  return JSON.stringify([server.url, Object.entries(server.variables)]);
}

/** Every server once, the most used first; equal counts in the order of the collection. */
export class ServerRegistry {
  readonly #uses = new Map<string, { readonly server: CanonicalServer; count: number }>();
  #order: readonly string[] = [];

  constructor(used: Iterable<CanonicalServer>) {
    for (const server of used) {
      const key = keyOf(server);
      const known = this.#uses.get(key);
      if (known === undefined) this.#uses.set(key, { server, count: 1 });
      else known.count += 1;
    }
    this.#order = [...this.#uses].sort(([, a], [, b]) => b.count - a.count).map(([key]) => key);
  }

  list(): readonly CanonicalServer[] {
    const known = this.#order
      .map((key) => this.#uses.get(key)?.server)
      .filter((server) => server !== undefined);
    return known.length === 0 ? [{ url: '/', variables: {} }] : known;
  }

  indexOf(server: CanonicalServer): number {
    return Math.max(0, this.#order.indexOf(keyOf(server)));
  }
}
