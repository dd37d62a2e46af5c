import { parseArgs } from 'node:util';
import type { Io } from '../../specwright/cli/frame/command.ts';
import { connect, connectionHelp, connectionOptions, report, showHelp } from './connection.ts';
import { readTask, taskHelp, taskOptions } from './task-argument.ts';

const usage = `Usage: bpcc-task-routing query <id> [options]

Shows the state of a task as JSON.

${taskHelp}

${connectionHelp}`;

/** `bpcc-task-routing query` */
export async function run(args: string[], io: Io): Promise<number> {
  const options = { ...connectionOptions, ...taskOptions };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.help) return showHelp(io, usage);
  const task = readTask(positionals, values.external);
  const client = await connect(values, io);
  return report(io, () => client.queryTask(task, { signal: io.signal }));
}
