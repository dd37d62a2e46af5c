import { parseArgs } from 'node:util';
import { UsageError, type Io } from '../../specwright/cli/frame/command.ts';
import { connect, connectionHelp, connectionOptions, readNumber, report, showHelp } from './connection.ts';
import { readTask, taskHelp, taskOptions } from './task-argument.ts';

const usage = `Usage: bpcc-task-routing update <id> [--priority <number>] [--service <name>] [options]

Changes the priority of a queued task, or moves it to another service.

${taskHelp}
  --priority <number>   0.01 to 100
  --service <name>      a service of type Task

${connectionHelp}`;

/** `bpcc-task-routing update` */
export async function run(args: string[], io: Io): Promise<number> {
  const own = { priority: { type: 'string' }, service: { type: 'string' } } as const;
  const options = { ...connectionOptions, ...taskOptions, ...own };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.help) return showHelp(io, usage);
  const task = readTask(positionals, values.external);
  const priority = readNumber(values.priority, '--priority');
  const { service } = values;
  if (priority === undefined && service === undefined)
    throw new UsageError('Give --priority, --service or both.');
  const changes = {
    ...(priority !== undefined && { priority }),
    ...(service !== undefined && { serviceName: service }),
  };
  const client = await connect(values, io);
  return report(io, () => client.updateTask(task, changes, { signal: io.signal }));
}
