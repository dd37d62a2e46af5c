import type { Workflow } from './step.ts';

/** Stories that touch tasks of their own only. */
export const workflows: readonly Workflow[] = [
  {
    id: 'life-of-a-task',
    title: 'queue, update, cancel, cancel again, update too late, queue again',
    steps: [
      { queue: 'a', priority: 5 },
      { update: 'a', priority: 50 },
      { cancel: 'a', disposition: 'first', note: 'no longer needed' },
      { cancel: 'a', disposition: 'first' },
      { update: 'a', priority: 7 },
      { queue: 'a-again', as: 'a', priority: 9 },
    ],
  },
  {
    id: 'life-by-external-id',
    title: 'the same by the external id',
    steps: [
      { queue: 'a', priority: 0.01 },
      { update: 'a', priority: 100, by: 'external' },
      { update: 'a', service: 'second', by: 'external' },
      { cancel: 'a', by: 'external' },
      { cancel: 'a', by: 'external' },
      { update: 'a', priority: 7, by: 'external' },
    ],
  },
  {
    id: 'defaults',
    title: 'priority 1, order fifo, disposition Abandoned',
    steps: [{ queue: 'a' }, { cancel: 'a' }],
  },
  {
    id: 'cancel-without-body',
    title: 'a cancellation needs no body',
    steps: [{ queue: 'a' }, { cancel: 'a', body: 'none' }],
  },
  {
    id: 'cancel-with-note',
    title: 'a note alone leaves the disposition at its default',
    steps: [{ queue: 'a' }, { cancel: 'a', note: 'a note' }],
  },
  {
    id: 'second-disposition',
    title: 'the disposition that is sent is the one that is shown',
    steps: [{ queue: 'a' }, { cancel: 'a', disposition: 'second' }],
  },
  {
    id: 'unknown-disposition',
    title: 'an unknown disposition cancels nothing',
    steps: [{ queue: 'a', priority: 3 }, { cancel: 'a', disposition: 'unknown' }, { cancel: 'a' }],
  },
  {
    id: 'priority-bounds',
    title: 'both ends of the priority range are in, fractions are kept',
    steps: [
      { queue: 'low', priority: 0.01 },
      { queue: 'high', priority: 100 },
      { queue: 'fraction', priority: 12.75 },
      { update: 'low', priority: 100 },
      { update: 'high', priority: 0.01 },
      { update: 'fraction', priority: 99.99 },
    ],
  },
  {
    id: 'update-priority-alone',
    title: 'an update of the priority leaves the service',
    steps: [
      { queue: 'a', priority: 5, service: 'second' },
      { update: 'a', priority: 6 },
      { update: 'a', priority: 0.5 },
    ],
  },
  {
    id: 'update-service-alone',
    title: 'an update of the service leaves the priority and the order',
    steps: [
      { queue: 'a', priority: 5 },
      { update: 'a', service: 'second' },
      { update: 'a', service: 'first' },
    ],
  },
  {
    id: 'update-both',
    title: 'service and priority in one update',
    steps: [
      { queue: 'a', priority: 5 },
      { update: 'a', service: 'second', priority: 42 },
      { update: 'a', service: 'second', priority: 42 },
    ],
  },
  {
    id: 'update-to-same-service',
    title: 'an update to the service that the task is in',
    steps: [{ queue: 'a', priority: 5 }, { update: 'a', service: 'first' }, { cancel: 'a' }],
  },
  {
    id: 'update-refused-whole',
    title: 'an update with one bad field changes nothing',
    steps: [
      { queue: 'a', priority: 5 },
      { update: 'a', service: 'unknown', priority: 42 },
      { update: 'a', service: 'not-a-task-service', priority: 43 },
      { update: 'a', priority: 44 },
    ],
  },
  {
    id: 'order-lifo',
    title: 'the order lifo is kept, with a priority and without',
    steps: [
      { queue: 'a', order: 'lifo' },
      { queue: 'b', order: 'fifo', priority: 3 },
      { update: 'a', service: 'second' },
      { cancel: 'a' },
    ],
  },
  {
    id: 'unknown-service',
    title: 'a service that does not exist takes no task',
    steps: [
      { queue: 'a', service: 'unknown' },
      { queue: 'b', as: 'a' },
    ],
  },
  {
    id: 'service-of-another-type',
    title: 'a service of another type takes no task',
    steps: [
      { queue: 'a', service: 'not-a-task-service' },
      { queue: 'b', as: 'a' },
    ],
  },
  {
    id: 'no-service-at-all',
    title: 'a task needs a service or a launch point',
    steps: [
      { queue: 'a', service: null },
      { queue: 'b', as: 'a' },
    ],
  },
  {
    id: 'neighbours',
    title: 'what is done to one task happens to that one alone',
    steps: [
      { queue: 'a', priority: 3 },
      { queue: 'b', priority: 4 },
      { queue: 'c', priority: 5, as: null },
      { update: 'b', priority: 40 },
      { update: 'c', priority: 41 },
      { cancel: 'b', disposition: 'first' },
      { cancel: 'c' },
      { update: 'a', priority: 42 },
    ],
  },
  {
    id: 'same-task-twice',
    title: 'an external task id can be used once, and the second try changes nothing',
    steps: [
      { queue: 'a', priority: 3 },
      { queue: 'b', as: 'a', priority: 30, service: 'second', order: 'lifo' },
      { update: 'a', priority: 4 },
      { queue: 'c', as: 'a' },
    ],
  },
  {
    id: 'same-task-after-cancel',
    title: 'an external task id stays used after the end of the task',
    steps: [
      { queue: 'a' },
      { cancel: 'a', disposition: 'first' },
      { queue: 'b', as: 'a' },
      { queue: 'c', as: 'a', omit: ['taskInfo', 'caseInfo', 'contactInfo'] },
    ],
  },
  {
    id: 'no-external-ids',
    title: 'without external ids every call makes new records',
    steps: [{ queue: 'a', as: null }, { queue: 'b', as: null }, { cancel: 'a' }],
  },
  {
    id: 'same-contact',
    title: 'an external contact id brings the same contact, with info and without',
    steps: [
      { queue: 'a', contact: 'x' },
      { queue: 'b', contact: 'x' },
      { queue: 'c', contact: 'x', omit: ['contactInfo'] },
      { queue: 'd', contact: 'y' },
      { cancel: 'a' },
      { queue: 'e', contact: 'x', omit: ['contactInfo'] },
    ],
  },
  {
    id: 'same-case',
    title: 'an external case id brings the same case and its contact, with info and without',
    steps: [
      { queue: 'a', case: 'k' },
      { queue: 'b', case: 'k' },
      { queue: 'c', case: 'k', omit: ['caseInfo'] },
      { queue: 'd', case: 'k', omit: ['contactInfo'] },
      { queue: 'e', case: 'k', omit: ['caseInfo', 'contactInfo'] },
      { queue: 'f', case: 'l' },
      { cancel: 'a' },
      { queue: 'g', case: 'k', omit: ['caseInfo', 'contactInfo'] },
    ],
  },
  {
    id: 'same-case-and-contact',
    title: 'case and contact together, then each on its own',
    steps: [
      { queue: 'a', case: 'k', contact: 'x' },
      { queue: 'b', case: 'k', contact: 'x' },
      { queue: 'c', case: 'k' },
      { queue: 'd', contact: 'x' },
      { queue: 'e', case: 'l', contact: 'x' },
      { queue: 'f', case: 'l', contact: 'x', omit: ['caseInfo', 'contactInfo'] },
    ],
  },
  {
    id: 'kinds-of-ids-are-apart',
    title: 'one text as external id of a task, a case and a contact names three records',
    steps: [
      { queue: 'a', as: 'x', case: 'x', contact: 'x', bareIds: true },
      { queue: 'b', as: 'y', case: 'z', contact: 'x', bareIds: true },
      { queue: 'c', as: 'z', case: 'x', bareIds: true },
    ],
  },
  {
    id: 'new-contact-needs-info',
    title: 'a contact that is not known yet needs contactInfo',
    steps: [
      { queue: 'a', omit: ['contactInfo'] },
      { queue: 'bare', as: null, omit: ['contactInfo'] },
      { queue: 'b', contact: 'x', omit: ['contactInfo'] },
      { queue: 'c', as: 'a', contact: 'x' },
    ],
  },
  {
    id: 'new-case-needs-info',
    title: 'a case that is not known yet needs caseInfo',
    steps: [
      { queue: 'a', omit: ['caseInfo'] },
      { queue: 'bare', as: null, omit: ['caseInfo'] },
      { queue: 'bare', as: null, omit: ['caseInfo', 'contactInfo'] },
      { queue: 'b', case: 'k', omit: ['caseInfo'] },
      { queue: 'c', as: 'a', case: 'k' },
    ],
  },
  {
    id: 'new-task-needs-info',
    title: 'a task that is not known yet needs taskInfo',
    steps: [
      { queue: 'a', omit: ['taskInfo'] },
      { queue: 'b', as: null, omit: ['taskInfo'] },
      { queue: 'c', as: 'a' },
    ],
  },
  {
    id: 'known-records-do-not-replace-task-info',
    title: 'a known case and contact do not make up for a missing taskInfo',
    steps: [
      { queue: 'a', case: 'k', contact: 'x' },
      { queue: 'b', case: 'k', contact: 'x', omit: ['taskInfo'] },
    ],
  },
  {
    id: 'info-of-known-records-is-ignored',
    title: 'info about a known case and contact changes nothing, whatever it says',
    steps: [
      { queue: 'a', case: 'k', contact: 'x' },
      {
        queue: 'b',
        case: 'k',
        contact: 'x',
        extra: { contactInfo: { firstName: 'Another', lastName: 'Person' } },
      },
      { queue: 'c', contact: 'x', extra: { contactInfo: { firstName: 'Third', lastName: 'Person' } } },
    ],
  },
  {
    id: 'launch-point-with-priority',
    title: 'a launch point brings service and priority',
    steps: [
      { queue: 'a', service: null, launchPoint: 'with-priority' },
      { update: 'a', priority: 2 },
      { cancel: 'a' },
    ],
  },
  {
    id: 'launch-point-without-priority',
    title: 'a launch point without a priority leaves it at 1',
    steps: [
      { queue: 'a', service: null, launchPoint: 'without-priority' },
      { update: 'a', service: 'first' },
    ],
  },
  {
    id: 'launch-point-overridden',
    title: 'what the call says wins over the launch point',
    steps: [
      { queue: 'a', service: null, launchPoint: 'with-priority', priority: 33 },
      { queue: 'b', service: 'second', launchPoint: 'with-priority' },
      { queue: 'c', service: 'first', launchPoint: 'without-priority', priority: 0.5 },
      { queue: 'd', service: 'second', launchPoint: 'with-priority', priority: 34 },
      { queue: 'e', service: 'unknown', launchPoint: 'with-priority' },
    ],
  },
];

