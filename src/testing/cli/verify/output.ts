import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { rootMessage } from '../../../specwright/contract/exchange/fetch-transport.ts';
import { UsageError } from '../../../specwright/cli/frame/command.ts';

/** Writes a whole file or none. @throws UsageError */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (error) {
    throw new UsageError(`${JSON.stringify(file)} cannot be written: ${rootMessage(error)}.`);
  }
}
