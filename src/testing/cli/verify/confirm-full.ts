import { printable } from '../../../specwright/base/text.ts';
import { type Io, UsageError } from 'specwright/cli';

/** A full run cancels what others have queued: a person has to say yes. @throws UsageError */
export async function confirmFull(target: string, services: readonly string[], io: Io): Promise<void> {
  if (io.stderr.isTTY !== true) {
    throw new UsageError(
      '--mode full cancels all queued tasks of the services in the profile; add --yes to confirm.',
    );
  }
  const names = services.join(', ') || 'the services';
  io.stderr.write(printable(`This cancels ALL queued tasks of ${names} at ${target}. Continue? [y/N] `));
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
