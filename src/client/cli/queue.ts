import { parseArgs } from 'node:util';
import type { QueueTaskRequest } from '../index.ts';
import { UsageError, type Io } from '../../specwright/cli/frame/command.ts';
import { connect, connectionHelp, connectionOptions, readNumber, report, showHelp } from './connection.ts';

const usage = `Usage: bpcc-task-routing queue --json <object> [options]
       bpcc-task-routing queue --from <tasks.jsonl|tasks.csv|-> [options]

Queues one task, or many. A file holds one JSON object a line, or is CSV with columns such as
extTaskId, serviceName, priority, contactInfo.firstName, taskInfo.subject, taskInfo.custom_notes.

  --json <object>         the task as JSON; - reads it from standard input
  --from <path>           many tasks; - reads JSON lines from standard input
  --outcome <path>        what became of each; default: <path>.outcome.jsonl. The same command goes on
                          where an earlier one stopped, and queues nothing twice
  --dead-letters <path>   tasks that were refused, with the reason; default: <path>.dead.jsonl
  --concurrency <number>  most calls at a time; default: 8
  --retry-failed          send again what failed before

Exit code: 0 all are queued, 1 some are not, 2 wrong usage or unreadable input.

${connectionHelp}`;

const own = {
  json: { type: 'string' },
  from: { type: 'string' },
  outcome: { type: 'string' },
  'dead-letters': { type: 'string' },
  concurrency: { type: 'string' },
  'retry-failed': { type: 'boolean' },
} as const;

async function readAll(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function readTask(text: string, io: Io): Promise<QueueTaskRequest> {
  try {
    return JSON.parse(text === '-' ? await readAll(io.stdin) : text);
  } catch {
    throw new UsageError('--json takes a JSON object, like {"serviceName":"Task Service", ...}.');
  }
}

function readConcurrency(text: string | undefined): number {
  const value = readNumber(text, '--concurrency') ?? 8;
  if (value >= 1 && value <= 1000) return Math.floor(value);
  throw new UsageError('--concurrency takes a number from 1 to 1000.');
}

/** `bpcc-task-routing queue` */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { ...connectionOptions, ...own } });
  if (values.help) return showHelp(io, usage);
  const { json, from } = values;
  if ((json === undefined) === (from === undefined)) throw new UsageError('Give either --json or --from.');
  if (json !== undefined) {
    const task = await readTask(json, io);
    const client = await connect(values, io);
    return report(io, () => client.queueTask(task, { signal: io.signal }));
  }
  const path = from ?? '-';
  const base = path === '-' ? 'tasks' : path;
  const concurrency = readConcurrency(values.concurrency);
  const client = await connect(values, io);
  const { queueMany } = await import('./queue/queue-many.ts');
  const files = {
    outcome: values.outcome ?? `${base}.outcome.jsonl`,
    deadLetters: values['dead-letters'] ?? `${base}.dead.jsonl`,
  };
  return queueMany(
    client,
    { from: path, ...files, concurrency, retryFailed: values['retry-failed'] ?? false },
    io,
  );
}
