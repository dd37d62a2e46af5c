import type { Core } from '../../core.ts';
import type { Exchange, OperationId } from '../../exchange.ts';
import type { Case, Contact, Disposition, LaunchPoint, Service, Task } from '../../store/records.ts';

/** Finding what a request names. */
export interface LookupSteps {
  /** The `external` flag; `undefined` where it is neither true nor false. */
  readExternal(exchange: Exchange): boolean | undefined;
  findTask(taskId: string, external: boolean): Task | undefined;
  findService(name: string, operationId: OperationId): Service | undefined;
  /** Only services of type Task take tasks. */
  takesTasks(service: Service): boolean;
  findDisposition(name: string, operationId: OperationId): Disposition | undefined;
  /** Whether a disposition may be used for tasks of a service. */
  offers(disposition: Disposition, service: string): boolean;
  findLaunchPoint(id: string): LaunchPoint | undefined;
  taskByExtId(extId: string): Task | undefined;
  caseByExtId(extId: string): Case | undefined;
  contactByExtId(extId: string): Contact | undefined;
  categoryExists(name: string): boolean;
  customFieldExists(name: string): boolean;
}

export function lookupSteps(core: Core): LookupSteps {
  const named = <Item>(items: ReadonlyMap<string, Item>, name: string): Item | undefined =>
    items.get(name) ?? (core.settings.rules.names === 'any-case' ? inAnyCase(items, name) : undefined);
  return {
    readExternal,
    findTask: (taskId, external) => (external ? core.store.tasksByExtId : core.store.tasks).get(taskId),
    findService: (name) => named(core.tenant.services, name),
    takesTasks: (service) => service.type === 'Task',
    findDisposition: (name) => named(core.tenant.dispositions, name),
    offers: ({ folder, services }, service) =>
      core.settings.rules.dispositionScope === 'any' ||
      folder === 'System' ||
      services?.includes(service) !== false,
    findLaunchPoint: (id) => core.tenant.launchPoints.get(id),
    taskByExtId: (extId) => core.store.tasksByExtId.get(extId),
    caseByExtId: (extId) => core.store.casesByExtId.get(extId),
    contactByExtId: (extId) => core.store.contactsByExtId.get(extId),
    categoryExists: (name) => core.settings.rules.unknownCategory === 'accept' || categoryExists(core, name),
    customFieldExists: (name) =>
      core.settings.rules.unknownCustomField === 'store' || core.tenant.customFields.has(name),
  };
}

function readExternal({ request: { query } }: Exchange): boolean | undefined {
  if (query === '' || query === 'external=false') return false;
  if (query === 'external=true') return true;
  const values = new Set(new URLSearchParams(query).getAll('external'));
  const [value, ...others] = values;
  if (others.length > 0) return undefined;
  if (value === 'true') return true;
  return value === undefined || value === 'false' || value === '' ? false : undefined;
}

function inAnyCase<Item>(items: ReadonlyMap<string, Item>, name: string): Item | undefined {
  const wanted = name.trim().toLowerCase();
  for (const [known, item] of items) if (known.toLowerCase() === wanted) return item;
  return undefined;
}

function categoryExists({ tenant, settings }: Core, name: string): boolean {
  if (tenant.categories.has(name)) return true;
  const wanted = name.trim().toLowerCase();
  return (
    settings.rules.names === 'any-case' &&
    [...tenant.categories].some((known) => known.toLowerCase() === wanted)
  );
}
