import type { Json, JsonPointer } from '../base/json.ts';
import type { Direction, Level, Verdict } from './level.ts';
import type { RuleId } from './rules/rule.ts';

export interface Place {
  readonly pointer: JsonPointer;
  /** The file that the pointer leads into, where it is not the document itself: its path from there. */
  readonly file?: string;
  /** First line is 1; absent where the text is not known. */
  readonly line?: number;
}

/** One difference between two documents, judged. */
export interface Change {
  /** Stable, kebab-case, for example `response-property-removed`. */
  readonly id: RuleId;
  readonly level: Level;
  readonly direction: Direction;
  /** `GET /task/{taskId}`: the first operation that is affected; absent for changes of the whole API. */
  readonly operation?: string;
  /** Every operation that is affected, in the order of the document. */
  readonly operations: readonly string[];
  /** Where it was; absent where it is new. */
  readonly base?: Place;
  /** Where it is; absent where it is gone. */
  readonly revision?: Place;
  readonly was?: Json;
  readonly is?: Json;
  /** What changed, in one sentence. */
  readonly title: string;
  /** Why it does or does not break which consumer. */
  readonly why: string;
  /** What a TypeScript caller has to do; empty where there is nothing to do. */
  readonly fix: string;
  /** For requests and answers as they go over the wire. */
  readonly wire: Verdict;
  /** For the build of a caller that uses types generated from the document. */
  readonly typescript: Verdict;
  /** What the engine takes the change to be, where it cannot be sure: `renamed to "taskNote"`. */
  readonly guess?: string;
  /** Why it cannot be decided whether it breaks; the level is then the careful one. */
  readonly undecided?: string;
  /** The documents state it only through saved samples, so it is less certain than a documented change. */
  readonly inferred?: true;
  /** Why people take it; its level is then `info`. */
  readonly accepted?: string;
}

/** A change as the comparison meets it, before it is judged and worded. */
export interface Delta {
  readonly id: RuleId;
  readonly base?: JsonPointer;
  readonly revision?: JsonPointer;
  readonly was?: Json;
  readonly is?: Json;
  /** What it is about: the name of a property, a parameter, a status. */
  readonly subject?: string;
  readonly guess?: string;
  /** Where a sentence of its own says more than that of the rule. */
  readonly title?: string;
}
