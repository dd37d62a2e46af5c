import type { Json } from '../../../base/json.ts';
import { parseTolerantJson } from '../../text-json/tolerant-json.ts';
import type { CodeSection, ReadText } from '../docs/sections.ts';
import { targetOf } from '../docs/target.ts';
import type { CanonicalOperation } from '../../canonical-collection.ts';
import type { SavedValue } from './media.ts';
import { isError, isSuccess } from './reasons.ts';

/** Bodies that a description shows as code, where nothing was saved. */
export interface ShownBodies {
  readonly request: readonly SavedValue[];
  /** By status. */
  readonly responses: ReadonlyMap<string, readonly SavedValue[]>;
}

/** Reads the JSON samples of descriptions; a saved body of the same kind makes them unneeded. */
export function shownBodies(operation: CanonicalOperation, texts: readonly ReadText[]): ShownBodies {
  const responses = new Map<string, SavedValue[]>();
  const request: SavedValue[] = [];
  const saved = new Set(
    operation.requests
      .flatMap((one) => one.responses)
      .flatMap(({ status = 200, json }) => (json === undefined ? [] : [classOf(String(status))])),
  );
  const hasBody = operation.requests.some(({ body }) => body !== undefined);
  for (const section of texts.flatMap((text) => text.sections)) {
    if (section.kind !== 'code') continue;
    const value = valueIn(section);
    const target = targetOf(section.headings, section.lead);
    if (value === undefined || target === undefined) continue;
    const sample: SavedValue = {
      mediaType: 'application/json',
      json: value,
      name: 'Documented example',
      at: section.at,
    };
    if (target.kind === 'response' || target.kind === 'error') {
      const status = target.status ?? statusIn(section.text) ?? (target.kind === 'error' ? undefined : '200');
      if (status !== undefined && !saved.has(classOf(status)))
        responses.set(status, [...(responses.get(status) ?? []), sample]);
    } else if (
      (target.kind === 'body' || target.kind === 'request') &&
      !hasBody &&
      /^(POST|PUT|PATCH)$/.test(operation.method)
    ) {
      request.push(sample);
    }
  }
  return { request, responses };
}

function classOf(status: string): string {
  return isSuccess(status) ? 'success' : isError(status) ? 'error' : status;
}

const STATUS_LINE = /^(?:http\/[\d.]+\s+|status:?\s+)?([1-5]\d\d)\b[^\n{[]{0,80}\n/i;

function statusIn(text: string): string | undefined {
  return STATUS_LINE.exec(text.trimStart())?.[1];
}

/** The object or array that a code sample is, after a status line and headers. */
function valueIn(section: CodeSection): Json | undefined {
  if (section.text.length > 100_000 || !/^(json|jsonc|javascript|js|http|)$/i.test(section.language))
    return undefined;
  const start = section.text.search(/^\s*[{[]/m);
  if (start < 0 || (start > 0 && statusIn(section.text) === undefined)) return undefined;
  const value = parseTolerantJson(section.text.slice(start))?.value;
  return typeof value === 'object' && value !== null ? value : undefined;
}
