import { faultLines } from 'specwright/cli';
import { faults } from '../../sandbox/faults/registry.ts';
import { rules } from '../../sandbox/rules.ts';
import type { Rule } from '../../sandbox/rules.ts';
import { defaultSeed } from '../../sandbox/seed/default-seed.ts';

/** Every named fault, one a line. */
export function listFaults(): string {
  return faultLines(faults);
}

/** Every rule with its values, the default first, and our confidence in it. */
export function listRules(): string {
  return Object.entries<Rule>(rules)
    .map(
      ([name, { values, confidence, decides }]) =>
        `${name}=${values.join('|')}  (${confidence}) ${decides}\n`,
    )
    .join('');
}

/** The built-in seed, to begin a seed of one's own with. */
export function printSeed(): string {
  const { $schema: _, ...seed } = defaultSeed;
  return `${JSON.stringify(seed, null, 2)}\n`;
}
