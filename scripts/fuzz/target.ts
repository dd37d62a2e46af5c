/** Something that takes what strangers wrote. */
export interface FuzzTarget {
  readonly name: string;
  /** Good inputs, as text, that are then changed. */
  readonly examples: () => Promise<readonly string[]>;
  /** Longest time for one input, in milliseconds. */
  readonly limitMs: number;
  /**
   * Gives the input to the part under test. Resolves to `undefined` where that behaved: it did its work,
   * or refused in the way it documents. Everything else is told in a sentence.
   */
  readonly complaint: (input: string) => Promise<string | undefined>;
}

/** Runs one input; a throw is a complaint, and so is taking too long. */
export async function tryInput(target: FuzzTarget, input: string): Promise<string | undefined> {
  const begin = performance.now();
  try {
    const complaint = await target.complaint(input);
    const took = performance.now() - begin;
    return complaint ?? (took > target.limitMs ? `took ${Math.round(took)} ms` : undefined);
  } catch (error) {
    return `threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }
}
