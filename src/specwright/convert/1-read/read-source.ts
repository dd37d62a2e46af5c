import { ConversionError, type StageResult } from '../problem.ts';
import type { Source } from '../source.ts';
import { decode } from './decode.ts';
import { hasRequests } from './has-requests.ts';
import { parseJson } from './parse-json.ts';
import { readProblem } from './problems.ts';
import { recognise } from './recognise.ts';

/**
 * First stage: bytes or text -> a recognised collection.
 * @throws ConversionError where the input is not a collection; its problem says what it is instead.
 */
export function readSource(input: Uint8Array | string): StageResult<Source> {
  const source = recognise(parseJson(decode(input)));
  if (!hasRequests(source.collection)) {
    throw new ConversionError(readProblem('collection-empty', source.root, {}));
  }
  return { value: source, problems: [] };
}
