import { command } from '../../specwright/cli/frame/command.ts';
import { UsageError } from '../../specwright/cli/frame/command-error.ts';
import type { Io } from '../../specwright/cli/frame/io.ts';
import { flag, number, text } from '../../specwright/cli/frame/option.ts';
import { decoded, readInput } from '../../specwright/cli/frame/read-input.ts';
import type { QueueTaskRequest } from '../index.ts';
import { connect, CONNECTION_OPTIONS, report } from './connection.ts';
import { queueMany } from './queue/queue-many.ts';

export const queue = command({
  about: `Queues one task (--json), or many (--from). A file holds one JSON object a line, or is CSV with
columns such as extTaskId, serviceName, priority, contactInfo.firstName, taskInfo.subject,
taskInfo.custom_notes.`,
  operands: {},
  options: {
    json: text('OBJECT', 'the task as JSON; - reads it from standard input'),
    from: text('FILE', 'many tasks: a .jsonl, .csv or .tsv file; - reads JSON lines from standard input'),
    outcome: text(
      'FILE',
      'the outcome of each (default: the name of the input and .outcome.jsonl). The same command continues where an earlier one stopped, and queues nothing twice',
    ),
    deadLetters: text(
      'FILE',
      'tasks that were refused, with the reason (default: the name of the input and .dead.jsonl)',
    ),
    concurrency: number('NUMBER', 'most calls at a time', { from: 1, to: 1000, whole: true, default: 8 }),
    retryFailed: flag('send again what failed before'),
    ...CONNECTION_OPTIONS,
  },
  notes: 'Exit codes: 0 all are queued, 1 some are not, 2 wrong usage or unreadable input.',
  async run({ json, from, outcome, deadLetters, concurrency, retryFailed, ...wanted }, io) {
    if ((json === undefined) === (from === undefined)) throw new UsageError('Give either --json or --from.');
    if (json !== undefined) {
      const task = await readTask(json, io);
      const client = await connect(wanted, io);
      return report(io, () => client.queueTask(task, { signal: io.signal }));
    }
    const path = from ?? '-';
    const base = path === '-' ? 'tasks' : path;
    const client = await connect(wanted, io);
    const files = {
      from: path,
      outcome: outcome ?? `${base}.outcome.jsonl`,
      deadLetters: deadLetters ?? `${base}.dead.jsonl`,
    };
    return queueMany(client, { ...files, concurrency, retryFailed }, io);
  },
});

/** The client checks it before it is sent. */
async function readTask(given: string, io: Io): Promise<QueueTaskRequest> {
  const written = given === '-' ? decoded(await readInput('-', io)) : given;
  try {
    return JSON.parse(written);
  } catch {
    throw new UsageError('--json takes a JSON object, like {"serviceName":"Task Service", ...}.');
  }
}
