import type { Core } from '../core.ts';
import type { LaunchPoint, Task } from '../store/records.ts';
import type { QueueTaskInput } from './body-validators.ts';
import { Refusal } from '../error-codes.ts';
import { findTaskService } from './find-service.ts';

/** Where a task goes and how it queues there. */
export type Routing = Pick<Task, 'service' | 'priority' | 'order' | 'screenPops'>;

/** Service, priority and order, from the request or from its launch point. */
export function chooseRouting(core: Core, input: QueueTaskInput): Routing | Refusal {
  const launchPoint = findLaunchPoint(core, input);
  if (launchPoint instanceof Refusal) return launchPoint;
  const name = core.steps.serviceName(input, launchPoint);
  if (name === undefined)
    return new Refusal(4, ['serviceName'], 'serviceName or taskLaunchPointId is needed');
  const service = findTaskService(core, name, 'queueTask');
  if (service instanceof Refusal) return service;
  return {
    service: service.name,
    priority: core.steps.priority(input, launchPoint),
    order: core.steps.order(input),
    screenPops: core.steps.screenPops(input),
  };
}

function findLaunchPoint(core: Core, input: QueueTaskInput): LaunchPoint | Refusal | undefined {
  const { taskLaunchPointId: id, serviceName } = input;
  if (id === undefined) return undefined;
  const { rules } = core.settings;
  const found = core.steps.findLaunchPoint(id);
  if (found !== undefined) return found;
  if (serviceName !== undefined && rules.launchPointWithService === 'ignore') return undefined;
  return rules.unknownLaunchPoint === '6'
    ? new Refusal(6, [], 'no launch point has this id')
    : new Refusal(4, ['taskLaunchPointId'], 'no launch point has this id');
}
