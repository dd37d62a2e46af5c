import { ERRORS } from '../error-codes.ts';
import type { PageParts } from 'specwright/sandbox';

/** What the live page of a tenant shows before the requests. */
export const TENANT_PAGE: PageParts = {
  title: 'Task Routing sandbox',
  sections: [
    ['queues', 'Queues', 'tiles'],
    ['tasks', 'Tasks', 'rows'],
  ],
  errors: [...ERRORS.values()].map(({ code, label }) => [`${code}: ${label}`, { errorCode: code }]),
  script: `
const tones = { queued: 'good', deferred: 'warn', 'with-agent': 'warn', created: '', completed: '' };
const wait = (seconds) => seconds < 120 ? seconds + ' s' : seconds < 7200 ? Math.round(seconds / 60) + ' min' : Math.round(seconds / 3600) + ' h';
const queue = ({ serviceName, waiting }) => tile(waiting, serviceName);
const agent = (t, verb, body) => button(verb, () => control('POST', '/tasks/' + encodeURIComponent(t.taskId) + '/' + verb, body));
const verbs = { queued: ['take', 'defer', 'complete'], deferred: ['take', 'complete'], 'with-agent': ['complete', 'defer'] };
const task = (t) => {
  const item = taskRow(t);
  item.lastChild.append(' ', ...(verbs[t.state] || []).map((verb) => agent(t, verb)));
  return item;
};
const taskRow = (t) => row(t.subject || t.extTaskId || t.taskId, t.position ? '#' + t.position + ' in queue' : t.state, tones[t.state],
  [t.serviceName, t.extTaskId || t.taskId, t.order + ' ' + t.priority, t.waiting === undefined ? '' : 'waits ' + wait(t.waiting),
   t.state === 'queued' ? '' : t.agent, t.dispositionName].filter(Boolean).join(' · '));
let before = '';
const draw = (state) => {
  // A button that is pressed must not be replaced meanwhile: the same is not drawn again.
  const now = JSON.stringify([state.queues, state.tasks]);
  if (now === before) return;
  before = now;
  show('queues', state.queues, queue, 'No service of type Task.');
  show('tasks', state.tasks, task, 'No tasks.');
};`,
};
