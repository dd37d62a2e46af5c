import type { Api } from '../api/api.ts';
import { findOperation } from '../api/find.ts';
import { Collector } from '../engine/collector.ts';
import type { Finding } from '../engine/finding.ts';
import { judge, type Bench } from '../engine/judge.ts';
import { makeReport } from '../engine/make-report.ts';
import type { Report } from '../engine/report.ts';
import type { Answer, Exchange, SentRequest } from '../exchange/exchange.ts';
import { Redactor } from '../exchange/redact.ts';
import type { SuiteRules } from '../suite.ts';

/** How traffic that others made is checked. */
export interface PassiveOptions {
  /** A suite written by people, or `documentSuite(document)`. */
  readonly suite: SuiteRules;
  /** The server that answered, for the report. */
  readonly target: string;
  /**
   * Warnings are errors.
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Longest time an answer may take, in milliseconds.
   * @default times are not looked at
   */
  readonly maxLatency?: number;
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
  readonly #began = new Date();
  readonly #verdicts = new WeakMap<SentRequest, WeakMap<Answer, Verdict>>();
  readonly #repeated = new Set<Verdict>();

  constructor(options: PassiveOptions) {
    const { suite, strict = false } = options;
    this.#options = options;
    this.#bench = { suite, redactor: this.#redactor, exact: false, strict };
    this.#collector = new Collector(suite, this.#redactor);
  }

  /** Lets every check look at an exchange. `caseId` says where it came from. */
  look(exchange: Exchange, caseId: string): void {
    const known = this.#known(exchange);
    if (known === undefined) return this.#judge(exchange, caseId);
    if (this.#options.maxLatency !== undefined)
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
    const named = nameOperation(this.#options.suite.api, exchange);
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

  /** What was seen so far. `duration`: milliseconds that it took. */
  report(duration: number): Report {
    const { suite, target, maxLatency, strict = false } = this.#options;
    this.#countRepeats();
    if (maxLatency !== undefined) this.#collector.judgeRun(maxLatency);
    return makeReport(suite, this.#collector, this.#redactor, {
      began: this.#began,
      target: { url: target, kind: 'remote' },
      mode: 'passive',
      seed: 0,
      strict,
      interrupted: false,
      leftovers: [],
      duration,
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
