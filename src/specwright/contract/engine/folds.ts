import type { CheckDescription } from '../checks/description.ts';
import { checkDescriptions } from '../checks/registry.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { Finding } from './finding.ts';
import { mergeByFacet } from './merge-by-facet.ts';
import type { Consequence, ReportedFinding } from './report.ts';
import { showExchange } from './show-exchange.ts';

const RANK = { error: 0, warning: 1, info: 2 } as const;
const LAYERS = ['call', 'form', 'content', 'state'] as const;

/** Cases that a finding names: a proxy gives every exchange a name of its own. */
const MOST_CASES = 500;
/** Consequences that a finding lists. */
const MOST_CONSEQUENCES = 50;
/** A finding that follows so much oftener than it leads is a consequence. */
const MOSTLY = 4;

/** Findings with one key. */
export interface Fold {
  readonly finding: Finding;
  readonly exchange: Exchange;
  readonly cases: Set<string>;
  occurrences: number;
  /** How often nothing else accounts for it. */
  leads: number;
  /** How often another finding accounts for it, by the key of that one. */
  readonly follows: Map<string, number>;
}

/**
 * Findings folded by cause. What an answer is to the call comes first: a wrong status brings a wrong body, a
 * wrong body brings a wrong code. What is found later in a case may be the aftermath of what was found earlier.
 */
export class Folds {
  readonly #folds = new Map<string, Fold>();
  readonly #checks: ReadonlyMap<string, CheckDescription>;
  readonly #redactor: Redactor;
  /** What the first flawed answer of a case under way was flawed by. */
  readonly #openCases = new Map<string, string | undefined>();
  readonly #leadOf = new WeakMap<Exchange, string>();

  constructor(checks: readonly CheckDescription[], redactor: Redactor) {
    this.#checks = new Map([...checkDescriptions, ...checks].map((check) => [check.id, check]));
    this.#redactor = redactor;
  }

  open(caseId: string): void {
    this.#openCases.set(caseId, undefined);
  }

  close(caseId: string): void {
    this.#openCases.delete(caseId);
  }

  /** Adds what the checks found in one exchange, which came so often. */
  add(findings: readonly Finding[], exchange: Exchange, times: number): void {
    const errors = findings
      .filter(({ severity }) => severity === 'error')
      .sort((a, b) => this.#layer(a) - this.#layer(b));
    let lead = this.#leadOf.get(exchange);
    let leading: Finding | undefined;
    for (const finding of errors) {
      const cause = this.#causeOf(finding, leading, lead);
      this.#count(finding, exchange, times, cause);
      lead ??= cause ?? finding.key;
      leading ??= finding;
    }
    for (const finding of findings)
      if (finding.severity !== 'error') this.#count(finding, exchange, times, undefined);
    const [{ case: caseId } = { case: '' }] = errors;
    if (lead === undefined) return;
    this.#leadOf.set(exchange, lead);
    if (this.#openCases.has(caseId) && this.#openCases.get(caseId) === undefined)
      this.#openCases.set(caseId, lead);
  }

  #layer({ check }: Finding): number {
    const { layer } = this.#checks.get(check) ?? {};
    return layer === undefined ? LAYERS.length : LAYERS.indexOf(layer);
  }

  /** The key of the finding that accounts for another one; `undefined` where it is a cause of its own. */
  #causeOf(finding: Finding, leading: Finding | undefined, lead: string | undefined): string | undefined {
    const earlier = this.#openCases.get(finding.case) ?? (leading === undefined ? lead : undefined);
    const aftermath = this.#checks.get(finding.check)?.aftermath === true ? earlier : undefined;
    const cause = (leading !== undefined && this.#follows(finding, leading) ? lead : undefined) ?? aftermath;
    return cause === finding.key ? undefined : cause;
  }

  /** Whether a finding follows from another one about the same answer. */
  #follows(finding: Finding, leading: Finding): boolean {
    const first = this.#checks.get(leading.check)?.layer;
    const layer = this.#checks.get(finding.check)?.layer;
    if (first === undefined || layer === undefined) return false;
    if (first === 'call' || first === layer) return first !== 'form';
    return first === 'form' && (layer === 'content' || leading.wholeBody === true);
  }

