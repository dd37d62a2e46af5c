import type { Finding } from '../../report/finding.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Case } from './case.ts';
import type { Expectation } from './expectation.ts';

/** How a case ended. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'skipped'; readonly reason: string };

/** What happens in a run, as it happens. Reporters listen; the engine knows none of them. */
export type RunEvent =
  | { readonly type: 'run-started'; readonly cases: number }
  | { readonly type: 'case-started'; readonly case: Case }
  | {
      readonly type: 'exchange';
      readonly caseId: string;
      readonly exchange: Exchange;
      readonly findings: readonly Finding[];
      /** Absent for traffic of others. */
      readonly expectation?: Expectation;
    }
  | { readonly type: 'transition'; readonly caseId: string; readonly transition: string }
  | {
      readonly type: 'case-finished';
      readonly case: Case;
      readonly outcome: Outcome;
      readonly duration: number;
    }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'run-finished' };

export type Listener = (event: RunEvent) => void;
