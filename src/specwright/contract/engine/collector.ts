import { consistentRefusal, KindAccount } from '../checks/consistent-refusal.ts';
import { latency, Times } from '../checks/latency.ts';
import type { CheckDescription, Flaw } from '../checks/description.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { SuiteRules } from '../suite.ts';
import { CoverageCounter } from './coverage.ts';
import type { RunEvent } from './events.ts';
import { Evidence } from './evidence.ts';
import type { Expectation } from './expectation.ts';
import type { Finding } from './finding.ts';
import { Folds } from './folds.ts';
import type { CaseReport, Report, ReportedFinding, Summary } from './report.ts';

/** What a collector contributes to a report. */
export type Collected = Pick<Report, 'summary' | 'findings' | 'cases' | 'coverage' | 'notices'>;

/** Turns the events of a run into what reports show: findings folded by cause, cases, coverage. */
export class Collector {
  readonly #folds: Folds;
  readonly #cases: CaseReport[] = [];
  readonly #requests = new Map<string, number>();
  readonly #coverage: CoverageCounter;
  readonly #times = new Times();
  readonly #kinds = new KindAccount();
  readonly #notices: string[] = [];
  readonly evidence = new Evidence();
  #total = 0;

  constructor({ api, checks, transitions }: SuiteRules, redactor: Redactor) {
    this.#coverage = new CoverageCounter(api, transitions);
    this.#folds = new Folds(checks, redactor);
  }

  readonly listen = (event: RunEvent): void => {
    if (event.type === 'exchange') this.#exchange(event);
    if (event.type === 'case-started') this.#started(event.case.id);
    if (event.type === 'transition') this.#coverage.transition(event.transition);
    if (event.type === 'notice') this.#notices.push(event.text);
    if (event.type === 'case-finished') this.#finished(event);
  };

  #started(caseId: string): void {
    this.#requests.set(caseId, 0);
    this.#folds.open(caseId);
  }

  #exchange({ caseId, exchange, findings, expectation }: Extract<RunEvent, { type: 'exchange' }>): void {
    const requests = this.#requests.get(caseId);
    if (requests !== undefined) this.#requests.set(caseId, requests + 1);
    this.count(exchange, findings, 1, expectation);
    this.measure(exchange);
    if (expectation !== undefined) this.#kinds.note(exchange, expectation);
  }

  /** Counts an exchange that came so often, with what the checks found in it. */
  count(exchange: Exchange, findings: readonly Finding[], times: number, expectation?: Expectation): void {
    this.#total += times;
    this.#coverage.exchange(exchange, times);
    this.evidence.note(exchange, findings, expectation);
    this.#folds.add(findings, exchange, times);
  }

  /** Takes down how long an answer took. */
  measure(exchange: Exchange): void {
    this.#times.note(exchange);
  }

  /** Looks at the run as a whole: to be called once, at its end. */
  judgeRun(maxLatency: number | undefined): void {
    for (const { exchange, because, refused } of this.#kinds.exceptions()) {
      const operation = exchange.request.operation ?? exchange.request.method;
      this.#addOfRun(consistentRefusal, exchange, {
        title: `${operation} lets pass what is refused elsewhere: ${because}`,
        expected: `a refusal, as in ${refused} like cases`,
        actual: `status ${exchange.answer?.status ?? 0}`,
        essence: `${operation} ${because}`,
      });
    }
    for (const { flaw, exchange } of this.#times.flaws(maxLatency)) this.#addOfRun(latency, exchange, flaw);
  }

  #addOfRun(check: CheckDescription, exchange: Exchange, { essence, ...flaw }: Flaw): void {
    const { id, severity } = check;
    const { operation } = exchange.request;
    const finding: Finding = {
      check: id,
      severity,
      case: 'run',
      ...(operation !== undefined && { operation }),
      ...flaw,
      key: `${id} ${essence}`,
    };
    this.#folds.add([finding], exchange, 1);
  }

  #finished({ case: testCase, outcome, duration }: Extract<RunEvent, { type: 'case-finished' }>): void {
    const { id, source, title, operation } = testCase;
    this.#folds.close(id);
    if (outcome.kind === 'idle') return;
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

  result(): Collected {
    const findings = this.#folds.result();
    return {
      summary: this.#summary(findings),
      findings,
      // In the order of their ids, whatever order they finished in.
      cases: [...this.#cases].sort((a, b) => (a.id < b.id ? -1 : 1)),
      coverage: this.#coverage.result(),
      notices: this.#notices,
    };
  }

  #summary(findings: readonly ReportedFinding[]): Summary {
    const ended = (kind: string): number => this.#cases.filter(({ outcome }) => outcome.kind === kind).length;
    return {
      cases: this.#cases.length,
      passed: ended('passed'),
      failed: ended('failed'),
      skipped: ended('skipped'),
      requests: this.#total,
      ...countBySeverity(findings),
    };
  }
}

export function countBySeverity(
  findings: readonly ReportedFinding[],
): Pick<Summary, 'errors' | 'warnings' | 'observations'> {
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), observations: count('info') };
}
