import type { JsonObject } from 'specwright/contract';

/** Services by their part in the play, or by their place in the profile. */
export type ServiceRole = 'first' | 'second' | 'not-a-task-service' | 'unknown' | number;
/** Launch points by what they set. */
export type LaunchPointRole = 'with-priority' | 'without-priority';
/** Dispositions by whether they exist. */
export type DispositionRole = 'first' | 'second' | 'unknown';

/** What Queue Task is called with; everything else is filled in with valid values. */
export interface QueueStep {
  /** Name of the task within the workflow. */
  readonly queue: string;
  /** Name behind the external task id; default the name of the task; `null` sends none. */
  readonly as?: string | null;
  /** Name behind the external case id; default none. */
  readonly case?: string;
  /** Name behind the external contact id; default none. */
  readonly contact?: string;
  /** Sends the external ids without a word for their kind, so that one text can name three records. */
  readonly bareIds?: true;
  /** Default `first`; `null` sends no service. */
  readonly service?: ServiceRole | null;
  readonly launchPoint?: LaunchPointRole;
  readonly priority?: number;
  readonly order?: 'fifo' | 'lifo';
  /** Parts of the body to leave out. */
  readonly omit?: readonly ('contactInfo' | 'caseInfo' | 'taskInfo')[];
  /** Parts of the body to put in as they stand. */
  readonly extra?: JsonObject;
}

/** How a task is named in the call; default by its internal id. */
type Naming = { readonly by?: 'external' };

/** One step of a workflow. Each is played, its answer compared with the model, and every task read back. */
export type Step =
  | QueueStep
  | ({ readonly update: string; readonly service?: ServiceRole; readonly priority?: number } & Naming)
  | ({
      readonly cancel: string;
      readonly disposition?: DispositionRole;
      readonly note?: string;
      readonly body?: 'none';
    } & Naming)
  | { readonly bulkCancel: ServiceRole; readonly disposition?: DispositionRole; readonly note?: string }
  | { readonly take: string }
  | { readonly park: string }
  | { readonly complete: string; readonly disposition: DispositionRole };

/** A story about tasks, as data. */
export interface Workflow {
  /** Kebab-case; the case id is `workflow/` and this. */
  readonly id: string;
  readonly title: string;
  readonly steps: readonly Step[];
}
