import { command, flag, text, under } from 'specwright/cli';
import { documentSubject, VERIFY_NOTES, VERIFY_OPTIONS, verifySubject } from 'specwright/cli/verify';
import { documentText } from '../suite/builtin-api.ts';
import { taskRoutingSuite } from '../suite/task-routing-suite.ts';
import { confirmFull } from './verify/confirm-full.ts';
import { findPlace } from './verify/find-place.ts';

export const verify = command({
  about: `Verifies that a server honours the contract of the Task Routing API, or of any document named with
--spec. Without --target it verifies the embedded sandbox. Credentials come from BPCC_CLIENT_ID and
BPCC_CLIENT_SECRET alone.`,
  operands: {},
  options: {
    ...VERIFY_OPTIONS,
    ...under('Tenant', {
      profile: text('FILE', 'what exists at the target (JSON); what it does not name is skipped'),
      hooks: text(
        'FILE',
        'module exporting any of setup, takeTask, deferTask, completeTask, expireToken, failNext, teardown; "sandbox" for either asks the control plane of a sandbox that listens at --target',
      ),
      yes: flag('do not ask before a full run, which cancels all tasks of the services named', {
        short: 'y',
      }),
    }),
  },
  notes: VERIFY_NOTES,
  async run({ profile, hooks, yes, ...wanted }, io) {
    const { spec, target, mode } = wanted;
    if (spec !== undefined) return verifySubject(wanted, io, await documentSubject(spec, wanted, io));
    return verifySubject(wanted, io, {
      suite: taskRoutingSuite(),
      collection: 'spec/collection.json',
      documents: [{ name: 'openapi.json', bytes: new TextEncoder().encode(documentText) }],
      place: async () => {
        const place = await findPlace(target, { profile, hooks }, io);
        if (mode === 'full' && target !== undefined && !yes) {
          await confirmFull(target, place.services, io);
        }
        return place;
      },
    });
  },
});
