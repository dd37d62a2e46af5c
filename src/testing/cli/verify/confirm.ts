import { UsageError, type Io } from '../../../specwright/cli/frame/command.ts';
import type { VerifyArgs } from './args.ts';

/** A full run cancels what others have queued: a person says yes, or `--yes` does. */
export async function confirmFull(args: VerifyArgs, services: readonly string[], io: Io): Promise<void> {
  if (args.mode !== 'full' || args.target === undefined || args.yes) return;
  if (io.stderr.isTTY !== true) {
    throw new UsageError(
      '--mode full cancels all queued tasks of the services in the profile; add --yes to confirm.',
    );
  }
  io.stderr.write(
    `This cancels ALL queued tasks of ${services.join(', ') || 'the services'} at ${args.target}. Go on? [y/N] `,
  );
  if (!/^y(es)?$/i.test(await firstLine(io))) throw new UsageError('Nothing was done.');
}

async function firstLine({ stdin }: Io): Promise<string> {
  let text = '';
  for await (const bytes of stdin) {
    text += new TextDecoder().decode(bytes);
    if (text.includes('\n')) break;
  }
  return (text.split('\n')[0] ?? '').trim();
}
