import {
  cancelServiceTasksRequestBody,
  cancelTaskRequestBody,
  queueTaskRequestBody,
  updateTaskRequestBody,
} from '../../../../generated/validators.js';
import type { components } from '../../../../generated/types.ts';
import type { TaskOrder, ScreenPop } from '../store/records.ts';

type Schemas = components['schemas'];

/** The body of Queue Task, once its schema has nothing against it. */
export interface QueueTaskInput {
  readonly extTaskId?: string;
  readonly extCaseId?: string;
  readonly extContactId?: string;
  readonly serviceName?: string;
  readonly taskLaunchPointId?: string;
  readonly priority?: number;
  readonly order?: TaskOrder;
  readonly screenpop?: string;
  readonly screenpopData?: readonly ScreenPop[];
  readonly webScreenpopShowInTab?: boolean;
  readonly screenpopShowUponAnswer?: boolean;
  readonly contactInfo?: Schemas['ContactInfo'];
  readonly caseInfo?: Schemas['CaseInfo'];
  readonly taskInfo?: Schemas['TaskInfo'];
}

/** The body of each operation that has a JSON body. */
export interface Inputs {
  readonly queueTask: QueueTaskInput;
  readonly updateTask: Schemas['UpdateTaskRequest'];
  readonly cancelTask: Schemas['CancelTaskRequest'];
  readonly cancelServiceTasks: Schemas['CancelServiceTasksRequest'];
}

/** Operations with a JSON body. */
export type BodyOperation = keyof Inputs;

/** The generated validators by operation. */
export const bodyValidators = {
  queueTask: queueTaskRequestBody,
  updateTask: updateTaskRequestBody,
  cancelTask: cancelTaskRequestBody,
  cancelServiceTasks: cancelServiceTasksRequestBody,
};
