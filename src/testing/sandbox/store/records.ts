import type { Allowance } from 'specwright/sandbox';
import type { components } from '../../../../generated/types.ts';

type Schemas = components['schemas'];

/** `fifo` or `lifo`. */
export type TaskOrder = Schemas['TaskOrder'];

/** One screen pop of a task. */
export type ScreenPop = Schemas['ScreenPop'];

/** Where a task is in its life; finer than the four published statuses. */
export type TaskState = 'created' | 'queued' | 'deferred' | 'with-agent' | 'completed';

export interface Contact {
  readonly id: string;
  readonly extId?: string;
  readonly info: Schemas['ContactInfo'];
  /** How many cases belong to it. The last one to be forgotten takes it along; seeded ones count one more. */
  uses: number;
}

export interface Case {
  readonly id: string;
  readonly extId?: string;
  readonly contactId: string;
  readonly info: Schemas['CaseInfo'];
  /** How many tasks belong to it, as with contacts. */
  uses: number;
}

export interface Task {
  readonly id: string;
  readonly extId?: string;
  readonly caseId: string;
  readonly contactId: string;
  readonly info: Schemas['TaskInfo'];
  state: TaskState;
  service: string;
  priority: number;
  order: TaskOrder;
  screenPops: readonly ScreenPop[];
  /** When it was put into the queue it is in, or was in last. */
  queuedAt: number;
  /** Breaks ties of `queuedAt`: later means larger. */
  turn: number;
  agent?: string;
  disposition?: string;
  note?: string;
  completedAt?: number;
}

/** An access token that was issued. */
export interface Session {
  readonly token: string;
  readonly username: string;
  expiresAt: number;
  /** The bucket of the rate limit. */
  allowance?: Allowance;
}

export interface User {
  readonly username: string;
  readonly secret: string;
  privileges: readonly string[];
  locked: boolean;
}

export interface Service {
  readonly name: string;
  /** Only services of type `Task` take tasks. */
  readonly type: string;
  readonly distribution?: 'pull' | 'push';
}

export interface Disposition {
  readonly name: string;
  readonly folder: string;
  /** Names of the services that offer it; absent where all do. */
  readonly services?: readonly string[];
}

export interface LaunchPoint {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  readonly priority: number | null;
}

export interface Agent {
  readonly name: string;
  /** Services whose tasks the agent takes; absent where all. */
  readonly services?: readonly string[];
}

/** The privilege that every task operation asks for. */
export const taskRoutingPrivilege = 'Use Task Routing API';
