import { type Json, type JsonObject, isObject, own } from '../../base/json.ts';
import { parsePointer, pointerTo } from '../../base/pointer.ts';
import { linesOf } from '../../diff/locate.ts';
import { FILES_KEY } from '../../openapi/data-keys.ts';
import type { CollectionFiles } from '../../convert/1-read/folder/collection-files.ts';
import type { Conversion } from '../../convert/convert-collection.ts';
import type { Change, Place } from '../../diff/change.ts';
import { CommandError } from '../frame/command-error.ts';
import type { Io } from '../frame/io.ts';
import { decoded } from '../frame/read-input.ts';
import { readCollection } from '../read-collection.ts';
import { outsideReferences, refersOutside } from '../../diff/outside-references.ts';
import { followFiles } from './follow-files.ts';
import { gitShow, isGitPlace } from './git-show.ts';
import { readYaml, type LinesOf, type ReadText } from './read-yaml.ts';

/** One side of the comparison as it was read. */
export interface Side {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly document: JsonObject;
  /** How the document was made, where it was made of a collection. */
  readonly conversion?: Conversion;
  /** References that are not followed. */
  readonly outside: readonly string[];
  /** Lines of places in the text, by file; the document itself is `''`. Empty where it was not written as such. */
  readonly lines: ReadonlyMap<string, LinesOf>;
}

/** Reads an OpenAPI document or a collection, from a file, stdin or git. */
export async function readSide(name: string, io: Pick<Io, 'stdin'>): Promise<Side> {
  const read = isGitPlace(name) ? await gitShow(name) : await readCollection(name, io);
  if (!(read instanceof Uint8Array)) {
    const bytes = Buffer.from([...read].flat().join('\n'));
    return fromCollection(name, bytes, read);
  }
  const bytes = read;
  const text = decoded(bytes);
  const parsed = parse(name, text);
  if (!isObject(parsed.value)) throw unusable(name, 'it does not hold an object');
  if (isCollection(parsed.value)) return fromCollection(name, bytes, text);
  checkOpenApi(name, parsed.value);
  const whole = ['', parsed.lines] as const;
  if (!refersOutside(text))
    return { name, bytes, document: parsed.value, lines: new Map([whole]), outside: [] };
  const { document, lines } = await followFiles(name, parsed.value);
  return { name, bytes, document, lines: new Map([whole, ...lines]), outside: outsideReferences(document) };
}

function parse(name: string, text: string): ReadText {
  const trimmed = text.trimStart();
  if (trimmed === '') throw unusable(name, 'it is empty');
  if (trimmed.startsWith('<')) throw unusable(name, 'it is HTML or XML, not a document of an API');
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return parseYaml(name, text);
  try {
    const value = JSON.parse(text) as Json;
    return { value, lines: (pointers) => linesOf(text, pointers) };
  } catch (error) {
    if (error instanceof RangeError) throw unusable(name, 'it is nested too deeply');
    return parseYaml(name, text, error);
  }
}

/** What starts like JSON may still be flow-style YAML. */
function parseYaml(name: string, text: string, jsonError?: unknown): ReadText {
  const found = readYaml(text);
  if ('reason' in found) throw unusable(name, jsonError === undefined ? found.reason : reasonOf(jsonError));
  return found;
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function isCollection(value: JsonObject): boolean {
  if (own(value, 'openapi') !== undefined || own(value, 'swagger') !== undefined) return false;
  return ['item', 'requests', 'collection', 'opencollection'].some((key) => own(value, key) !== undefined);
}

async function fromCollection(
  name: string,
  bytes: Uint8Array,
  input: string | CollectionFiles,
): Promise<Side> {
  // Two documents are compared without the converter, which takes a while to load.
  const { convertInput } = await import('../convert-input.ts');
  const conversion = await convertInput(name, input);
  return { name, bytes, document: conversion.value, conversion, lines: new Map(), outside: [] };
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

/** Changes with the files and lines of their places, where the texts of a side are known. */
export function placesInText(changes: readonly Change[], base: Side, revision: Side): readonly Change[] {
  const before = locator(
    base,
    changes.flatMap((change) => change.base ?? []),
  );
  const after = locator(
    revision,
    changes.flatMap((change) => change.revision ?? []),
  );
  return changes.map((change) => ({
    ...change,
    ...(change.base !== undefined && { base: before(change.base) }),
    ...(change.revision !== undefined && { revision: after(change.revision) }),
  }));
}

/** Reads each text once, for all places in it. */
function locator({ lines }: Side, places: readonly Place[]): (place: Place) => Place {
  const wanted = places.map(inItsFile);
  const found = new Map(
    [...lines].map(([name, read]) => [
      name,
      read(wanted.filter(({ file = '' }) => file === name).map(({ pointer }) => pointer)),
    ]),
  );
  return (place) => {
    const there = inItsFile(place);
    const line = found.get(there.file ?? '')?.get(there.pointer);
    return line === undefined ? there : { ...there, line };
  };
}

function inItsFile(place: Place): Place {
  const [key, file, ...rest] = parsePointer(place.pointer);
  return key === FILES_KEY && file !== undefined ? { file, pointer: pointerTo(...rest) } : place;
}
