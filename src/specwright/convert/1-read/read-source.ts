import { PipelineError, type StageResult } from '../problem.ts';
import type { Source } from '../stages.ts';
import { decode } from './decode.ts';
import { hasRequests } from './has-requests.ts';
import { parseJson } from './parse-json.ts';
import { recognise } from './recognise.ts';

/**
 * First stage: bytes or text -> a recognised collection.
 * @throws PipelineError for what is no collection; its problem says what it is instead.
 */
export function readSource(input: Uint8Array | string): StageResult<Source> {
  const source = recognise(parseJson(decode(input)));
  if (!hasRequests(source.collection)) {
    throw new PipelineError({ code: 'collection-empty', severity: 'error', at: source.root, args: {} });
  }
  return { value: source, problems: [] };
}