/** Stories with an agent in them: they need hooks. */
export const agentWorkflows: readonly Workflow[] = [
  {
    id: 'agent-has-it',
    title: 'a task that an agent has can be neither canceled nor updated',
    steps: [
      { queue: 'a', priority: 5 },
      { take: 'a' },
      { cancel: 'a', disposition: 'first' },
      { cancel: 'a', by: 'external' },
      { update: 'a', priority: 6 },
      { queue: 'b', as: 'a' },
      { complete: 'a', disposition: 'first' },
    ],
  },
  {
    id: 'agent-finishes-it',
    title: 'a finished task shows the disposition and takes no more orders',
    steps: [
      { queue: 'a', priority: 5 },
      { take: 'a' },
      { complete: 'a', disposition: 'first' },
      { cancel: 'a' },
      { update: 'a', priority: 6 },
      { queue: 'b', as: 'a' },
    ],
  },
  {
    id: 'agent-parks-it',
    title: 'a task in a personal queue can still be canceled',
    steps: [
      { queue: 'a', priority: 5 },
      { park: 'a' },
      { queue: 'b', as: 'a' },
      { cancel: 'a', disposition: 'first' },
      { cancel: 'a' },
    ],
  },
  {
    id: 'parked-by-external-id',
    title: 'the same by the external id, with an update before',
    steps: [
      { queue: 'a', priority: 5 },
      { update: 'a', priority: 8, by: 'external' },
      { park: 'a' },
      { cancel: 'a', by: 'external' },
    ],
  },
  {
    id: 'parked-update',
    title: 'an update of a task in a personal queue',
    steps: [{ queue: 'a', priority: 5 }, { park: 'a' }, { update: 'a', priority: 8 }],
  },
  {
    id: 'agent-takes-one-of-two',
    title: 'what an agent does to one task happens to that one alone',
    steps: [
      { queue: 'a', priority: 5 },
      { queue: 'b', priority: 6 },
      { take: 'a' },
      { update: 'b', priority: 7 },
      { cancel: 'b' },
      { complete: 'a', disposition: 'first' },
    ],
  },
];

