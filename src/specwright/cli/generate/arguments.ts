import { parseArgs } from 'node:util';
import { CommandError } from '../command-error.ts';

export interface GenerateArguments {
  /** Compare only; nothing is written. */
  readonly check: boolean;
  /** Folder with `collection.json`, `overlay.yaml` and `pipeline.json`. */
  readonly spec: string;
  /** Folder that the files go to. */
  readonly out: string;
}

export const GENERATE_USAGE = `Usage: npm run generate [-- options]

Reads spec/collection.json, spec/overlay.yaml and spec/pipeline.json and writes everything in generated/.

  --check      write nothing; exit 1 where a file is stale or was edited, and say why
  --spec DIR   read the three files from there (default: spec)
  --out DIR    write there (default: generated)
  --help       this text
`;

/** `undefined` where help was asked for. */
export function parseGenerateArguments(args: readonly string[]): GenerateArguments | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  return { check: values.check ?? false, spec: values.spec ?? 'spec', out: values.out ?? 'generated' };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        check: { type: 'boolean' },
        spec: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    throw new CommandError('usage', `${sentence} See npm run generate -- --help.`);
  }
}
