import type { Api } from '../api/api.ts';
import { findOperation } from '../api/find.ts';
import { Collector } from '../engine/collector.ts';
import { judge, type Bench } from '../engine/judge.ts';
import type { Report } from '../engine/report.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { Redactor } from '../exchange/redact.ts';

/** How traffic that others made is checked. */
export interface PassiveOptions {
  readonly api: Api;
  /** The server that answered, for the report. */
  readonly target: string;
  readonly strict: boolean;
  /** Milliseconds; `Infinity` where recorded times say nothing. */
  readonly maxLatency: number;
}

/** Checks exchanges that pass by or were recorded. It sends nothing. */
export class PassiveChecker {
  readonly #bench: Bench;
  readonly #collector: Collector;
  readonly #options: PassiveOptions;

  constructor(options: PassiveOptions) {
    const redactor = new Redactor();
    this.#options = options;
    this.#bench = {
      api: options.api,
      redactor,
      exact: false,
      strict: options.strict,
      maxLatency: options.maxLatency,
    };
    this.#collector = new Collector(options.api, redactor);
  }

  /** Lets every check look at an exchange. `caseId` says where it came from. */
  look(exchange: Exchange, caseId: string): void {
    const named = nameOperation(this.#options.api, exchange);
    const findings = judge(this.#bench, named, caseId);
    this.#collector.listen({ type: 'exchange', caseId, exchange: named, findings });
  }

  note(text: string): void {
    this.#collector.listen({ type: 'notice', text });
  }

  report(duration: number): Report {
    const { target, maxLatency } = this.#options;
    if (Number.isFinite(maxLatency)) this.#collector.judgeLatency(maxLatency);
    const findings = this.#collector.findings();
    const summary = this.#collector.summary(findings);
    return {
      tool: 'bpcc-task-routing verify',
      target: { url: target, kind: 'remote' },
      mode: 'passive',
      seed: 0,
      ok: summary.errors === 0,
      interrupted: false,
      summary,
      findings,
      cases: [],
      coverage: this.#collector.coverage(),
      leftovers: [],
      notices: this.#collector.notices,
      duration: Math.round(duration),
    };
  }
}

/** Recorded requests come without the id of their operation. */
function nameOperation(api: Api, exchange: Exchange): Exchange {
  if (exchange.request.operation !== undefined) return exchange;
  const operation = findOperation(api, exchange.request.method, new URL(exchange.request.url).pathname);
  return operation === undefined
    ? exchange
    : { ...exchange, request: { ...exchange.request, operation: operation.id } };
}
