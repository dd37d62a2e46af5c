import type { PageParts } from 'specwright/sandbox';

/** What the live page of a tenant shows before the requests. */
export const TENANT_PAGE: PageParts = {
  title: 'Task Routing sandbox',
  sections: [
    ['queues', 'Queues', 'tiles'],
    ['tasks', 'Tasks', 'rows'],
  ],
  script: `
const tones = { queued: 'good', deferred: 'warn', 'with-agent': 'warn', created: '', completed: '' };
const wait = (seconds) => seconds < 120 ? seconds + ' s' : seconds < 7200 ? Math.round(seconds / 60) + ' min' : Math.round(seconds / 3600) + ' h';
const queue = ({ serviceName, waiting }) => tile(waiting, serviceName);
const task = (t) => row(t.subject || t.extTaskId || t.taskId, t.position ? '#' + t.position + ' in queue' : t.state, tones[t.state],
  [t.serviceName, t.extTaskId || t.taskId, t.order + ' ' + t.priority, t.waiting === undefined ? '' : 'waits ' + wait(t.waiting),
   t.state === 'queued' ? '' : t.agent, t.dispositionName].filter(Boolean).join(' · '));
const draw = (state) => {
  show('queues', state.queues, queue, 'No service of type Task.');
  show('tasks', state.tasks, task, 'No tasks.');
};`,
};
