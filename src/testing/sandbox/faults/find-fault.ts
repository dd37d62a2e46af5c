import { SandboxError } from '../../../specwright/sandbox/sandbox-error.ts';
import type { Fault } from './fault.ts';
import { faults } from './registry.ts';

/**
 * A named fault.
 *
 * @throws {SandboxError} `unknown-fault`; the message lists names that are near.
 */
export function findFault(name: string): Fault {
  const found = faults.find((fault) => fault.name === name);
  if (found !== undefined) return found;
  const words = name
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2);
  const near = faults
    .map((fault) => fault.name)
    .filter((known) => words.some((word) => known.includes(word)));
  const hint =
    near.length > 0
      ? `Near it: ${near.slice(0, 8).join(', ')}.`
      : `There are ${faults.length}; list them with --list-faults.`;
  throw new SandboxError('unknown-fault', `There is no fault ${JSON.stringify(name.slice(0, 80))}. ${hint}`);
}