/** Stories that cancel all tasks of a service: only where the run may touch everything. */
export const sweepWorkflows: readonly Workflow[] = [
  {
    id: 'sweep',
    title: 'all queued tasks of one service are canceled, no other',
    steps: [
      { sweep: 'first', disposition: 'first' },
      { queue: 'a', priority: 5 },
      { queue: 'b', as: null },
      { queue: 'c', service: 'second' },
      { sweep: 'first', disposition: 'first', note: 'service closed' },
      { sweep: 'first', disposition: 'first' },
      { cancel: 'a' },
      { update: 'b', priority: 3 },
      { queue: 'd', as: 'a' },
      { cancel: 'c' },
    ],
  },
  {
    id: 'sweep-second-disposition',
    title: 'the disposition of a service cancellation is the one that was sent',
    steps: [
      { sweep: 'first', disposition: 'first' },
      { queue: 'a' },
      { queue: 'b', order: 'lifo' },
      { queue: 'c' },
      { sweep: 'first', disposition: 'second' },
    ],
  },
  {
    id: 'sweep-leaves-the-finished',
    title: 'what was canceled before keeps its disposition and is not listed',
    steps: [
      { sweep: 'first', disposition: 'first' },
      { queue: 'a' },
      { queue: 'b' },
      { cancel: 'a', disposition: 'second' },
      { sweep: 'first', disposition: 'first' },
    ],
  },
  {
    id: 'sweep-follows-the-move',
    title: 'a task that moved is canceled with its new service, not with its old one',
    steps: [
      { sweep: 'first', disposition: 'first' },
      { sweep: 'second', disposition: 'first' },
      { queue: 'a' },
      { queue: 'b', service: 'second' },
      { update: 'a', service: 'second' },
      { update: 'b', service: 'first' },
      { sweep: 'first', disposition: 'first' },
      { sweep: 'second', disposition: 'first' },
    ],
  },
  {
    id: 'sweep-refused',
    title: 'a service cancellation that is refused cancels nothing',
    steps: [
      { queue: 'a' },
      { sweep: 'first', disposition: 'unknown' },
      { sweep: 'unknown', disposition: 'first' },
      { sweep: 'not-a-task-service', disposition: 'first' },
      { cancel: 'a' },
    ],
  },
  {
    id: 'sweep-empty',
    title: 'a service without tasks gives an empty list',
    steps: [
      { sweep: 'second', disposition: 'first' },
      { sweep: 'second', disposition: 'first' },
    ],
  },
  {
    id: 'sweep-default-disposition',
    title: 'a service cancellation that names no disposition',
    steps: [{ sweep: 'first', disposition: 'first' }, { queue: 'a' }, { sweep: 'first' }],
  },
];

