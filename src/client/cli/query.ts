import { command } from '../../specwright/cli/frame/command.ts';
import { connect, CONNECTION_OPTIONS, report } from './connection.ts';
import { TASK, taskOf } from './task-operand.ts';

export const query = command({
  about: 'Shows the state of a task as JSON.',
  operands: TASK.operands,
  options: { ...TASK.options, ...CONNECTION_OPTIONS },
  async run(wanted, io) {
    const client = await connect(wanted, io);
    return report(io, () => client.queryTask(taskOf(wanted), { signal: io.signal }));
  },
});
