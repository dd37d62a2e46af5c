import type { Json } from '../../base/json.ts';
import type { Api } from '../api/api.ts';
import type { CheckDescription, Flaw } from '../checks/description.ts';
import type { Answer } from '../exchange/exchange.ts';

/** One answer that honours the contract. */
export interface AcceptedAnswer {
  readonly statuses: readonly number[];
  /** The application error code that must come with it; absent: any. */
  readonly code?: number;
  /**
   * Id of the reading it rests on, where the publication is silent. Such an answer is an observation on a
   * foreign server; the sandbox, whose readings are ours, must give an answer without this mark.
   */
  readonly reading?: string;
}

/** One value that a field may have after a call. */
export interface AcceptedValue {
  /** `undefined`: the field is absent. */
  readonly value: Json | undefined;
  /** As in `AcceptedAnswer`. */
  readonly reading?: string;
}

/** What an answer must say of the state of things. */
export interface StateExpectation {
  /** Id of the check that answers for it. */
  readonly claim:
    'state-after-call' | 'refusal-changes-nothing' | 'repeat-changes-nothing' | 'linked-records';
  readonly fields: Readonly<Record<string, readonly AcceptedValue[]>>;
  /** Fields that must hold a text seen nowhere before: the ids of new records. */
  readonly fresh?: Readonly<Record<string, ReadonlySet<string>>>;
}

/** What a suite asks of one answer beyond what every answer must fulfil, and the check that answers for it. */
export interface Demand {
  readonly check: CheckDescription;
  examine(answer: Answer, api: Api): Iterable<Flaw>;
}

/** Violations of one kind. */
export interface ViolationKind {
  readonly name: string;
  /** So much alike that one refusal means that the others must be refused; else nearly all must be. */
  readonly close: boolean;
}

/** What a case knows of the answer to one of its requests. */
export interface Expectation {
  /** Answers that honour the contract, the one we hold to be right first. */
  readonly accept: readonly AcceptedAnswer[];
  /** Why: completes the sentence "this answer is expected because ...". */
  readonly because: string;
  /** In what way the request violates the contract; a 2xx is then a finding of its own. */
  readonly violation?: string;
  /** The violation by place and by kind: what is accepted at one place, or of one kind, has one cause. */
  readonly breach?: { readonly place: string; readonly kind: string };
  /** What the credentials lack; a 2xx is then a finding of its own. */
  readonly intrusion?: string;
  /** The reading under which a server may accept the violation; a 2xx is then an observation. */
  readonly tolerated?: string;
  /** The kinds of violation it belongs to, each of which a server treats alike whatever its reading. */
  readonly kinds?: readonly ViolationKind[];
  readonly state?: StateExpectation;
  readonly demands?: readonly Demand[];
  /** Set where a missing answer is not a finding: the server may hang up on such a request. */
  readonly mayHangUp?: boolean;
}

/** Shorthand for an expectation with one documented answer. */
export function expectStatus(status: number, because: string): Expectation {
  return { accept: [{ statuses: [status] }], because };
}

/** Shorthand for a refusal with one error code. */
export function expectRefusal(status: number, code: number, because: string): Expectation {
  return { accept: [{ statuses: [status], code }], because };
}
