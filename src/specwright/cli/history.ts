import { own, ownObject, ownString } from '../base/json.ts';
import { jsonText, printable } from '../base/text.ts';
import type { Change } from '../diff/change.ts';
import { proposedBump, type Bump } from './bump/semver.ts';
import { changelogEntry } from './bump/words.ts';
import { compareSides } from './diff/compare-sides.ts';
import { readSide, type Side } from './diff/read-side.ts';
import { command } from './frame/command.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import type { Io } from './frame/io.ts';
import { several } from './frame/operand.ts';
import { flag } from './frame/option.ts';

interface Step {
  readonly from: string;
  readonly to: string;
  readonly bump: Bump;
  readonly breaking: boolean;
  readonly changes: readonly Change[];
}

/** What changed from each version to the next. */
export const history = command({
  about: `The change log between several versions of one API, oldest first. Each is what diff takes: an
OpenAPI document, a Postman collection, or a git reference such as v1.0.0:spec/collection.json.`,
  operands: { versions: several('VERSION', 2, 'Name two versions or more, oldest first.') },
  options: { json: flag('print the steps as JSON') },
  async run({ versions, json }, io) {
    const steps = await stepsBetween(versions, io);
    io.stdout.write(
      json
        ? `${jsonText(steps)}\n`
        : printable(steps.map(section).join('\n'), { most: Number.POSITIVE_INFINITY }),
    );
    return EXIT_CODE.fine;
  },
});

async function stepsBetween(names: readonly string[], io: Io): Promise<readonly Step[]> {
  const steps: Step[] = [];
  let before: Side | undefined;
  for (const name of names) {
    const side = await readSide(name, io);
    if (before !== undefined) steps.push(await stepBetween(before, side));
    before = side;
  }
  return steps;
}

async function stepBetween(base: Side, revision: Side): Promise<Step> {
  const { breaking, changes } = await compareSides(base, revision);
  return { from: titleOf(base), to: titleOf(revision), bump: proposedBump(changes, 0), breaking, changes };
}

/** The version a document states, and the file it is in. */
function titleOf({ name, document }: Side): string {
  const info = ownObject(document, 'info') ?? {};
  const version = ownString(info, 'version') ?? String(own(info, 'version') ?? '');
  return version === '' ? name : `${version} (${name})`;
}

function section(step: Step): string {
  const heading = `## ${step.from} → ${step.to}\n\n`;
  if (step.changes.length === 0) return `${heading}No changes.\n`;
  return `${heading}Semantic version: ${step.bump}.\n\n${changelogEntry(step)}`;
}
