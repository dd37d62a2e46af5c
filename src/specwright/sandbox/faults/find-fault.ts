import { SandboxError } from '../sandbox-error.ts';

/**
 * A named fault.
 *
 * @throws {SandboxError} `unknown-fault`; the message lists names that are near.
 */
export function findFault<F extends { readonly name: string }>(faults: readonly F[], name: string): F {
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
      : `There are ${faults.length}; GET /_sandbox/faults lists them.`;
  throw new SandboxError('unknown-fault', `Unknown fault ${JSON.stringify(name.slice(0, 80))}. ${hint}`, 404);
}
