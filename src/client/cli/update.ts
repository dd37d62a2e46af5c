import { command } from '../../specwright/cli/frame/command.ts';
import { UsageError } from '../../specwright/cli/frame/command-error.ts';
import { number, text } from '../../specwright/cli/frame/option.ts';
import { connect, CONNECTION_OPTIONS, report } from './connection.ts';
import { TASK, taskOf } from './task-operand.ts';

export const update = command({
  about: 'Changes the priority of a queued task, or moves it to another service.',
  operands: TASK.operands,
  options: {
    ...TASK.options,
    priority: number('NUMBER', 'new priority', { from: 0.01, to: 100 }),
    service: text('NAME', 'a service of type Task'),
    ...CONNECTION_OPTIONS,
  },
  async run({ priority, service, ...wanted }, io) {
    if (priority === undefined && service === undefined) {
      throw new UsageError('Give --priority, --service or both.');
    }
    const changes = {
      ...(priority !== undefined && { priority }),
      ...(service !== undefined && { serviceName: service }),
    };
    const client = await connect(wanted, io);
    return report(io, () => client.updateTask(taskOf(wanted), changes, { signal: io.signal }));
  },
});
