import { command } from '../../specwright/cli/frame/command.ts';
import { UsageError } from '../../specwright/cli/frame/command-error.ts';
import { required } from '../../specwright/cli/frame/operand.ts';
import { flag, text } from '../../specwright/cli/frame/option.ts';
import { connect, CONNECTION_OPTIONS, report } from './connection.ts';

export const cancelService = command({
  about: 'Cancels every queued task of a service, and prints them where the server lists them.',
  operands: { service: required('NAME', 'Give the name of one service.') },
  options: {
    yes: flag('this cannot be undone', { short: 'y' }),
    disposition: text('NAME', 'why', { default: 'Abandoned' }),
    note: text('TEXT', 'kept with each task'),
    ...CONNECTION_OPTIONS,
  },
  async run({ service, yes, disposition, note, ...wanted }, io) {
    if (!yes) throw new UsageError(`Every queued task of "${service}" would be canceled: add --yes.`);
    const request = {
      serviceName: service,
      dispositionName: disposition,
      ...(note !== undefined && { note }),
    };
    const client = await connect(wanted, io);
    return report(io, () => client.cancelServiceTasks(request, { signal: io.signal }));
  },
});
