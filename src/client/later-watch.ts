import { keyOf } from './task-reference.ts';
import type { TaskReference } from './types.ts';
import type { Poller, QueryTask } from './watch-tasks.ts';
import type { TaskWatch, WatchedTask, WatchOptions } from './watch-types.ts';

/** Where the poller comes from. */
interface Polling {
  readonly Poller: typeof Poller;
}

/** A watch whose poller is a chunk of its own; its options are checked with the first `next()`. */
export function laterWatch(
  load: () => Polling | Promise<Polling>,
  query: QueryTask,
  tasks: Iterable<TaskReference>,
  options: WatchOptions = {},
): TaskWatch {
  let early = [
    ...(options.state?.tasks ?? []),
    ...[...tasks].map((task): WatchedTask => ({ task, quietMs: 0 })),
  ];
  let poller: TaskWatch | undefined;
  return {
    add(...more) {
      if (poller) poller.add(...more);
      else early.push(...more.map((task) => ({ task, quietMs: 0 })));
    },
    remove(task) {
      if (poller) poller.remove(task);
      else early = early.filter((known) => keyOf(known.task) !== keyOf(task));
    },
    state: () => poller?.state() ?? { tasks: [...early] },
    async *[Symbol.asyncIterator]() {
      const { Poller } = await load();
      poller ??= new Poller(query, early, options);
      yield* poller;
    },
  };
}
