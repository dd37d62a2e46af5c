import { posix } from 'node:path';
import { type Json, type JsonObject, fromEntries, isObject, own } from '../../base/json.ts';
import { linesOf } from '../../diff/locate.ts';
import { appendPointer } from '../../base/pointer.ts';
import { FILES_KEY, isData, isMapKey } from '../../openapi/data-keys.ts';
import { lookThrough } from '../../openapi/reference.ts';
import { CommandError } from '../frame/command-error.ts';
import { reasonOf } from '../frame/reason-of.ts';
import { decoded, readBytes } from '../frame/read-input.ts';
import { gitShow, isGitPlace } from './git-show.ts';
import { readYaml, type LinesOf, type ReadText } from './read-yaml.ts';

/** More files than a person splits a document into. */
const MOST_FILES = 2000;

/**
 * A document with the files that its references lead to: each is kept once under one key of the document, and every
 * reference leads there. Addresses on the network and absolute paths are not followed.
 * @throws CommandError where a file cannot be read or does not hold what a reference names
 */
export async function followFiles(
  name: string,
  document: JsonObject,
  root: DocumentPlace = placeOf(name),
): Promise<Followed> {
  const files = new Map<string, Json>([['', document]]);
  const lines = new Map<string, LinesOf>();
  const pending: string[] = [''];
  const wanted: { readonly by: string; readonly ref: string; readonly leads: string }[] = [];
  const result = new Map<string, Json>();
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const value = files.get(file) ?? null;
    const found: string[] = [];
    const moved = rewritten(value, false, (ref) => {
      const target = targetOf(ref, file, root);
      if (target === undefined) return ref;
      if (!files.has(target.file)) found.push(target.file);
      const leads = `#${encodeFragment((target.file === '' ? '' : appendPointer('', FILES_KEY, target.file)) + target.pointer)}`;
      // a reference inside the document that leads nowhere is the concern of a validator
      if (file !== '' || target.file !== '') wanted.push({ by: file, ref, leads });
      return leads;
    });
    result.set(file, moved);
    for (const next of new Set(found)) {
      if (files.size > MOST_FILES) throw unusable(root, name, `it refers to more than ${MOST_FILES} files`);
      const read = await readNext(name, root, file, next);
      files.set(next, read.value);
      lines.set(next, read.lines);
      pending.push(next);
    }
  }
  const whole = result.get('');
  result.delete('');
  if (!isObject(whole) || result.size === 0) return { document, lines };
  const joined = { ...whole, [FILES_KEY]: fromEntries(result) };
  const lost = wanted.find(({ leads }) => lookThrough(joined, leads) === undefined);
  if (lost === undefined) return { document: joined, lines };
  throw unusable(root, name, `${lost.by || 'it'} refers to ${lost.ref}, which leads nowhere`);
}

/** A document with its files inside, and how to find lines in each of these. */
export interface Followed {
  readonly document: JsonObject;
  readonly lines: ReadonlyMap<string, LinesOf>;
}

/** Where a document stands, and what is done with it. */
export interface DocumentPlace {
  /** File name of the document. */
  readonly file: string;
  /** The path to it: a file next to it may be named by way of a folder above. */
  readonly folder: string;
  /** What cannot be done without a file: `compare`. */
  readonly verb: string;
  /** The bytes of a file next to it. */
  read(path: string): Promise<Uint8Array>;
}

/** Files next to a document of git are read at the same commit. */
function placeOf(name: string): DocumentPlace {
  const verb = 'compare';
  if (isGitPlace(name)) {
    const colon = name.indexOf(':');
    const path = name.slice(colon + 1);
    return {
      file: posix.basename(path),
      folder: posix.dirname(path),
      verb,
      read: (next) => gitShow(`${name.slice(0, colon)}:${posix.join(posix.dirname(path), next)}`),
    };
  }
  const path = name === '-' ? '' : name.replaceAll('\\', '/');
  return {
    file: posix.basename(path),
    folder: posix.dirname(path),
    verb,
    read: (next) => readBytes(posix.join(posix.dirname(path), next)),
  };
}

/** Where a reference of a file leads; `undefined` where it is not followed. */
function targetOf(
  ref: string,
  from: string,
  root: DocumentPlace,
): { readonly file: string; readonly pointer: string } | undefined {
  const hash = ref.indexOf('#');
  const path = decode(hash < 0 ? ref : ref.slice(0, hash)).replaceAll('\\', '/');
  const pointer = hash < 0 ? '' : decode(ref.slice(hash + 1));
  if (path === '') return from === '' ? undefined : { file: from, pointer };
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(path)) return undefined;
  const joined = posix.join(posix.dirname(from === '' ? root.file : from), path);
  const above = joined.startsWith('../');
  const file = above ? posix.relative(root.folder, posix.join(root.folder, joined)) : joined;
  return { file: file === root.file ? '' : file, pointer };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign: the author meant the text as it is
  }
}

function encodeFragment(pointer: string): string {
  return pointer.replaceAll('%', '%25');
}

async function readNext(name: string, root: DocumentPlace, by: string, path: string): Promise<ReadText> {
  const owner = by === '' ? 'it' : by;
  let text: string;
  try {
    text = decoded(await root.read(path));
  } catch (error) {
    const reason = error instanceof CommandError ? error.message : `${reasonOf(error)}.`;
    throw new CommandError(
      'reference-unreadable',
      `Cannot ${root.verb} ${name}: ${owner} refers to ${path}. ${reason} Restore the file or correct the reference.`,
    );
  }
  if (text.trimStart().startsWith('{')) {
    try {
      const value = JSON.parse(text) as Json;
      return { value, lines: (pointers) => linesOf(text, pointers) };
    } catch {
      // what starts like JSON may still be flow-style YAML
    }
  }
  const read = readYaml(text);
  if ('reason' in read)
    throw unusable(root, name, `${owner} refers to ${path}, which cannot be read: ${read.reason}`);
  return read;
}

function unusable({ verb }: DocumentPlace, name: string, reason: string): CommandError {
  return new CommandError('document-unusable', `Cannot ${verb} ${name}: ${reason}.`);
}

/** A copy in which every reference is replaced. */
function rewritten(value: Json, isMap: boolean, replace: (ref: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, false, replace));
  if (!isObject(value)) return value;
  return fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === '$ref' && typeof inner === 'string') return [key, replace(inner)];
      if (!isMap && key === 'discriminator') return [key, withMapping(inner, replace)];
      if (!isMap && isData(key, inner)) return [key, inner];
      return [key, rewritten(inner, !isMap && isMapKey(key), replace)];
    }),
  );
}

/** Names of schemas stay; what looks like a file or a pointer is a reference. */
function withMapping(discriminator: Json, replace: (ref: string) => string): Json {
  const mapping = own(discriminator, 'mapping');
  if (!isObject(discriminator) || !isObject(mapping)) return discriminator;
  const replaced = Object.entries(mapping).map(([value, ref]): [string, Json] => [
    value,
    typeof ref === 'string' && /[#./]/.test(ref) ? replace(ref) : ref,
  ]);
  return { ...discriminator, mapping: fromEntries(replaced) };
}
