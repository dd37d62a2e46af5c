import { parseArgs } from 'node:util';
import { UsageError, type Io } from '../../specwright/cli/frame/command.ts';
import { connect, connectionHelp, connectionOptions, report, showHelp } from './connection.ts';

const usage = `Usage: bpcc-task-routing cancel-service <name> --yes [--disposition <name>] [--note <text>] [options]

Cancels every queued task of a service, and prints them where the server lists them.

  --yes                  this cannot be undone
  --disposition <name>   default: Abandoned
  --note <text>          kept with each task

${connectionHelp}`;

/** `bpcc-task-routing cancel-service` */
export async function run(args: string[], io: Io): Promise<number> {
  const own = {
    disposition: { type: 'string' },
    note: { type: 'string' },
    yes: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({
    args,
    options: { ...connectionOptions, ...own },
    allowPositionals: true,
  });
  if (values.help) return showHelp(io, usage);
  const [serviceName, ...more] = positionals;
  if (serviceName === undefined || more.length > 0) throw new UsageError('Give the name of one service.');
  if (!values.yes)
    throw new UsageError(`Every queued task of "${serviceName}" would be canceled: add --yes.`);
  const { disposition, note } = values;
  const request = {
    serviceName,
    dispositionName: disposition ?? 'Abandoned',
    ...(note !== undefined && { note }),
  };
  const client = await connect(values, io);
  return report(io, () => client.cancelServiceTasks(request, { signal: io.signal }));
}
