import type { Json } from '../../base/json.ts';
import { visit } from 'jsonc-parser';
import { ConversionError } from '../problem.ts';
import { readProblem } from './problems.ts';
import { isTooDeep } from '../text-json/depth.ts';

interface Place {
  readonly line: number;
  readonly column: number;
}

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

interface Slip {
  readonly offset: number;
  /** Where the piece of text that does not fit ends. */
  readonly end: number;
}

/** Engines word their messages differently, and some leave the place out: a scanner finds it. */
function firstSlip(text: string): Slip {
  let first: Slip = { offset: text.length, end: text.length };
  const onError = (_: number, offset: number, length: number): void => {
    if (offset < first.offset) first = { offset, end: offset + length };
  };
  visit(text, { onError }, { disallowComments: true, allowTrailingComma: false });
  return first;
}

/** A cut file fails at its end. */
function failAt(text: string): never {
  const slip = firstSlip(text);
  const { offset } = slip;
  const end = text.trimEnd().length;
  if (slip.end >= end)
    throw new ConversionError(readProblem('json-truncated', '', { ...placeOf(text, end) }));
  const near = text.slice(offset, offset + 20).trim();
  throw new ConversionError(readProblem('json-invalid', '', { ...placeOf(text, offset), near }));
}

/** Folders nest two levels each; the stages and the libraries behind them walk values by recursion. */
const MAX_DEPTH = 2500;

function refuseTooDeep(text: string): void {
  if (isTooDeep(text, MAX_DEPTH))
    throw new ConversionError(readProblem('json-too-deep', '', { depth: MAX_DEPTH }));
}

/** What is plainly another kind of text is named as such, before a parser complains about its first character. */
function refuseOtherText(text: string): void {
  const head = text.slice(0, 2000).trimStart();
  if (head === '') throw new ConversionError(readProblem('input-empty', '', {}));
  if (/^<(!doctype html|html|head|body)/i.test(head))
    throw new ConversionError(readProblem('html-instead-of-json', '', {}));
  if (head.startsWith('<')) throw new ConversionError(readProblem('xml-instead-of-json', '', {}));
  if (head.startsWith('version https://git-lfs.github.com/spec/'))
    throw new ConversionError(readProblem('git-lfs-pointer', '', {}));
  if (/^(?:meta|vars|auth|headers|docs)(?::[\w-]+)?\s*[{[]\s*\n/.test(head))
    throw new ConversionError(readProblem('bruno-request', '', {}));
  if (head.includes('\u0000')) throw new ConversionError(readProblem('input-binary', '', {}));
  if (/^(\$kind|\$schema|opencollection|info|name|openapi|swagger)\s*:/m.test(head) && !/^[[{]/.test(head)) {
    throw new ConversionError(readProblem('yaml-instead-of-json', '', { looksLike: yamlKind(head) }));
  }
}

function yamlKind(head: string): string {
  if (/^(openapi|swagger)\s*:/m.test(head)) return 'OpenAPI';
  if (/opencollection/i.test(head)) return 'OpenCollection';
  return head.includes('$kind') ? 'Postman Collection v3' : 'YAML';
}

/** Text -> JSON, or the problem with its line and column. */
export function parseJson(text: string): Json {
  refuseOtherText(text);
  refuseTooDeep(text);
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (cause) {
    if (cause instanceof SyntaxError) return failAt(text);
    throw cause;
  }
}
