import { parseArgs } from 'node:util';
import { FORMATS, type Format } from '../../report/formats.ts';
import { CommandError } from '../command-error.ts';

const failLevels = ['breaking', 'warning', 'none'] as const;
export type FailOn = (typeof failLevels)[number];

export interface DiffArguments {
  readonly base: string;
  readonly revision: string;
  readonly format: Format;
  readonly failOn: FailOn;
  readonly accept: string | undefined;
  readonly severity: string | undefined;
}

export const DIFF_USAGE = `Usage: npm run --silent diff -- BASE REVISION [options]

Each side is an OpenAPI 3.0 or 3.1 document (JSON or YAML), a Postman collection, a git
reference such as HEAD~1:generated/openapi.json, or - for stdin.

  --format NAME    ${FORMATS.join(', ')}; default: text
  --json           the same as --format json: { "breaking": boolean, "changes": [...] }
  --fail-on LEVEL  exit with 1 on breaking changes (default), on warnings too, or never (none)
  --severity FILE  levels by rule id: { "response-enum-value-added": "breaking", "tag-added": "off" }
  --accept FILE    changes that were looked at: { "accepted": [{ "id", "reason", "operation"?, "pointer"? }] }
  --help           this text

Exit codes: 0 nothing to fail on, 1 such changes were found, 2 wrong usage or unusable input.
`;

/** `undefined` where help was asked for. */
export function parseDiffArguments(args: readonly string[]): DiffArguments | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [base, revision, ...rest] = positionals;
  if (base === undefined || revision === undefined) throw usage('Name two documents to compare.');
  if (rest.length > 0) throw usage(`Two documents at a time; ${rest.join(' ')} is too much.`);
  if (base === '-' && revision === '-') throw usage('Only one side can come from stdin.');
  return {
    base,
    revision,
    format: values.json ? 'json' : oneOf(FORMATS, values.format ?? 'text', 'format'),
    failOn: oneOf(failLevels, values['fail-on'] ?? 'breaking', 'level to fail on'),
    accept: values.accept,
    severity: values.severity,
  };
}

function oneOf<T extends string>(known: readonly T[], given: string, what: string): T {
  const found = known.find((name) => name === given);
  if (found === undefined) throw usage(`There is no ${what} ${given}; there are ${known.join(', ')}.`);
  return found;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        json: { type: 'boolean' },
        'fail-on': { type: 'string' },
        accept: { type: 'string' },
        severity: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(sentence: string): CommandError {
  return new CommandError('usage', `${sentence} See npm run diff -- --help.`);
}
