import { type Json, type JsonObject, type JsonPointer, isObject, own } from '../../base/json.ts';
import { linesOf } from '../../diff/locate.ts';
import type { Conversion } from '../../convert/convert-collection.ts';
import { CommandError } from '../command-error.ts';
import { readInput } from '../read-input.ts';
import { gitShow, isGitPlace } from './git-show.ts';

/** One side of the comparison as it was read. */
export interface Side {
  readonly name: string;
  readonly document: JsonObject;
  /** How the document was made, where it was made of a collection. */
  readonly conversion?: Conversion;
  /** Lines of places in the text, where the document was written as such. */
  lines(pointers: Iterable<JsonPointer>): Promise<ReadonlyMap<JsonPointer, number>>;
}

/** Reads an OpenAPI document or a collection, from a file, stdin or git. */
export async function readSide(name: string): Promise<Side> {
  const bytes = isGitPlace(name) ? await gitShow(name) : await readInput(name);
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');
  const parsed = await parse(name, text);
  if (!isObject(parsed.value)) throw unusable(name, 'it holds no object');
  if (isCollection(parsed.value)) return fromCollection(name, text);
  checkOpenApi(name, parsed.value);
  return { name, document: parsed.value, lines: parsed.lines };
}

interface Parsed {
  readonly value: Json;
  readonly lines: Side['lines'];
}

async function parse(name: string, text: string): Promise<Parsed> {
  const trimmed = text.trimStart();
  if (trimmed === '') throw unusable(name, 'it is empty');
  if (trimmed.startsWith('<')) throw unusable(name, 'it is HTML or XML, not a document of an API');
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return parseYaml(name, text);
  try {
    const value = JSON.parse(text) as Json;
    return { value, lines: async (pointers) => linesOf(text, pointers) };
  } catch (error) {
    if (error instanceof RangeError) throw unusable(name, 'it is nested too deeply');
    return parseYaml(name, text, error);
  }
}

/** YAML, loaded only where it is needed. What starts like JSON may still be flow-style YAML. */
async function parseYaml(name: string, text: string, jsonError?: unknown): Promise<Parsed> {
  const { readYaml } = await import('./read-yaml.ts');
  const found = readYaml(text);
  if ('reason' in found) throw unusable(name, jsonError === undefined ? found.reason : reasonOf(jsonError));
  return found;
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function isCollection(value: JsonObject): boolean {
  if (own(value, 'openapi') !== undefined || own(value, 'swagger') !== undefined) return false;
  return ['item', 'requests', 'collection'].some((key) => own(value, key) !== undefined);
}

async function fromCollection(name: string, text: string): Promise<Side> {
  const { convertCollection } = await import('../../convert/convert-collection.ts');
  const conversion = await convertCollection(text);
  return { name, document: conversion.value, conversion, lines: async () => new Map() };
}

function checkOpenApi(name: string, value: JsonObject): void {
  const version = own(value, 'openapi');
  if (typeof version === 'string' && /^3\.\d/.test(version)) return;
  if (own(value, 'swagger') !== undefined) {
    throw unusable(name, 'it is Swagger 2.0; convert it to OpenAPI 3 first');
  }
  throw unusable(name, 'it is neither an OpenAPI 3 document nor a Postman collection');
}

function unusable(name: string, reason: string): CommandError {
  return new CommandError('document-unusable', `Cannot compare ${name}: ${reason}.`);
}
