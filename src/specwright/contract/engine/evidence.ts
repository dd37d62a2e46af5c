import type { CheckId } from '../checks/registry.ts';
import { outcomeOf, type Exchange } from '../exchange/exchange.ts';
import type { Expectation } from './expectation.ts';
import type { Finding } from './finding.ts';

/** Findings that say: whoever answered does not speak the language of this document. */
const FOREIGN: ReadonlySet<string> = new Set<CheckId>([
  'status-documented',
  'media-type-documented',
  'media-type-honest',
  'empty-body',
]);

/** How one operation answered valid requests. */
interface Answers {
  accepted: number;
  /** Refused with 401 or 403. */
  locked: number;
  other: number;
}

/** What a run has seen that shows whether the target serves this API at all. */
export class Evidence {
  /** Operations that gave an answer. */
  readonly reached = new Set<string>();
  /** Answers that look as the document says. */
  recognized = 0;
  /** Answers to valid requests, by operation. */
  readonly #valid = new Map<string, Answers>();

  note({ request, answer }: Exchange, findings: readonly Finding[], expectation?: Expectation): void {
    const { operation } = request;
    if (operation === undefined || answer === undefined) return;
    this.reached.add(operation);
    const success = answer.status >= 200 && answer.status < 300;
    const foreign = findings.some(({ check, wholeBody }) => FOREIGN.has(check) || wholeBody === true);
    // An empty refusal looks alike everywhere: it does not show which API gave it.
    if (!foreign && (success || answer.json !== undefined)) this.recognized += 1;
    if (expectation === undefined || !isValidRequest(expectation)) return;
    const answers = this.#valid.get(operation) ?? { accepted: 0, locked: 0, other: 0 };
    this.#valid.set(operation, answers);
    const status = outcomeOf(answer);
    if (success && !foreign && status < 300) answers.accepted += 1;
    else if (status === 401 || status === 403) answers.locked += 1;
    else answers.other += 1;
  }

  /** Whether any operation accepted a valid request. */
  get accepted(): boolean {
    return [...this.#valid.values()].some(({ accepted }) => accepted > 0);
  }

  /** Whether valid requests were sent, and every one was refused for its credentials. */
  get allLocked(): boolean {
    const answers = [...this.#valid.values()];
    return answers.length > 0 && answers.every(isLocked);
  }

  /** Operations that refused every valid request for its credentials. */
  get locked(): readonly string[] {
    return [...this.#valid].filter(([, answers]) => isLocked(answers)).map(([operation]) => operation);
  }
}

function isLocked({ accepted, locked, other }: Answers): boolean {
  return locked > 0 && accepted === 0 && other === 0;
}

/** The first answer that a case accepts is the one that the request deserves. */
function isValidRequest({ accept, violation, intrusion }: Expectation): boolean {
  const deserved = accept[0]?.statuses.some((status) => status >= 200 && status < 300) === true;
  return deserved && violation === undefined && intrusion === undefined;
}
