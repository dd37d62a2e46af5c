import { parseArgs } from 'node:util';
import { CommandError } from '../command-error.ts';

export interface BumpArguments {
  /** Absent: where the last pull was from, or nothing is pulled. */
  readonly from: string | undefined;
  readonly spec: string;
  readonly out: string;
  readonly released: string;
  readonly changesets: string;
  /** The package.json of the package that is bumped. */
  readonly package: string;
  readonly body: string | undefined;
  /** A file that a step of a GitHub workflow hands values on with. */
  readonly outputs: string | undefined;
  readonly dryRun: boolean;
  readonly contract: boolean;
  readonly json: boolean;
}

export const BUMP_USAGE = `Usage: npm run --silent bump -- [FROM] [options]

Pulls the collection, generates into a scratch folder, compares with the last release, compiles code written for the
old types against the new ones, runs the contract against the sandbox, and proposes a version. Then it replaces the
collection, its record and everything generated, all or none, and adds a changeset. The pull request body goes to stdout.

FROM is what npm run pull takes; without it the place of the last pull, else the collection as it is.

  --dry-run          show all of it, change nothing
  --no-contract      leave the contract run out
  --json             print the report as JSON instead of the pull request body
  --body FILE        write the pull request body there as well
  --outputs FILE     append moved, bump, branch and title for the next step of a GitHub workflow ($GITHUB_OUTPUT)
  --spec DIR         folder of the sources (spec)
  --out DIR          folder of what is generated (generated)
  --released FILE    the OpenAPI document of the last release (released.json in the spec folder)
  --changesets DIR   where the change log entry goes (.changeset)
  --package FILE     package.json of the package that is bumped (package.json)
  --help             this text

Exit codes: 0 nothing breaks, 1 something breaks or the contract run failed, 2 wrong usage or unusable input.
`;

/** `undefined` where help was asked for. */
export function parseBumpArguments(args: readonly string[]): BumpArguments | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [from, ...rest] = positionals;
  if (rest.length > 0) throw usage(`One collection at a time; ${rest.join(' ')} is too much.`);
  const spec = values.spec ?? 'spec';
  return {
    from,
    spec,
    out: values.out ?? 'generated',
    released: values.released ?? `${spec}/released.json`,
    changesets: values.changesets ?? '.changeset',
    package: values.package ?? 'package.json',
    body: values.body,
    outputs: values.outputs,
    dryRun: values['dry-run'] ?? false,
    contract: !(values['no-contract'] ?? false),
    json: values.json ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        'no-contract': { type: 'boolean' },
        json: { type: 'boolean' },
        body: { type: 'string' },
        outputs: { type: 'string' },
        spec: { type: 'string' },
        out: { type: 'string' },
        released: { type: 'string' },
        changesets: { type: 'string' },
        package: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(sentence: string): CommandError {
  return new CommandError('usage', `${sentence} See npm run bump -- --help.`);
}
