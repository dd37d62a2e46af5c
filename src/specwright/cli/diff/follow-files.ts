import { posix } from 'node:path';
import { type Json, type JsonObject, fromEntries, isObject, own } from '../../base/json.ts';
import { appendPointer, valueAt } from '../../base/pointer.ts';
import { FILES_KEY } from '../../diff/outside-references.ts';
import { CommandError } from '../frame/command-error.ts';
import { reasonOf } from '../frame/reason-of.ts';
import { decoded, readBytes } from '../frame/read-input.ts';
import { gitShow, isGitPlace } from './git-show.ts';
import { readYaml } from './read-yaml.ts';

/** More files than a document is split into by hand. */
const MOST_FILES = 2000;

/** Keys whose value is data and not a part of the description. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** Keys whose value is a map: its keys are names, even where they read like the keys above. */
const MAPS =
  /^(properties|patternProperties|dependentSchemas|\$defs|definitions|responses|schemas|parameters|headers|requestBodies|securitySchemes|links|callbacks|pathItems|paths|webhooks|content|mapping|encoding)$/;

/**
 * A document with the files that its references lead to: each is kept once under one key of the document, and every
 * reference leads there. Addresses on the network and absolute paths are not followed.
 * @throws CommandError where a file cannot be read or does not hold what a reference names
 */
export async function followFiles(name: string, document: JsonObject): Promise<JsonObject> {
  const root = placeOf(name);
  const files = new Map<string, Json>([['', document]]);
  const pending: string[] = [''];
  const wanted: {
    readonly file: string;
    readonly pointer: string;
    readonly by: string;
    readonly ref: string;
  }[] = [];
  const result = new Map<string, Json>();
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const value = files.get(file) ?? null;
    const found: string[] = [];
    const moved = rewritten(value, false, (ref) => {
      const target = targetOf(ref, file, root.file);
      if (target === undefined) return ref;
      if (!files.has(target.file)) found.push(target.file);
      wanted.push({ ...target, by: file, ref });
      return `#${encodeFragment((target.file === '' ? '' : appendPointer('', FILES_KEY, target.file)) + target.pointer)}`;
    });
    result.set(file, moved);
    for (const next of new Set(found)) {
      if (files.size > MOST_FILES) throw unusable(name, `it refers to more than ${MOST_FILES} files`);
      files.set(next, await readNext(name, root, file, next));
      pending.push(next);
    }
  }
  const lost = wanted.find(({ file, pointer }) => valueAt(files.get(file) ?? null, pointer) === undefined);
  // a reference inside the document that leads nowhere is the concern of a validator
  if (lost !== undefined && !(lost.by === '' && lost.file === ''))
    throw unusable(name, `${lost.by === '' ? 'it' : lost.by} refers to ${lost.ref}, which leads nowhere`);
  const whole = result.get('');
  result.delete('');
  if (!isObject(whole) || result.size === 0) return document;
  return { ...whole, [FILES_KEY]: fromEntries(result) };
}

interface Root {
  /** File name of the document. */
  readonly file: string;
  /** The bytes of a file next to it. */
  read(path: string): Promise<Uint8Array>;
}

/** Files next to a document of git are read at the same commit. */
function placeOf(name: string): Root {
  if (isGitPlace(name)) {
    const colon = name.indexOf(':');
    const path = name.slice(colon + 1);
    return {
      file: posix.basename(path),
      read: (next) => gitShow(`${name.slice(0, colon)}:${posix.join(posix.dirname(path), next)}`),
    };
  }
  const path = name === '-' ? '' : name.replaceAll('\\', '/');
  return { file: posix.basename(path), read: (next) => readBytes(posix.join(posix.dirname(path), next)) };
}

/** Where a reference of a file leads; `undefined` where it is not followed. */
function targetOf(
  ref: string,
  from: string,
  rootFile: string,
): { readonly file: string; readonly pointer: string } | undefined {
  const hash = ref.indexOf('#');
  const path = decode(hash < 0 ? ref : ref.slice(0, hash)).replaceAll('\\', '/');
  const pointer = hash < 0 ? '' : decode(ref.slice(hash + 1));
  if (path === '') return from === '' ? undefined : { file: from, pointer };
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(path)) return undefined;
  const file = posix.join(posix.dirname(from === '' ? rootFile : from), path);
  return { file: file === rootFile ? '' : file, pointer };
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

async function readNext(name: string, root: Root, by: string, path: string): Promise<Json> {
  const owner = by === '' ? 'it' : by;
  let text: string;
  try {
    text = decoded(await root.read(path));
  } catch (error) {
    const reason = error instanceof CommandError ? error.message : `${reasonOf(error)}.`;
    throw new CommandError(
      'reference-unreadable',
      `Cannot compare ${name}: ${owner} refers to ${path}. ${reason} Restore the file or correct the reference.`,
    );
  }
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      // what starts like JSON may still be flow-style YAML
    }
  }
  const read = readYaml(text);
  if ('reason' in read)
    throw unusable(name, `${owner} refers to ${path}, which cannot be read: ${read.reason}`);
  return read.value;
}

function unusable(name: string, reason: string): CommandError {
  return new CommandError('document-unusable', `Cannot compare ${name}: ${reason}.`);
}

/** A copy in which every reference is replaced. */
function rewritten(value: Json, isMap: boolean, replace: (ref: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, false, replace));
  if (!isObject(value)) return value;
  return fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (!isMap && key === '$ref' && typeof inner === 'string') return [key, replace(inner)];
      if (!isMap && key === 'discriminator') return [key, withMapping(inner, replace)];
      if (!isMap && (DATA.has(key) || key.startsWith('x-'))) return [key, inner];
      return [key, rewritten(inner, !isMap && MAPS.test(key), replace)];
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
