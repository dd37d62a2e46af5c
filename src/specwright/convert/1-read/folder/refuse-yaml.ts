import { isObject } from '../../../base/json.ts';
import { ConversionError } from '../../problem.ts';
import { lookAlike } from '../look-alikes.ts';
import { readProblem } from '../problems.ts';
import { parseYaml } from './read-object.ts';

/** What a YAML text holds instead of a collection; `undefined` for other text. */
export function refuseYaml(text: string): ConversionError | undefined {
  try {
    const value = parseYaml(text);
    if (!isObject(value)) return undefined;
    return new ConversionError(readProblem('not-a-collection', '', lookAlike(value)));
  } catch {
    return undefined; // no YAML either: what was found first stands
  }
}
