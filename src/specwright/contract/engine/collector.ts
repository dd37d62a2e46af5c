import type { Finding } from '../../report/finding.ts';
import type { Api } from '../api/api.ts';
import { consistentRefusal, KinAccount } from '../checks/consistent-refusal.ts';
import { heldBack, latency, slowGroups } from '../checks/latency.ts';
import { culpritOf } from './culprit.ts';
import { kindOfCall, type Exchange } from '../exchange/exchange.ts';
import type { Redactor } from '../exchange/redact.ts';
import { CoverageCounter, type Coverage } from './coverage.ts';
import type { RunEvent } from './events.ts';
import type { CaseReport, ReportedFinding, Summary } from './report.ts';
import { showExchange } from './show-exchange.ts';

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Exchanges whose times are compared with each other. */
const MOST_TIMED = 10_000;

/** Cases that a finding names: a proxy gives every exchange a name of its own. */
const MOST_CASES = 500;

interface Fold {
  readonly finding: Finding;
  readonly exchange: Exchange;
  readonly cases: Set<string>;
  occurrences: number;
}

/** Turns the events of a run into what reports tell: findings folded by cause, cases, coverage. */
export class Collector {
  readonly #folds = new Map<string, Fold>();
  readonly #cases: CaseReport[] = [];
  readonly #requests = new Map<string, number>();
  readonly #coverage: CoverageCounter;
  readonly #redactor: Redactor;
  readonly #latencies = new Map<
    string,
    { operation: string; status: number; count: number; least: number; slowest: Exchange }
  >();
  /** Bounded, for a proxy may run for days. */
  readonly #timed: Exchange[] = [];
  readonly #kin = new KinAccount();
  readonly notices: string[] = [];
  requests = 0;

  constructor(api: Api, redactor: Redactor) {
    this.#coverage = new CoverageCounter(api);
    this.#redactor = redactor;
  }

  readonly listen = (event: RunEvent): void => {
    if (event.type === 'exchange') {
      this.#exchange(event.caseId, event.exchange, event.findings);
      if (event.expectation !== undefined) this.#kin.note(event.exchange, event.expectation);
    }
    if (event.type === 'case-started') this.#requests.set(event.case.id, 0);
    if (event.type === 'transition') this.#coverage.transition(event.transition);
    if (event.type === 'notice') this.notices.push(this.#redactor.text(event.text));
    if (event.type === 'case-finished') this.#finished(event);
  };

  #exchange(caseId: string, exchange: Exchange, findings: readonly Finding[]): void {
    const requests = this.#requests.get(caseId);
    if (requests !== undefined) this.#requests.set(caseId, requests + 1);
    this.count(exchange, findings, 1);
    this.measure(exchange);
  }

  /** Counts an exchange that came so often, with what the checks found in it. */
  count(exchange: Exchange, findings: readonly Finding[], times: number): void {
    this.requests += times;
    this.#coverage.exchange(exchange, times);
    for (const finding of findings) this.#fold(finding, exchange, times);
  }

