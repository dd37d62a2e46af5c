import type { Core } from '../../core.ts';
import type { LaunchPoint, ScreenPop, TaskOrder } from '../../store/records.ts';
import type { QueueTaskInput } from '../body-validators.ts';

/** What holds where a request leaves a choice: defaults, and which of two values wins. */
export interface ChoiceSteps {
  serviceName(input: QueueTaskInput, launchPoint: LaunchPoint | undefined): string | undefined;
  priority(input: QueueTaskInput, launchPoint: LaunchPoint | undefined): number;
  order(input: QueueTaskInput): TaskOrder;
  screenPops(input: QueueTaskInput): readonly ScreenPop[];
  disposition(name: string | undefined): string;
  contactInfo(input: QueueTaskInput): QueueTaskInput['contactInfo'];
  caseInfo(input: QueueTaskInput): QueueTaskInput['caseInfo'];
  taskInfo(input: QueueTaskInput): QueueTaskInput['taskInfo'];
}

export function choiceSteps(core: Core): ChoiceSteps {
  return {
    serviceName: (input, launchPoint) => input.serviceName ?? launchPoint?.service,
    priority: (input, launchPoint) =>
      input.order === 'lifo' && core.settings.rules.lifoPriority === 'dropped'
        ? 1
        : (input.priority ?? launchPoint?.priority ?? 1),
    order: (input) => input.order ?? 'fifo',
    screenPops,
    disposition: (name) => name ?? 'Abandoned',
    contactInfo: (input) => input.contactInfo,
    caseInfo: (input) => input.caseInfo,
    taskInfo: (input) => input.taskInfo,
  };
}

/** The list wins over the single pop; the flags beside it are defaults for each entry. */
function screenPops(input: QueueTaskInput): readonly ScreenPop[] {
  const listed = input.screenpopData ?? [];
  const single: ScreenPop[] = input.screenpop === undefined ? [] : [{ type: 'web', url: input.screenpop }];
  const pops = listed.length > 0 ? listed : single;
  const defaults = {
    webScreenpopShowInTab: input.webScreenpopShowInTab ?? false,
    screenpopShowUponAnswer: input.screenpopShowUponAnswer ?? false,
  };
  return pops.map((pop) => ({ ...defaults, ...pop }));
}
