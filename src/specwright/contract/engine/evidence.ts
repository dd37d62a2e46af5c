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
  accepted: boolean;
  /** Refused with 401 or 403. */
  locked: boolean;
  other: boolean;
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
    const answers = this.#valid.get(operation) ?? { accepted: false, locked: false, other: false };
    this.#valid.set(operation, answers);
    const status = outcomeOf(answer);
    if (success && !foreign && status < 300) answers.accepted = true;
    else if (status === 401 || status === 403) answers.locked = true;
    else answers.other = true;
  }

  /** Whether any operation accepted a valid request. */
  get accepted(): boolean {
    return [...this.#valid.values()].some(({ accepted }) => accepted);
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
  return locked && !accepted && !other;
}

/** The first answer that a case accepts is the one that the request deserves. */
function isValidRequest({ accept, violation, intrusion }: Expectation): boolean {
  const deserved = accept[0]?.statuses.some((status) => status >= 200 && status < 300) === true;
  return deserved && violation === undefined && intrusion === undefined;
}
