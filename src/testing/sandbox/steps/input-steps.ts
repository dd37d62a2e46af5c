import { isUtf8 } from 'node:buffer';
import type { Json } from 'specwright/sandbox';
import type { ValidationError } from '../../../../generated/validators.js';
import { bodyValidators, type BodyOperation, type QueueTaskInput } from '../api/body-validators.ts';
import type { Exchange, OperationId } from '../exchange.ts';
import type {
  Case,
  Contact,
  Disposition,
  LaunchPoint,
  ScreenPop,
  Service,
  Task,
  TaskOrder,
} from '../store/records.ts';
import { AccessSteps } from './access-steps.ts';

/** What a request says: its body, what it names, and what holds where it leaves a choice. */
export class InputSteps extends AccessSteps {
  /** Whether the stated media type is the documented one. */
  acceptsMediaType({ request }: Exchange, documented: string): boolean {
    if (this.state.settings.rules.mediaType === 'ignore') return true;
    const [stated = ''] = (request.header('content-type') ?? '').split(';', 1);
    return stated.trim().toLowerCase() === documented;
  }

  /** The text of the body; `undefined` where it is not UTF-8. */
  text({ request: { body } }: Exchange): string | undefined {
    return isUtf8(body) ? Buffer.from(body).toString('utf8') : undefined;
  }

  /** The parsed body in a box; `undefined` where it is not JSON. */
  parse(text: string): { readonly value: Json } | undefined {
    try {
      return { value: JSON.parse(text) };
    } catch {
      return undefined; // a body that is not JSON gets an answer: it is not an accident
    }
  }

  /** What the schema of the operation has against the body. */
  violations(operationId: BodyOperation, value: Json): readonly ValidationError[] {
    const validate = bodyValidators[operationId];
    return validate(value) ? [] : (validate.errors ?? []);
  }

  /** The `external` flag; `undefined` where it is neither true nor false. */
  readExternal({ request: { query } }: Exchange): boolean | undefined {
    if (query === '') return false;
    const [value = 'false', ...others] = new Set(new URLSearchParams(query).getAll('external'));
    if (others.length > 0) return undefined;
    if (value === 'true') return true;
    return value === 'false' || value === '' ? false : undefined;
  }

  findTask(taskId: string, external: boolean): Task | undefined {
    const { store } = this.state;
    return (external ? store.tasksByExtId : store.tasks).get(taskId);
  }

  findService(name: string, _operationId: OperationId): Service | undefined {
    return this.named(this.state.tenant.services, name);
  }

  /** Only services of type Task take tasks. */
  takesTasks(service: Service): boolean {
    return service.type === 'Task';
  }

  findDisposition(name: string, _operationId: OperationId): Disposition | undefined {
    return this.named(this.state.tenant.dispositions, name);
  }

  /** Whether a disposition may be used for tasks of a service. */
  offers({ folder, services }: Disposition, service: string): boolean {
    const { dispositionScope } = this.state.settings.rules;
    return dispositionScope === 'any' || folder === 'System' || services?.includes(service) !== false;
  }

  findLaunchPoint(id: string): LaunchPoint | undefined {
    return this.state.tenant.launchPoints.get(id);
  }

  taskByExtId(extId: string): Task | undefined {
    return this.state.store.tasksByExtId.get(extId);
  }

  caseByExtId(extId: string): Case | undefined {
    return this.state.store.casesByExtId.get(extId);
  }

  contactByExtId(extId: string): Contact | undefined {
    return this.state.store.contactsByExtId.get(extId);
  }

  categoryExists(name: string): boolean {
    const { settings, tenant } = this.state;
    return settings.rules.unknownCategory === 'accept' || this.named(tenant.categories, name) !== undefined;
  }

  customFieldExists(name: string): boolean {
    return (
      this.state.settings.rules.unknownCustomField === 'store' || this.state.tenant.customFields.has(name)
    );
  }

  protected named<Item>(items: ReadonlyMap<string, Item>, name: string): Item | undefined {
    const exact = items.get(name);
    if (exact !== undefined || this.state.settings.rules.names === 'exact') return exact;
    const wanted = name.trim().toLowerCase();
    for (const [known, item] of items) if (known.toLowerCase() === wanted) return item;
    return undefined;
  }

  serviceName(input: QueueTaskInput, launchPoint: LaunchPoint | undefined): string | undefined {
    return input.serviceName ?? launchPoint?.service;
  }

  priority(input: QueueTaskInput, launchPoint: LaunchPoint | undefined): number {
    const isDropped = input.order === 'lifo' && this.state.settings.rules.lifoPriority === 'dropped';
    return isDropped ? 1 : (input.priority ?? launchPoint?.priority ?? 1);
  }

  order(input: QueueTaskInput): TaskOrder {
    return input.order ?? 'fifo';
  }

  /** The list wins over the single pop; the flags next to it are defaults for each entry. */
  screenPops(input: QueueTaskInput): readonly ScreenPop[] {
    const listed = input.screenpopData ?? [];
    const single: ScreenPop[] = input.screenpop === undefined ? [] : [{ type: 'web', url: input.screenpop }];
    const { webScreenpopShowInTab = false, screenpopShowUponAnswer = false } = input;
    const pops = listed.length > 0 ? listed : single;
    return pops.map((pop) => ({ webScreenpopShowInTab, screenpopShowUponAnswer, ...pop }));
  }

  disposition(name: string | undefined): string {
    return name ?? 'Abandoned';
  }

  contactInfo(input: QueueTaskInput): QueueTaskInput['contactInfo'] {
    return input.contactInfo;
  }

  caseInfo(input: QueueTaskInput): QueueTaskInput['caseInfo'] {
    return input.caseInfo;
  }

  taskInfo(input: QueueTaskInput): QueueTaskInput['taskInfo'] {
    return input.taskInfo;
  }
}
