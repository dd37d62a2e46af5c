import type { Json } from '../../../src/json.ts';
import { PipelineError } from '../problem.ts';

interface Place {
  readonly line: number;
  readonly column: number;
}

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** V8 says `at position 12`, or that the input ended; both name the offset. */
function offsetIn(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? text.length : Number(position);
}

function fail(code: string, args: Readonly<Record<string, Json>>): never {
  throw new PipelineError({ code, severity: 'error', at: '', args });
}

/** Wording differs between engines, so the end of the text decides: a cut file fails at its last character. */
function isCut(text: string, offset: number, message: string): boolean {
  return /end of JSON|unterminated/i.test(message) || offset >= text.trimEnd().length;
}

function failAt(text: string, message: string): never {
  const offset = offsetIn(text, message);
  if (isCut(text, offset, message))
    return fail('json-truncated', { ...placeOf(text, text.trimEnd().length) });
  return fail('json-invalid', { ...placeOf(text, offset), near: text.slice(offset, offset + 20).trim() });
}

/** What is plainly another kind of text is named as such, before a parser complains about its first character. */
function refuseOtherText(text: string): void {
  const head = text.slice(0, 2000).trimStart();
  if (head === '') fail('input-empty', {});
  if (/^<(!doctype html|html|head|body)/i.test(head)) fail('html-instead-of-json', {});
  if (head.startsWith('<')) fail('xml-instead-of-json', {});
  if (head.includes('\u0000')) fail('input-binary', {});
  if (/^(\$kind|\$schema|opencollection|info|name|openapi|swagger)\s*:/m.test(head) && !/^[[{]/.test(head)) {
    fail('yaml-instead-of-json', {
      looksLike: /^(openapi|swagger)\s*:/m.test(head)
        ? 'OpenAPI'
        : /opencollection/i.test(head)
          ? 'OpenCollection'
          : /\$kind/.test(head)
            ? 'Postman Collection v3'
            : 'YAML',
    });
  }
}

/** Text -> JSON, or the problem with its line and column. */
export function parseJson(text: string): Json {
  refuseOtherText(text);
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (cause) {
    return failAt(text, cause instanceof Error ? cause.message : '');
  }
}
