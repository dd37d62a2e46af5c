import { Validator } from '@seriousme/openapi-schema-validator';
import { parse } from 'yaml';
import { property } from '../load-peer.ts';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

export interface Judgement {
  readonly valid: boolean;
  readonly operations: number;
}

/** Whether a converter's result is a valid OpenAPI document, and how many operations it holds. */
export async function judge(result: unknown): Promise<Judgement> {
  const document: unknown = typeof result === 'string' ? parse(result) : plain(result);
  if (typeof document !== 'object' || document === null) return { valid: false, operations: 0 };
  const { valid } = await new Validator().validate({ ...document });
  return { valid, operations: countOperations(property(document, 'paths')) };
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
