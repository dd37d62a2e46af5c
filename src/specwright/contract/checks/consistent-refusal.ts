import type { Expectation } from '../engine/expectation.ts';
import { outcomeOf, type Exchange } from '../exchange/exchange.ts';
import { describeCheck } from './description.ts';

export const consistentRefusal = describeCheck({
  id: 'consistent-refusal',
  severity: 'error',
  aftermath: true,
  what: 'A violation that is refused nearly everywhere is refused everywhere. Whether a server takes a number written as text, or null for an optional field, is its own decision, as long as it treats all fields and operations alike.',
  why: 'A single field that takes what all others refuse is a check that somebody forgot, and what it lets in is found much later.',
  fix: 'Validate the field named in the finding like its neighbors.',
});

/** The largest share of exceptions; where there are more, the server is lenient on purpose. */
const RARE = 0.1;

/** A violation that passed although others of its kind are refused. */
export interface Exception {
  readonly exchange: Exchange;
  readonly because: string;
  /** How many others of its kind were refused. */
  readonly refused: number;
}

interface Account {
  readonly close: boolean;
  refused: number;
  readonly passed: { readonly exchange: Exchange; readonly because: string }[];
}

/** Keeps account of how violations of one kind are treated. */
export class KindAccount {
  readonly #kinds = new Map<string, Account>();

  note(exchange: Exchange, { kinds = [], because }: Expectation): void {
    const status = exchange.answer === undefined ? 0 : outcomeOf(exchange.answer);
    if (status < 200) return;
    for (const { name, close } of kinds) {
      const account = this.#kinds.get(name) ?? { close, refused: 0, passed: [] };
      this.#kinds.set(name, account);
      if (status >= 400) account.refused += 1;
      else if (status < 300) account.passed.push({ exchange, because });
    }
  }

  /** Violations that passed where others of their kind are refused. */
  exceptions(): readonly Exception[] {
    return [...this.#kinds.values()]
      .filter(isUneven)
      .flatMap(({ passed, refused }) => passed.map((one) => ({ ...one, refused })));
  }
}

function isUneven({ close, refused, passed }: Account): boolean {
  if (close) return refused > 0;
  return passed.length <= RARE * (refused + passed.length);
}
