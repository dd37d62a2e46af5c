import { checkDescriptions } from '../checks/registry.ts';
import type { CheckDescription } from '../checks/description.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { Finding } from './finding.ts';
import type { ReportedFinding } from './report.ts';
import { showExchange } from './show-exchange.ts';

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Cases that a finding names: a proxy gives every exchange a name of its own. */
const MOST_CASES = 500;

interface Fold {
  readonly finding: Finding;
  readonly exchange: Exchange;
  readonly cases: Set<string>;
  occurrences: number;
}

/** Findings folded by cause. */
export class Folds {
  readonly #folds = new Map<string, Fold>();
  readonly #culprits: ReadonlyMap<string, CheckDescription['culprit']>;
  readonly #redactor: Redactor;

  constructor(checks: readonly CheckDescription[], redactor: Redactor) {
    this.#culprits = new Map(
      [...checkDescriptions, ...checks].map(({ id, culprit }: CheckDescription) => [id, culprit]),
    );
    this.#redactor = redactor;
  }

  /** Adds what the checks found in one exchange, which came so often. */
  add(findings: readonly Finding[], exchange: Exchange, times: number): void {
    for (const finding of findings) {
      const fold = this.#folds.get(finding.key) ?? { finding, exchange, cases: new Set(), occurrences: 0 };
      fold.occurrences += times;
      if (fold.cases.size < MOST_CASES) fold.cases.add(finding.case);
      this.#folds.set(finding.key, fold);
    }
  }

  result(): readonly ReportedFinding[] {
    return [...this.#folds.values()]
      .map((fold) => this.#report(fold))
      .sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.key < b.key ? -1 : 1));
  }

  #report({ finding, exchange, cases, occurrences }: Fold): ReportedFinding {
    return {
      ...finding,
      occurrences,
      cases: [...cases].sort(),
      culprit: this.#culprits.get(finding.check) ?? 'server',
      exchange: showExchange(exchange, this.#redactor),
      consequences: [],
    };
  }
}
