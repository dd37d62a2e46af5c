import type { AcceptedValue, Expectation, Json, StateExpectation } from 'specwright/contract';
import type { ReadingId } from './readings.ts';

/** Where a task stands, finer than the four published names: who has it, and how it ended. */
export type Stage = 'queued' | 'parked' | 'parked-or-canceled' | 'with-agent' | 'completed' | 'canceled';

/** What is known of one task. */
export interface TaskState {
  readonly stage: Stage;
  readonly serviceName: string;
  readonly priority: number;
  /** What a server may show that ignores the priorities sent for a `lifo` task; default: the documented default. */
  readonly unheededPriorities?: readonly number[];
  readonly order: 'fifo' | 'lifo';
  /** How it ended; absent before the end. */
  readonly dispositionName?: string;
  /** Set where no default disposition is published, so that another one may be shown. */
  readonly dispositionUnsure?: boolean;
}

/** The disposition of a cancellation that names none. */
export const DEFAULT_DISPOSITION = 'Abandoned';
export const DEFAULT_PRIORITY = 1;

const value = (...values: readonly (Json | undefined)[]): readonly AcceptedValue[] =>
  values.map((entry) => ({ value: entry }));
const reading = (id: ReadingId, ...values: readonly (Json | undefined)[]): readonly AcceptedValue[] =>
  values.map((entry) => ({ value: entry, reading: id }));

const STATUSES: Readonly<Record<Stage, readonly AcceptedValue[]>> = {
  queued: [...value('QUEUED'), ...reading('created-first', 'CREATED')],
  parked: value('DEFERRED'),
  'parked-or-canceled': [...value('DEFERRED'), ...reading('bulk-cancel-parked', 'COMPLETED')],
  'with-agent': [...value('DEFERRED'), ...reading('agent-status', 'QUEUED', 'COMPLETED', 'CREATED')],
  completed: value('COMPLETED'),
  canceled: [...value('COMPLETED'), ...reading('canceled-status', 'DEFERRED')],
};

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  queued: 'the task waits in the queue of its service',
  parked: 'the task is in a personal queue',
  'parked-or-canceled': 'the task was in a personal queue, and its service was canceled without a list',
  'with-agent': 'an agent has the task',
  completed: 'an agent has finished the task',
  canceled: 'the task was canceled',
};

/**
 * The answer to Query Task in a given state.
 */
export function expectQuery(
  state: TaskState,
  claim: StateExpectation['claim'],
  because: string,
): Expectation {
  return {
    accept: [{ statuses: [200] }],
    because,
    state: {
      claim,
      fields: {
        taskStatus: STATUSES[state.stage],
        serviceName: value(state.serviceName),
        priority: priorities(state),
        order: value(state.order),
        dispositionName: dispositions(state),
      },
    },
  };
}

/** A `lifo` task takes no notice of the priority it is given: a server need not keep what it ignores. */
function priorities({
  priority,
  order,
  unheededPriorities = [DEFAULT_PRIORITY],
}: TaskState): readonly AcceptedValue[] {
  return order === 'lifo'
    ? [...value(priority), ...reading('lifo-priority', ...unheededPriorities)]
    : value(priority);
}

/** Before the end there is none; a server may show that in its own way. */
const NONE = [...value(undefined), ...reading('disposition-shape', null, '')];

function dispositions(state: TaskState): readonly AcceptedValue[] {
  if (state.stage === 'parked-or-canceled')
    return [...NONE, ...reading('bulk-cancel-parked', state.dispositionName, DEFAULT_DISPOSITION)];
  if (state.dispositionUnsure === true) {
    return [
      ...value(state.dispositionName),
      ...reading('bulk-cancel-disposition', undefined, null, '', 'No disposition'),
    ];
  }
  if (state.dispositionName !== undefined) return value(state.dispositionName);
  if (state.stage === 'queued') return NONE;
  return [...NONE, ...reading('disposition-before-end', DEFAULT_DISPOSITION, 'No disposition')];
}

/** The answer to Update Task with acceptable values. */
export function expectUpdate({ stage }: TaskState): Expectation {
  const because = STAGE_WORDS[stage];
  switch (stage) {
    case 'queued':
      return { accept: [{ statuses: [200] }], because };
    case 'parked':
    case 'parked-or-canceled':
      return {
        accept: [
          { statuses: [400], code: 9 },
          { statuses: [200], reading: 'update-parked' },
          { statuses: [400], code: 10, reading: 'update-parked' },
          { statuses: [404], code: 8, reading: 'update-parked' },
        ],
        because,
      };
    case 'with-agent':
      return {
        accept: [
          { statuses: [400], code: 9 },
          { statuses: [400], code: 10, reading: 'update-routed' },
        ],
        because,
      };
    case 'completed':
      return {
        accept: [
          { statuses: [400], code: 9 },
          { statuses: [400], code: 10, reading: 'update-routed' },
        ],
        because,
      };
    case 'canceled':
      return { accept: [{ statuses: [400], code: 9 }], because };
  }
}

/** The answer to Cancel Task with acceptable values. */
export function expectCancel({ stage }: TaskState): Expectation {
  const because = STAGE_WORDS[stage];
  switch (stage) {
    case 'queued':
    case 'parked':
      return { accept: [{ statuses: [204] }], because };
    case 'parked-or-canceled':
      return {
        accept: [{ statuses: [204] }, { statuses: [400], code: 9, reading: 'bulk-cancel-parked' }],
        because,
      };
    case 'with-agent':
      return { accept: [{ statuses: [400], code: 10 }], because };
    case 'completed':
      return {
        accept: [
          { statuses: [400], code: 9 },
          { statuses: [400], code: 10, reading: 'cancel-finished' },
        ],
        because,
      };
    case 'canceled':
      return { accept: [{ statuses: [400], code: 9 }], because };
  }
}

/** Whether Cancel Service Tasks takes a task along; `undefined` where servers may differ. */
export function isBulkCanceled({ stage }: TaskState): boolean | undefined {
  if (stage === 'parked' || stage === 'parked-or-canceled') return undefined;
  return stage === 'queued';
}
