import { parseArgs } from 'node:util';
import { CommandError } from '../command-error.ts';

export interface ConvertArguments {
  readonly input: string;
  readonly out: string | undefined;
  readonly overlay: string | undefined;
  readonly settings: string | undefined;
  readonly report: string | undefined;
  readonly format: 'json' | 'yaml';
  readonly annotate: boolean;
}

export const CONVERT_USAGE = `Usage: npm run --silent convert -- INPUT [options]

INPUT is a Postman collection (v1, v2.0, v2.1 or a Documenter export), or - for stdin.
The OpenAPI 3.1 document goes to stdout; what was met on the way goes to stderr.

  --out FILE       write the document there instead
  --format NAME    json (default) or yaml; without it, a FILE that ends in .yaml or .yml is YAML
  --overlay FILE   apply an OpenAPI Overlay 1.0 (JSON or YAML)
  --settings FILE  servers, version, names of schemas, lint severities (like spec/pipeline.json)
  --report FILE    write every problem, and where each fact came from, as JSON
  --annotate       keep the origin of each fact in the document, as x-origin
  --help           this text
`;

/** `undefined` where help was asked for. */
export function parseConvertArguments(args: readonly string[]): ConvertArguments | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [input, ...rest] = positionals;
  if (input === undefined) throw usage('Name the collection to convert, or - for stdin.');
  if (rest.length > 0) throw usage(`One collection at a time; ${rest.join(' ')} is too much.`);
  return {
    input,
    out: values.out,
    overlay: values.overlay,
    settings: values.settings,
    report: values.report,
    format: formatOf(values.format, values.out),
    annotate: values.annotate ?? false,
  };
}

function formatOf(format: string | undefined, out: string | undefined): 'json' | 'yaml' {
  if (format === undefined) return /\.ya?ml$/i.test(out ?? '') ? 'yaml' : 'json';
  if (format === 'json' || format === 'yaml') return format;
  throw usage(`There is no format ${format}; json and yaml are known.`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        format: { type: 'string' },
        overlay: { type: 'string' },
        settings: { type: 'string' },
        report: { type: 'string' },
        annotate: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(sentence: string): CommandError {
  return new CommandError('usage', `${sentence} See npm run convert -- --help.`);
}
