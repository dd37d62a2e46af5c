import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../../src/specwright/cli/frame/command-error.ts';
import { ROOT } from './root.ts';

const run = promisify(execFile);

/**
 * Writes the TypeScript reference as Markdown, one page for each entry point. Warnings fail: a link into nothing is a
 * defect of the comment that holds it.
 */
export async function writeTypeScriptReference(folder: string): Promise<void> {
  const command = path.join(ROOT, 'node_modules/typedoc/bin/typedoc');
  const flags = ['--out', folder, '--treatWarningsAsErrors', '--logLevel', 'Warn'];
  try {
    await run(process.execPath, [command, ...flags], { cwd: ROOT });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new CommandError('typedoc', `The TypeScript reference could not be made.\n${output}`);
  }
}
