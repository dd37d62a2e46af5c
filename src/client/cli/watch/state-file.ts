import { readFile } from 'node:fs/promises';
import { isObject, jsonOf, own, ownList, ownNumber, ownString } from '../../../specwright/base/json.ts';
import { CommandError } from '../../../specwright/cli/frame/command-error.ts';
import { reasonOf } from '../../../specwright/cli/frame/reason-of.ts';
import { writeWhole } from '../../../specwright/cli/frame/write-files.ts';
import type { TaskReference, WatchedTask, WatchState } from '../../index.ts';

/** The whole state is written each time: more often would cost more than what it saves. */
const PAUSE_MS = 1000;

/** What a watch knows, in a file: tasks that are still watched, and those that are done. */
export class StateFile {
  readonly #path: string;
  readonly #all = new Map<string, TaskReference>();
  #done = new Set<string>();
  #state: WatchState = { tasks: [] };
  #savedAt = 0;
  #dirty = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** What an earlier run knew. */
  get known(): WatchState {
    return this.#state;
  }

  /** Reads the file, and gives the tasks that are not done yet. */
  async open(tasks: readonly TaskReference[]): Promise<readonly TaskReference[]> {
    for (const task of tasks) this.#all.set(JSON.stringify(task), task);
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw new CommandError('input-unreadable', `Cannot read ${this.#path}: ${reasonOf(error)}.`);
    });
    const read = jsonOf(text);
    if (!isObject(read))
      throw new CommandError('input-invalid', `${this.#path} is not the state of a watch.`);
    this.#done = new Set(ownList(read, 'done').map((task) => JSON.stringify(task)));
    const watched = ownList(read, 'tasks').flatMap((entry): WatchedTask[] => {
      const task = this.#all.get(JSON.stringify(own(entry, 'task') ?? null));
      const quietMs = ownNumber(entry, 'quietMs') ?? 0;
      const status = ownString(entry, 'status') as WatchedTask['status'];
      const nextLookMs = ownNumber(entry, 'nextLookMs') ?? 0;
      if (task === undefined) return [];
      return [{ task, quietMs: Math.max(0, quietMs), nextLookMs, ...(status && { status }) }];
    });
    this.#state = { tasks: watched };
    return [...this.#all].filter(([key]) => !this.#done.has(key)).map(([, task]) => task);
  }

  /** Saves now and then; {@link close} saves what is left. */
  async save(state: WatchState): Promise<void> {
    this.#state = state;
    this.#dirty = true;
    if (performance.now() - this.#savedAt > PAUSE_MS) await this.close();
  }

  async close(): Promise<void> {
    if (!this.#dirty) return;
    const watched = new Set(this.#state.tasks.map(({ task }) => JSON.stringify(task)));
    const done = [...this.#all].filter(([key]) => !watched.has(key)).map(([, task]) => task);
    await writeWhole(this.#path, `${JSON.stringify({ tasks: this.#state.tasks, done })}\n`, 0o600);
    this.#dirty = false;
    this.#savedAt = performance.now();
  }
}
