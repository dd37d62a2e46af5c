import { command } from './frame/command.ts';
import { text, under } from './frame/option.ts';
import { UsageError } from './frame/command-error.ts';
import { documentSubject } from './verify/subject.ts';
import { VERIFY_NOTES, VERIFY_OPTIONS } from './verify/verify-options.ts';
import { verifySubject } from './verify/verify-subject.ts';

export const verify = command({
  about: `Verifies that a server honours an OpenAPI document. --spec is required; without --target the
server is the one that the document names.`,
  operands: {},
  options: {
    ...VERIFY_OPTIONS,
    ...under('Target', {
      profile: text('FILE', 'values and bodies that exist at the target (JSON with "values" and "bodies")'),
      hooks: text('FILE', 'module exporting any of setup, teardown, before, fixture'),
    }),
  },
  notes: VERIFY_NOTES,
  async run(wanted, io) {
    if (wanted.spec === undefined) throw new UsageError('Name the document with --spec.');
    return verifySubject(wanted, io, await documentSubject(wanted.spec, wanted, io));
  },
});
