import type { Seed } from './seed.ts';

/** Names that occur twice, and names of what does not exist, each with its JSON pointer. */
export function brokenReferences(seed: Seed): string[] {
  const taskServices = new Set(seed.services.filter(({ type }) => type === 'Task').map(({ name }) => name));
  const dispositions = new Set(seed.dispositions.map(({ name }) => name));
  const tasks = seed.tasks ?? [];
  return [
    ...repeated(
      '/users',
      'username',
      seed.users.map(({ username }) => username),
    ),
    ...repeated(
      '/services',
      'name',
      seed.services.map(({ name }) => name),
    ),
    ...repeated(
      '/dispositions',
      'name',
      seed.dispositions.map(({ name }) => name),
    ),
    ...repeated(
      '/launchPoints',
      'id',
      (seed.launchPoints ?? []).map(({ id }) => id),
    ),
    ...repeated(
      '/contacts',
      'extContactId',
      (seed.contacts ?? []).map(({ extContactId }) => extContactId),
    ),
    ...repeated(
      '/cases',
      'extCaseId',
      (seed.cases ?? []).map(({ extCaseId }) => extCaseId),
    ),
    ...repeated(
      '/tasks',
      'extTaskId',
      tasks.map(({ extTaskId }) => extTaskId),
    ),
    ...unknown(
      '/launchPoints',
      'service',
      (seed.launchPoints ?? []).map(({ service }) => service),
      taskServices,
      'service of type Task',
    ),
    ...unknown(
      '/tasks',
      'service',
      tasks.map(({ service }) => service),
      taskServices,
      'service of type Task',
    ),
    ...unknown(
      '/tasks',
      'dispositionName',
      tasks.map((task) => task.dispositionName),
      dispositions,
      'disposition',
    ),
    ...tasks.flatMap(({ status, dispositionName }, index) =>
      dispositionName !== undefined && status !== 'COMPLETED'
        ? [`/tasks/${index}/dispositionName stands on a task that is ${status}: only a COMPLETED one has it`]
        : [],
    ),
  ];
}

function repeated(list: string, field: string, values: readonly string[]): string[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [`${list}/${index}/${field} repeats ${JSON.stringify(value)}`] : [],
  );
}

function unknown(
  list: string,
  field: string,
  values: readonly (string | undefined)[],
  known: ReadonlySet<string>,
  what: string,
): string[] {
  return values.flatMap((value, index) =>
    value !== undefined && !known.has(value)
      ? [
          `${list}/${index}/${field} names no ${what}: ${JSON.stringify(value)} (there are ${[...known].join(', ')})`,
        ]
      : [],
  );
}
