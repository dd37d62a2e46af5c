import type { Delta } from './change.ts';

/** A difference and the operations it was found in, each once; none where it is about the whole API. */
export interface Found {
  readonly delta: Delta;
  readonly operations: string[];
  /** Only operations that promise nothing (`x-stability-level: draft` or `alpha`) have it, so nothing breaks. */
  draft: boolean;
}

export type Report = (operation: string | undefined, draft?: boolean) => (delta: Delta) => void;

/**
 * What a comparison gathers. One difference in a schema that a thousand operations share is kept once: large
 * documents reach the same few hundred differences millions of times.
 */
export class Findings {
  readonly #found = new Map<Delta, Found>();
  readonly #order = new Map<string, number>();

  readonly report: Report = (operation, draft = false) => {
    if (operation !== undefined && !this.#order.has(operation)) this.#order.set(operation, this.#order.size);
    return (delta) => this.#add(delta, operation, draft);
  };

  /** One operation is compared after the other: what is its own has it last. */
  #add(delta: Delta, operation: string | undefined, draft: boolean): void {
    let found = this.#found.get(delta);
    if (found === undefined) this.#found.set(delta, (found = { delta, operations: [], draft: true }));
    if (operation !== undefined && found.operations.at(-1) !== operation) found.operations.push(operation);
    if (!draft) found.draft = false;
  }

  /** In the order in which they were found. */
  all(): readonly Found[] {
    return [...this.#found.values()];
  }

  /** Each operation once, in the order in which they were compared, which is that of the document. */
  inOrder(operations: Iterable<string>): string[] {
    const place = (operation: string): number => this.#order.get(operation) ?? 0;
    return [...new Set(operations)].sort((one, other) => place(one) - place(other));
  }
}
