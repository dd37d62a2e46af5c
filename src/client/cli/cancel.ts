import { command } from '../../specwright/cli/frame/command.ts';
import { text } from '../../specwright/cli/frame/option.ts';
import { connect, CONNECTION_OPTIONS, report } from './connection.ts';
import { TASK, taskOf } from './task-operand.ts';

export const cancel = command({
  about: 'Cancels a task that is still in the queue.',
  operands: TASK.operands,
  options: {
    ...TASK.options,
    disposition: text('NAME', 'why (default: Abandoned)'),
    note: text('TEXT', 'kept with the task'),
    ...CONNECTION_OPTIONS,
  },
  async run({ disposition, note, ...wanted }, io) {
    const request = {
      ...(disposition !== undefined && { dispositionName: disposition }),
      ...(note !== undefined && { note }),
    };
    const client = await connect(wanted, io);
    return report(io, () => client.cancelTask(taskOf(wanted), request, { signal: io.signal }));
  },
});
