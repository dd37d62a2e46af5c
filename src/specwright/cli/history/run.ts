import { own, ownObject, ownString } from '../../base/json.ts';
import { parseArgs } from 'node:util';
import { changelogEntry } from '../bump/words.ts';
import { proposedBump, type Bump } from '../bump/semver.ts';
import type { Change } from '../../diff/change.ts';
import { CommandError } from '../command-error.ts';
import { readSide, type Side } from '../diff/read-side.ts';
import { compareSides } from '../diff/run.ts';
import { exitCode } from '../exit-code.ts';
import { writeOut } from '../streams.ts';

const USAGE = `Usage: npm run --silent history -- VERSION VERSION... [--json]

The change log between several versions of one API, oldest first. Each is what npm run diff takes:
an OpenAPI document, a Postman collection, or a git reference such as v1.0.0:spec/collection.json.
`;

interface Step {
  readonly from: string;
  readonly to: string;
  readonly bump: Bump;
  readonly breaking: boolean;
  readonly changes: readonly Change[];
}

/** `npm run history`: what changed from each version to the next. */
export async function historyCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.help === true) {
    await writeOut(USAGE);
    return exitCode.fine;
  }
  if (positionals.length < 2)
    throw new CommandError(
      'usage',
      'Name two versions or more, oldest first. See npm run history -- --help.',
    );
  const steps = await stepsBetween(positionals);
  await writeOut(
    values.json === true ? `${JSON.stringify(steps, null, 2)}\n` : steps.map(section).join('\n'),
  );
  return exitCode.fine;
}

async function stepsBetween(names: readonly string[]): Promise<readonly Step[]> {
  const steps: Step[] = [];
  let before: Side | undefined;
  for (const name of names) {
    const side = await readSide(name);
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

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new CommandError(
      'usage',
      `${error instanceof Error ? error.message : String(error)} See npm run history -- --help.`,
    );
  }
}
