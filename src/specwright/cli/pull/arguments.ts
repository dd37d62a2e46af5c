import { parseArgs } from 'node:util';
import { CommandError } from '../command-error.ts';

export interface PullArguments {
  /** Absent: where it was pulled from last time. */
  readonly from: string | undefined;
  readonly out: string;
  readonly record: string;
  /** Tells whether it moved, and writes nothing. */
  readonly check: boolean;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export const PULL_USAGE = `Usage: npm run --silent pull -- [FROM] [options]

FROM is one of
  https://documenter.getpostman.com/view/OWNER/PUBLISHED, or the same on a custom domain
  the page data or the collection address behind such a page
  OWNER-UUID, the uid of a collection in Postman (key in POSTMAN_API_KEY)
  any https address of a collection, or a file
Without FROM it is the place recorded at the last pull.

  --out FILE        where the collection goes (spec/collection.json)
  --record FILE     where its origin and hash go (source.json beside the collection)
  --check           write nothing; exit with 1 if the collection changed since the last pull
  --timeout SECONDS for each address (30)
  --max-size MB     larger answers are refused (50)
  --help            this text
`;

/** `undefined` where help was asked for. */
export function parsePullArguments(args: readonly string[]): PullArguments | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [from, ...rest] = positionals;
  if (rest.length > 0) throw usage(`One collection at a time; ${rest.join(' ')} is too much.`);
  const out = values.out ?? 'spec/collection.json';
  return {
    from,
    out,
    record: values.record ?? out.replace(/[^/\\]*$/, 'source.json'),
    check: values.check ?? false,
    timeoutMs: positive(values.timeout ?? '30', 'timeout') * 1000,
    maxBytes: positive(values['max-size'] ?? '50', 'max-size') * 1024 * 1024,
  };
}

function positive(text: string, name: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw usage(`--${name} has to be a number above 0, not ${text}.`);
  return value;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        record: { type: 'string' },
        check: { type: 'boolean' },
        timeout: { type: 'string' },
        'max-size': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(sentence: string): CommandError {
  return new CommandError('usage', `${sentence} See npm run pull -- --help.`);
}
