import { keyOf } from './task-reference.ts';
import type { TaskReference } from './types.ts';
import type { Poller, QueryTask } from './watch-tasks.ts';
import type { TaskChange, TaskWatch, WatchedTask, WatchOptions, WatchState } from './watch-types.ts';

/** Where the poller comes from. */
interface Polling {
  readonly Poller: typeof Poller;
}

/** A watch whose poller is a chunk of its own; its options are checked with the first `next()`. */
export class LaterWatch implements TaskWatch {
  readonly #load: () => Polling | Promise<Polling>;
  readonly #query: QueryTask;
  readonly #options: WatchOptions;
  #early: WatchedTask[];
  #poller: TaskWatch | undefined;

  constructor(
    load: () => Polling | Promise<Polling>,
    query: QueryTask,
    tasks: Iterable<TaskReference>,
    options: WatchOptions = {},
  ) {
    this.#load = load;
    this.#query = query;
    this.#options = options;
    this.#early = [...(options.state?.tasks ?? [])];
    this.add(...tasks);
  }

  add(...tasks: readonly TaskReference[]): void {
    if (this.#poller) this.#poller.add(...tasks);
    else for (const task of tasks) this.#early.push({ task, quietMs: 0 });
  }

  remove(task: TaskReference): void {
    if (this.#poller) this.#poller.remove(task);
    else this.#early = this.#early.filter((early) => keyOf(early.task) !== keyOf(task));
  }

  state(): WatchState {
    return this.#poller?.state() ?? { tasks: [...this.#early] };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TaskChange, void, void> {
    const { Poller } = await this.#load();
    this.#poller ??= new Poller(this.#query, this.#early, this.#options);
    yield* this.#poller;
  }
}
