import type { JsonObject } from '../../src/specwright/base/json.ts';
import { parse } from 'yaml';
import { validityErrors } from '../../scripts/corpus/figures/validity.ts';
import { property } from '../load-peer.ts';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

export interface Judgement {
  readonly valid: boolean;
  readonly operations: number;
}

/** Whether a converter's result is a valid OpenAPI document, and how many operations it holds. */
export async function judge(result: unknown): Promise<Judgement> {
  const document: unknown = typeof result === 'string' ? parse(result) : plain(result);
  if (!isObject(document)) return { valid: false, operations: 0 };
  const complaints = await validityErrors(document);
  return { valid: complaints.length === 0, operations: countOperations(property(document, 'paths')) };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What WebAssembly bindings return may be a Map. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, inner: unknown) => fromMap(inner)));
}

function fromMap(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}

function countOperations(paths: unknown): number {
  if (typeof paths !== 'object' || paths === null) return 0;
  return Object.values(paths).reduce<number>((sum, item) => sum + operationsOf(item), 0);
}

function operationsOf(pathItem: unknown): number {
  if (typeof pathItem !== 'object' || pathItem === null) return 0;
  return Object.keys(pathItem).filter((key) => METHODS.has(key)).length;
}