  #fold(finding: Finding, exchange: Exchange, times = 1): void {
    const fold = this.#folds.get(finding.key) ?? { finding, exchange, cases: new Set(), occurrences: 0 };
    fold.occurrences += times;
    if (fold.cases.size < MOST_CASES) fold.cases.add(finding.case);
    this.#folds.set(finding.key, fold);
  }

  /** Takes down how long an answer took. */
  measure(exchange: Exchange): void {
    const { request, answer, duration } = exchange;
    if (exchange.startedAt !== undefined && this.#timed.length < MOST_TIMED) this.#timed.push(exchange);
    if (request.operation === undefined || answer === undefined) return;
    const key = `${kindOfCall(request)} ${answer.status}`;
    const group = this.#latencies.get(key) ?? {
      operation: request.operation,
      status: answer.status,
      count: 0,
      least: duration,
      slowest: exchange,
    };
    group.count += 1;
    group.least = Math.min(group.least, duration);
    if (duration > group.slowest.duration) group.slowest = exchange;
    this.#latencies.set(key, group);
  }

  #judgeHeldBack(maxLatency: number): void {
    const held = heldBack(this.#timed, maxLatency);
    for (const exchange of held) {
      this.#fold(
        {
          check: latency.id,
          severity: latency.severity,
          case: 'run',
          title: 'some answers are held back',
          expected: `an answer within ${maxLatency} ms`,
          actual: `${held.length} answers took longer, while many others came and went`,
          key: `${latency.id} held back`,
        },
        exchange,
      );
    }
  }

  /** Looks at how departures of one kind were treated in the whole run: to be called once, at its end. */
  judgeConsistency(): void {
    for (const { exchange, because, refused } of this.#kin.exceptions()) {
      const operation = exchange.request.operation ?? exchange.request.method;
      this.#fold(
        {
          check: consistentRefusal.id,
          severity: consistentRefusal.severity,
          operation,
          case: 'run',
          title: `${operation} lets pass what is refused elsewhere: ${because}`,
          expected: `a refusal, as in ${refused} like cases`,
          actual: `status ${exchange.answer?.status ?? 0}`,
          key: `${consistentRefusal.id} ${operation} ${because}`,
        },
        exchange,
      );
    }
  }

  /** Looks at the times of the whole run: to be called once, at its end. Returns the operations that are slow. */
  judgeLatency(maxLatency: number): ReadonlySet<string> {
    this.#judgeHeldBack(maxLatency);
    const slow = slowGroups([...this.#latencies.values()], maxLatency);
    for (const { group, limit, least } of slow) {
      const { operation, slowest } = group;
      this.#fold(
        {
          check: latency.id,
          severity: latency.severity,
          operation,
          case: 'run',
          title: `${kindOfCall(slowest.request)} is slow`,
          expected: `an answer within ${limit} ms`,
          actual: `${least} ms for the quickest of ${group.count} answers with status ${group.status}`,
          key: `${latency.id} ${operation}`,
        },
        slowest,
      );
    }
    return new Set(slow.map(({ group }) => group.operation));
  }

  #finished({ case: testCase, outcome, duration }: Extract<RunEvent, { type: 'case-finished' }>): void {
    const { id, source, title, operation } = testCase;
    this.#cases.push({
      id,
      source,
      title,
      outcome,
      ...(operation !== undefined && { operation }),
      duration: Math.round(duration),
      requests: this.#requests.get(id) ?? 0,
    });
  }

  findings(): readonly ReportedFinding[] {
    return [...this.#folds.values()]
      .map((fold) => this.#report(fold))
      .sort((a, b) => RANK[a.severity] - RANK[b.severity] || compare(a.key, b.key));
  }

  #report({ finding, exchange, cases, occurrences }: Fold): ReportedFinding {
    return {
      ...finding,
      occurrences,
      cases: [...cases].sort(compare),
      culprit: culpritOf(finding),
      exchange: showExchange(exchange, this.#redactor),
    };
  }

  /** Cases in the order of their ids, whatever order they finished in. */
  cases(): readonly CaseReport[] {
    return [...this.#cases].sort((a, b) => compare(a.id, b.id));
  }

  coverage(): Coverage {
    return this.#coverage.result();
  }

  summary(findings: readonly ReportedFinding[]): Summary {
    const ended = (kind: string): number => this.#cases.filter(({ outcome }) => outcome.kind === kind).length;
    const graded = (severity: string): number =>
      findings.filter((finding) => finding.severity === severity).length;
    return {
      cases: this.#cases.length,
      passed: ended('passed'),
      failed: ended('failed'),
      skipped: ended('skipped'),
      requests: this.requests,
      errors: graded('error'),
      warnings: graded('warning'),
      observations: graded('info'),
    };
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
