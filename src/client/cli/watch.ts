import { jsonText } from '../../specwright/base/text.ts';
import { command } from '../../specwright/cli/frame/command.ts';
import { CommandError, UsageError } from '../../specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../specwright/cli/frame/exit-code.ts';
import { tell, type Io } from '../../specwright/cli/frame/io.ts';
import { number, text } from '../../specwright/cli/frame/option.ts';
import { TaskRoutingError, type TaskReference, type TaskStatus } from '../index.ts';
import { connect, CONNECTION_OPTIONS } from './connection.ts';
import { openRows } from './queue/read-input.ts';
import { eventOf } from './watch/event.ts';
import { webhook } from './watch/webhook.ts';
import { StateFile } from './watch/state-file.ts';
import { inCliWords } from './cli-words.ts';

const STATUSES: readonly TaskStatus[] = ['CREATED', 'QUEUED', 'DEFERRED', 'COMPLETED'];

export const watch = command({
  about: `Watches tasks until each is completed, and prints every change as a line of JSON. A file holds one
JSON object a line, or is CSV, with extTaskId or taskId; queue input and outcome files work.`,
  operands: {},
  options: {
    from: text('FILE', 'the tasks: a .jsonl, .csv or .tsv file; - reads JSON lines from standard input'),
    until: text('STATUS', 'the status at which a task is done', { default: 'COMPLETED' }),
    post: text(
      'URL',
      'send each change there too, as JSON, until it is taken (2xx); signed where BPCC_WEBHOOK_SECRET is set',
    ),
    state: text(
      'FILE',
      'what is known (default: the name of the input and .watch.json). The same command continues where an earlier one stopped',
    ),
    requestsPerMinute: number('NUMBER', 'queries for all tasks together', {
      from: 1,
      to: 100_000,
      default: 60,
    }),
    interval: number('SECONDS', 'shortest pause between two looks at a task', {
      from: 0,
      to: 86_400,
      default: 5,
    }),
    ...CONNECTION_OPTIONS,
  },
  notes: 'Exit codes: 0 all are done, 1 stopped before, 2 wrong usage or unreadable input.',
  async run({ from, until, post, state, requestsPerMinute, interval, ...wanted }, io) {
    if (from === undefined) throw new UsageError('Give the tasks with --from FILE.');
    const status = STATUSES.find((known) => known === until.toUpperCase());
    if (status === undefined) throw new UsageError(`--until takes one of ${STATUSES.join(', ')}.`);
    const send = post === undefined ? undefined : webhook(post, io);
    const client = await connect(wanted, io);
    const file = new StateFile(state ?? `${from === '-' ? 'tasks' : from}.watch.json`);
    const watching = client.watchTasks(await file.open(await tasksIn(from, io)), {
      until: status,
      requestsPerMinute,
      intervalMs: interval * 1000,
      signal: io.signal,
      state: file.known,
    });
    try {
      for await (const change of watching) {
        const event = eventOf(change);
        await send?.(event);
        io.stdout.write(`${jsonText(event, 0)}\n`);
        // Only now: what was not delivered is reported again by the next run.
        await file.save(watching.state());
      }
    } catch (error) {
      if (!(error instanceof TaskRoutingError) && !(error instanceof CommandError)) throw error;
      if (error instanceof TaskRoutingError && error.attempts === 0 && error.code === 'invalid-options')
        throw new UsageError(error.message);
      tell(io, `${inCliWords(error.message)} Run the same command again to continue.`);
      return EXIT_CODE.findings;
    } finally {
      await file.close();
    }
    if (!io.signal.aborted) return EXIT_CODE.fine;
    tell(io, 'Stopped by a signal. Run the same command again to continue.');
    return EXIT_CODE.findings;
  },
});

/** @throws CommandError where a row names no task */
async function tasksIn(from: string, io: Io): Promise<readonly TaskReference[]> {
  const tasks: TaskReference[] = [];
  const { entries } = await openRows(from, io, ['extTaskId', 'taskId']);
  for await (const { line, request: row, problem } of entries) {
    const { extTaskId, taskId } = row ?? {};
    if (typeof extTaskId === 'string' && extTaskId !== '') tasks.push({ extTaskId });
    else if (typeof taskId === 'string' && taskId !== '') tasks.push(taskId);
    else
      throw new CommandError(
        'input-invalid',
        `${from}, line ${line}: ${problem ?? 'has neither extTaskId nor taskId'}.`,
      );
  }
  if (tasks.length === 0) throw new CommandError('input-invalid', `${from} holds no task.`);
  return tasks;
}