/** Both at once: a service cancellation while agents are at work. */
export const sweepAgentWorkflows: readonly Workflow[] = [
  {
    id: 'sweep-leaves-agents-alone',
    title: 'a service cancellation leaves alone what agents have or have finished',
    steps: [
      { sweep: 'first', disposition: 'first' },
      { queue: 'a' },
      { queue: 'b' },
      { queue: 'c' },
      { take: 'a' },
      { take: 'b' },
      { complete: 'b', disposition: 'second' },
      { sweep: 'first', disposition: 'first' },
      { complete: 'a', disposition: 'second' },
    ],
  },
  {
    id: 'sweep-and-parked',
    title: 'a service cancellation beside a task in a personal queue',
    steps: [
      { sweep: 'first', disposition: 'first' },
      { queue: 'a' },
      { queue: 'b' },
      { park: 'a' },
      { sweep: 'first', disposition: 'first' },
    ],
  },
];

/** The same for every service of the profile: in one of them nobody else has anything, and the first in the queue is ours. */
export function sweepOf(service: number): Workflow {
  return {
    id: `sweep-service-${service + 1}`,
    title: `the first task in the queue is canceled, and the last (service ${service + 1})`,
    steps: [
      { sweep: service, disposition: 'first' },
      { queue: 'a', service },
      { queue: 'b', service, order: 'lifo' },
      { sweep: service, disposition: 'first' },
    ],
  };
}
