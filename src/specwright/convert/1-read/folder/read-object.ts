import { parse } from 'yaml';
import { type Json, type JsonObject, isObject } from '../../../base/json.ts';
import { ConversionError } from '../../problem.ts';
import { readProblem } from '../problems.ts';
import type { CollectionFiles } from './collection-files.ts';

/** The object that a YAML or JSON file holds. @throws ConversionError */
export function readObject(files: CollectionFiles, file: string): JsonObject {
  const text = files.get(file) ?? '';
  const value = parseFile(file, text);
  if (isObject(value)) return value;
  throw new ConversionError(readProblem('file-invalid', '', { file, reason: 'it holds no object' }));
}

/** YAML as a value; the round trip leaves plain JSON values only. @throws where it is broken */
export function parseYaml(text: string): Json {
  const options = { merge: true, uniqueKeys: false, maxAliasCount: 100, logLevel: 'error' } as const;
  const value: unknown = parse(text, options);
  const json: Json = JSON.parse(JSON.stringify(value ?? null));
  return json;
}

function parseFile(file: string, text: string): Json {
  try {
    return parseYaml(text);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new ConversionError(
      readProblem('file-invalid', '', { file, reason: reason.replace(/[:.]\s*$/, '') }),
    );
  }
}
