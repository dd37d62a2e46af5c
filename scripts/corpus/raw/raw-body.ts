import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { list, object, parse, text } from './values.ts';

export interface RawBody {
  readonly form: readonly string[];
  readonly json: Json | undefined;
  readonly strictJson: boolean;
}

const none: RawBody = { form: [], json: undefined, strictJson: false };

function isContainer(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

/** Bare variables become strings, comments and trailing commas go: what a person would do by hand. */
function repaired(source: string): Json | undefined {
  const quoted = source
    .replace(
      /("(?:[^"\\]|\\.)*")|\{\{[^{}"]*\}\}/g,
      (whole, string: string | undefined) => string ?? JSON.stringify(whole),
    )
    .replace(
      /("(?:[^"\\]|\\.)*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
      (_, string: string | undefined) => string ?? '',
    )
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? '');
  return parse(quoted);
}

function keys(value: Json | undefined): string[] {
  return list(value)
    .map((entry) => text(object(entry)['key']).trim())
    .filter((key) => key !== '');
}

/** Form keys and JSON of a body; other kinds are not counted by any figure. */
export function readRawBody(body: JsonObject): RawBody {
  const mode = text(body['mode']);
  if (mode === 'urlencoded' || mode === 'formdata') return { ...none, form: keys(body[mode]) };
  if (mode !== 'raw') return none;
  const source = text(body['raw']);
  const strict = parse(source);
  if (isContainer(strict)) return { form: [], json: strict, strictJson: true };
  const json = /^\s*[[{/]/.test(source) ? repaired(source) : undefined;
  return { form: [], json: isContainer(json) ? json : undefined, strictJson: false };
}