  #count(finding: Finding, exchange: Exchange, times: number, cause: string | undefined): void {
    const fold = this.#folds.get(finding.key) ?? {
      finding,
      exchange,
      cases: new Set(),
      occurrences: 0,
      leads: 0,
      follows: new Map(),
    };
    this.#folds.set(finding.key, fold);
    fold.occurrences += times;
    if (fold.cases.size < MOST_CASES) fold.cases.add(finding.case);
    if (cause === undefined) fold.leads += times;
    else fold.follows.set(cause, (fold.follows.get(cause) ?? 0) + times);
  }

  /** The causes, the gravest first; the list begins with one of each check. */
  result(): readonly ReportedFinding[] {
    const causes = new Map<string, Fold[]>();
    const leading = [...this.#folds.values()].filter((fold) => this.#root(fold) === fold);
    for (const group of mergeByFacet(leading)) causes.set(group[0]?.finding.key ?? '', [...group]);
    const home = new Map(
      [...causes].flatMap(([key, group]) => group.map(({ finding }) => [finding.key, key] as const)),
    );
    for (const fold of this.#folds.values()) {
      const root = this.#root(fold);
      if (root !== fold) causes.get(home.get(root.finding.key) ?? '')?.push(fold);
    }
    const seen = new Map<string, number>();
    return [...causes.values()]
      .flatMap((group) => this.#report(group))
      .sort(
        (a, b) =>
          RANK[a.severity] - RANK[b.severity] || b.occurrences - a.occurrences || (a.key < b.key ? -1 : 1),
      )
      .map((finding) => {
        const turn = seen.get(finding.check) ?? 0;
        seen.set(finding.check, turn + 1);
        return { finding, turn };
      })
      .sort((a, b) => RANK[a.finding.severity] - RANK[b.finding.severity] || a.turn - b.turn)
      .map(({ finding }) => finding);
  }

  /** The fold that accounts for another one, in the end; itself where nothing else does. */
  #root(fold: Fold): Fold {
    const visited = new Set<Fold>();
    let root = fold;
    for (;;) {
      visited.add(root);
      const followed = [...root.follows].sort(([, a], [, b]) => b - a);
      const total = followed.reduce((sum, [, count]) => sum + count, 0);
      const [cause] = followed[0] ?? [];
      const next = cause === undefined ? undefined : this.#folds.get(cause);
      if (next === undefined || total < MOSTLY * root.leads) return root;
      if (visited.has(next)) return this.#firstOf([...visited].slice([...visited].indexOf(next))) ?? root;
      root = next;
    }
  }

  /** Of findings that each account for the other, the first that was seen: it is as good a cause as any. */
  #firstOf(circle: readonly Fold[]): Fold | undefined {
    return [...this.#folds.values()].find((fold) => circle.includes(fold));
  }

  #report([first, ...others]: readonly Fold[]): readonly ReportedFinding[] {
    if (first === undefined) return [];
    const { exchange, occurrences, cases } = first;
    const { facets: _facets, wholeBody: _wholeBody, ...finding } = first.finding;
    const consequences = others.map(
      ({ finding: { key, check, title }, occurrences: count }): Consequence => ({
        key,
        check,
        title,
        occurrences: count,
      }),
    );
    return [
      {
        ...finding,
        occurrences,
        cases: [...cases].sort(),
        culprit: this.#checks.get(finding.check)?.culprit ?? 'server',
        exchange: showExchange(exchange, this.#redactor),
        consequences: consequences
          .sort((a, b) => b.occurrences - a.occurrences || (a.key < b.key ? -1 : 1))
          .slice(0, MOST_CONSEQUENCES),
      },
    ];
  }
}
