import { parseArgs } from 'node:util';
import { SUITES } from './registry.ts';

export interface BenchArguments {
  readonly only: readonly string[];
  readonly quick: boolean;
  readonly check: boolean;
  readonly inputs: readonly string[];
}

export const USAGE = `Usage: npm run bench -- [--only NAME]... [--quick] [--input COLLECTION]... [--check]

  --only NAME    run this suite: ${Object.keys(SUITES).join(', ')}
  --quick        few rounds: shows that everything runs; figures are rough and bench/RESULTS.md is left alone
  --input FILE   convert this Postman collection too
  --check        exit 1 when a goal is missed
`;

export class UsageError extends Error {
  readonly code = 'usage';
}

export function parseArguments(argv: readonly string[]): BenchArguments | 'help' {
  const { values } = parse(argv);
  if (values.help === true) return 'help';
  const only = values.only ?? [];
  const unknown = only.find((name) => !Object.hasOwn(SUITES, name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no suite "${unknown}". Suites: ${Object.keys(SUITES).join(', ')}.`);
  }
  return {
    only: only.length > 0 ? only : Object.keys(SUITES),
    quick: values.quick === true,
    check: values.check === true,
    inputs: values.input ?? [],
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        only: { type: 'string', multiple: true },
        input: { type: 'string', multiple: true },
        quick: { type: 'boolean' },
        check: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
