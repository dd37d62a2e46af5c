import type { TaskReference } from '../index.ts';
import { UsageError } from '../../specwright/cli/frame/command.ts';

/** How a command names its task; for `util.parseArgs`. */
export const taskOptions = { external: { type: 'boolean', short: 'e' } } as const;

/** For the help of a command. */
export const taskHelp = `  -e, --external   the id is yours (extTaskId), not the server's`;

/** Reads the one task that a command is about. */
export function readTask(positionals: readonly string[], external: boolean | undefined): TaskReference {
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new UsageError('Give the id of one task.');
  return external ? { extTaskId: id } : id;
}
