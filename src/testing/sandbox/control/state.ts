import type { CommonState } from 'specwright/sandbox';
import type { Rules } from '../rules.ts';
import type { State } from '../state.ts';
import { queueOrder } from '../store/queue-order.ts';
import type { Task } from '../store/records.ts';

/** A task as the control plane shows it. */
export interface TaskView {
  readonly taskId: string;
  readonly extTaskId?: string;
  readonly subject: string;
  readonly state: Task['state'];
  readonly serviceName: string;
  readonly priority: number;
  readonly order: Task['order'];
  readonly agent?: string;
  readonly dispositionName?: string;
  readonly note?: string;
  /** 1 for the task that is served next; absent unless queued. */
  readonly position?: number;
  /** Seconds since it was put into its queue; absent unless queued. */
  readonly waiting?: number;
}

/** Everything there is to see. */
export interface SandboxState extends CommonState {
  readonly featureEnabled: boolean;
  readonly counts: Readonly<Record<Task['state'] | 'contacts' | 'cases' | 'tokens' | 'requests', number>>;
  readonly queues: readonly { readonly serviceName: string; readonly waiting: number }[];
  /** Unfinished tasks, then the newest of the others; at most 200. */
  readonly tasks: readonly TaskView[];
  readonly agents: readonly { readonly name: string; readonly working: number; readonly parked: number }[];
  readonly users: readonly {
    readonly username: string;
    readonly privileges: readonly string[];
    readonly locked: boolean;
  }[];
  readonly rules: Rules;
}

const SHOWN_TASKS = 200;

/** Describes a sandbox without any secret or token. */
export function describeState(core: State, faults: readonly string[]): SandboxState {
  const tasks = [...core.store.tasks.values()];
  return {
    now: new Date(core.clock.now()).toISOString(),
    featureEnabled: core.tenant.featureEnabled,
    counts: counts(core, tasks),
    queues: queues(core),
    tasks: shown(core, tasks),
    agents: agents(core, tasks),
    users: [...core.tenant.users.values()].map(({ secret: _secret, ...user }) => user),
    faults,
    rules: core.settings.rules,
  };
}

function counts(core: State, tasks: readonly Task[]): SandboxState['counts'] {
  const by = { created: 0, queued: 0, deferred: 0, 'with-agent': 0, completed: 0 };
  for (const { state } of tasks) by[state] += 1;
  const { contacts, cases, sessions } = core.store;
  return {
    ...by,
    contacts: contacts.size,
    cases: cases.size,
    tokens: sessions.size,
    requests: core.log.count,
  };
}

function queues({ tenant, store }: State): SandboxState['queues'] {
  return [...tenant.services.values()]
    .filter(({ type }) => type === 'Task')
    .map(({ name }) => ({ serviceName: name, waiting: store.queue(name).size }));
}

function agents({ tenant }: State, tasks: readonly Task[]): SandboxState['agents'] {
  return tenant.agents.map(({ name }) => {
    const own = tasks.filter(({ agent }) => agent === name);
    const inState = (state: Task['state']): number => own.filter((task) => task.state === state).length;
    return { name, working: inState('with-agent'), parked: inState('deferred') };
  });
}

function shown(core: State, tasks: readonly Task[]): TaskView[] {
  const positions = queuePositions(core);
  const rank = (task: Task): number => positions.get(task) ?? (task.state === 'completed' ? 1e9 : 0);
  const newestFirst = tasks.toReversed().sort((a, b) => rank(a) - rank(b));
  return newestFirst.slice(0, SHOWN_TASKS).map((task) => view(core, task, positions.get(task)));
}

function queuePositions({ tenant, store, settings, clock }: State): Map<Task, number> {
  const order = queueOrder(settings.rules, clock.now());
  const positions = new Map<Task, number>();
  for (const { name } of tenant.services.values()) {
    [...store.queue(name)].sort(order).forEach((task, index) => positions.set(task, index + 1));
  }
  return positions;
}

function view({ clock }: State, task: Task, position: number | undefined): TaskView {
  return {
    taskId: task.id,
    ...(task.extId !== undefined && { extTaskId: task.extId }),
    subject: task.info.subject,
    state: task.state,
    serviceName: task.service,
    priority: task.priority,
    order: task.order,
    ...(task.agent !== undefined && { agent: task.agent }),
    ...(task.disposition !== undefined && { dispositionName: task.disposition }),
    ...(task.note !== undefined && { note: task.note }),
    ...(position !== undefined && {
      position,
      waiting: Math.max(0, Math.round((clock.now() - task.queuedAt) / 1000)),
    }),
  };
}
