import { parseArgs } from 'node:util';
import type { Io } from '../../specwright/cli/frame/command.ts';
import { connect, connectionHelp, connectionOptions, report, showHelp } from './connection.ts';
import { readTask, taskHelp, taskOptions } from './task-argument.ts';

const usage = `Usage: bpcc-task-routing cancel <id> [--disposition <name>] [--note <text>] [options]

Cancels a task that no agent has yet.

${taskHelp}
  --disposition <name>   default: Abandoned
  --note <text>          kept with the task

${connectionHelp}`;

/** `bpcc-task-routing cancel` */
export async function run(args: string[], io: Io): Promise<number> {
  const own = { disposition: { type: 'string' }, note: { type: 'string' } } as const;
  const options = { ...connectionOptions, ...taskOptions, ...own };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.help) return showHelp(io, usage);
  const { disposition, note } = values;
  const task = readTask(positionals, values.external);
  const request = {
    ...(disposition !== undefined && { dispositionName: disposition }),
    ...(note !== undefined && { note }),
  };
  const client = await connect(values, io);
  return report(io, () => client.cancelTask(task, request, { signal: io.signal }));
}
