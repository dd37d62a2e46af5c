import type { Api } from '../api/api.ts';
import { findOperation } from '../api/find.ts';
import { Collector } from '../engine/collector.ts';
import { judge, type Bench } from '../engine/judge.ts';
import type { Report } from '../engine/report.ts';
import type { Answer, Exchange, SentRequest } from '../exchange/exchange.ts';
import type { Finding } from '../../report/finding.ts';
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

/** Exchanges that came again are kept apart up to so many. */
const MOST_REPEATED = 1_000;

interface Verdict {
  /** The exchange with the id of its operation, when it was first seen. */
  readonly exchange: Exchange;
  readonly findings: readonly Finding[];
  /** How often it came again since it was last counted. */
  repeats: number;
}

/** Checks exchanges that pass by or were recorded. It sends nothing. */
export class PassiveChecker {
  readonly #bench: Bench;
  readonly #collector: Collector;
  readonly #redactor = new Redactor();
  readonly #options: PassiveOptions;
  readonly #verdicts = new WeakMap<SentRequest, WeakMap<Answer, Verdict>>();
  readonly #repeated = new Set<Verdict>();

  constructor(options: PassiveOptions) {
    this.#options = options;
    this.#bench = {
      api: options.api,
      redactor: this.#redactor,
      exact: false,
      strict: options.strict,
      maxLatency: options.maxLatency,
    };
    this.#collector = new Collector(options.api, this.#redactor);
  }

  /** Lets every check look at an exchange. `caseId` says where it came from. */
  look(exchange: Exchange, caseId: string): void {
    const known = this.#known(exchange);
    if (known === undefined) return this.#judge(exchange, caseId);
    if (Number.isFinite(this.#options.maxLatency))
      this.#collector.measure({ ...exchange, request: known.exchange.request });
    known.repeats += 1;
    this.#repeated.add(known);
    if (this.#repeated.size > MOST_REPEATED) this.#countRepeats();
  }

  /** What came again is counted from time to time: one sum is quicker than thousands. */
  #countRepeats(): void {
    for (const verdict of this.#repeated) {
      this.#collector.count(verdict.exchange, verdict.findings, verdict.repeats);
      verdict.repeats = 0;
    }
    this.#repeated.clear();
  }

  /** The verdict on the same request and the same answer, where they are the very objects seen before. */
  #known({ request, answer }: Exchange): Verdict | undefined {
    return answer && this.#verdicts.get(request)?.get(answer);
  }

  #judge(exchange: Exchange, caseId: string): void {
    const named = nameOperation(this.#options.api, exchange);
    this.#redactor.learn(named);
    const findings = judge(this.#bench, named, caseId);
    this.#collector.listen({ type: 'exchange', caseId, exchange: named, findings });
    if (exchange.answer === undefined) return;
    const known = this.#verdicts.get(exchange.request) ?? new WeakMap<Answer, Verdict>();
    this.#verdicts.set(
      exchange.request,
      known.set(exchange.answer, { exchange: named, findings, repeats: 0 }),
    );
  }

  note(text: string): void {
    this.#collector.listen({ type: 'notice', text });
  }

  report(duration: number): Report {
    const { target, maxLatency } = this.#options;
    this.#countRepeats();
    if (Number.isFinite(maxLatency)) this.#collector.judgeLatency(maxLatency);
    const findings = this.#collector.findings();
    const summary = this.#collector.summary(findings);
    return this.#redactor.data<Report>({
      tool: 'bpcc-task-routing-testing verify',
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
    });
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
