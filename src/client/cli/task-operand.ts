import { required } from '../../specwright/cli/frame/operand.ts';
import { flag, type Values } from '../../specwright/cli/frame/option.ts';
import type { TaskReference } from '../index.ts';

/** How a command names its task. */
export const TASK = {
  operands: { id: required('ID', 'Give the id of one task.') },
  options: { external: flag("the id is yours (extTaskId), not the server's", { short: 'e' }) },
};

/** The task that a command is about. */
export function taskOf({ id, external }: Values<typeof TASK.operands & typeof TASK.options>): TaskReference {
  return external ? { extTaskId: id } : id;
}
