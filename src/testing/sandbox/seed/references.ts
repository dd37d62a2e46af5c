import type { Seed } from './seed.ts';

/** Names that occur twice, and names of what does not exist, each with its JSON pointer. */
export function brokenReferences(seed: Seed): string[] {
  const services = seed.services.filter(({ type }) => type === 'Task').map(({ name }) => name);
  const dispositions = seed.dispositions.map(({ name }) => name);
  const { launchPoints = [], contacts = [], cases = [], tasks = [] } = seed;
  return [
    ...repeated('/users', 'username', seed.users),
    ...repeated('/services', 'name', seed.services),
    ...repeated('/dispositions', 'name', seed.dispositions),
    ...repeated('/launchPoints', 'id', launchPoints),
    ...repeated('/contacts', 'extContactId', contacts),
    ...repeated('/cases', 'extCaseId', cases),
    ...repeated('/tasks', 'extTaskId', tasks),
    ...unknown('/launchPoints', 'service', launchPoints, services, 'service of type Task'),
    ...unknown('/tasks', 'service', tasks, services, 'service of type Task'),
    ...unknown('/tasks', 'dispositionName', tasks, dispositions, 'disposition'),
    ...tasks.flatMap(({ status, dispositionName }, index) =>
      dispositionName !== undefined && status !== 'COMPLETED'
        ? [`/tasks/${index}/dispositionName belongs to a COMPLETED task, and this one is ${status}`]
        : [],
    ),
  ];
}

/** Entries of a list with a field of text. */
type Entries<Field extends string> = readonly { readonly [Name in Field]?: string }[];

function repeated<Field extends string>(list: string, field: Field, entries: Entries<Field>): string[] {
  const seen = new Set<string | undefined>();
  return entries.flatMap(({ [field]: value }, index) => {
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [`${list}/${index}/${field} repeats ${JSON.stringify(value)}`];
  });
}

function unknown<Field extends string>(
  list: string,
  field: Field,
  entries: Entries<Field>,
  known: readonly string[],
  what: string,
): string[] {
  return entries.flatMap(({ [field]: value }, index) =>
    value !== undefined && !known.includes(value)
      ? [
          `${list}/${index}/${field} is not a ${what}: ${JSON.stringify(value)} (there are ${known.join(', ')})`,
        ]
      : [],
  );
}
