import type { Snapshot } from './snapshot.ts';

const lists = ['users', 'contacts', 'cases', 'tasks', 'sessions'] as const;
const states = new Set<unknown>(['created', 'queued', 'deferred', 'with-agent', 'completed']);

/** Fields that every entry of a list must have as text. */
const texts: Readonly<Record<(typeof lists)[number], readonly string[]>> = {
  users: ['username'],
  contacts: ['id'],
  cases: ['id', 'contactId'],
  tasks: ['id', 'caseId', 'contactId', 'service', 'order'],
  sessions: ['token', 'username'],
};

/** Whether something, perhaps read from a file, is a snapshot that can be restored. */
export function isSnapshot(value: unknown): value is Snapshot {
  return (
    isObject(value) &&
    value['format'] === 'bpcc-task-routing-sandbox' &&
    value['version'] === 1 &&
    Number.isFinite(value['now']) &&
    typeof value['featureEnabled'] === 'boolean' &&
    lists.every((name) => isListOf(value[name], texts[name])) &&
    tasksAreSound(value['tasks'])
  );
}

function isListOf(value: unknown, fields: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.every((entry) => isObject(entry) && fields.every((field) => typeof entry[field] === 'string'))
  );
}

function tasksAreSound(tasks: unknown): boolean {
  return (
    Array.isArray(tasks) &&
    tasks.every((task) => states.has(task.state) && Number.isFinite(task.priority) && isObject(task.info))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
