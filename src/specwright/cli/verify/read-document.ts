import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type JsonObject, isObject, own, ownList, ownString } from '../../base/json.ts';
import { CommandError } from '../frame/command-error.ts';
import type { Io } from '../frame/io.ts';
import { joined } from '../project/joined.ts';
import { readProjectSource } from '../project/project-source.ts';
import { parseStructured } from '../read-structured.ts';

/** An OpenAPI document from a file or an https address, with the files that it refers to. @throws CommandError */
export async function readDocument(
  name: string,
  io: Io,
): Promise<{
  readonly bytes: Uint8Array;
  readonly document: JsonObject;
  /** Files on this machine that it was read from. */
  readonly files: readonly string[];
}> {
  if (/^http:/i.test(name)) {
    throw new CommandError(
      'address-not-https',
      `Cannot read ${name}: only https addresses and files are read.`,
    );
  }
  const source = await readProjectSource(name, io);
  const { bytes, files } = source;
  if (files !== undefined) {
    throw new CommandError(
      'document-unusable',
      `Cannot use ${name}: it is a folder without an OpenAPI document. Name the document; to make one of a collection, run specwright convert ${name} --out openapi.json.`,
    );
  }
  const document = parseStructured(name, bytes);
  if (isObject(document)) {
    const { whole, parts } = await joined(source, document);
    const isLocal = existsSync(source.path);
    const others = [...parts.keys()].map((part) => join(dirname(source.path), part));
    return { bytes, document: whole, files: isLocal ? [source.path, ...others] : [] };
  }
  throw new CommandError('document-unusable', `Cannot use ${name}: it does not hold an object.`);
}

/** The server that a document names, where it names exactly one by its full address. */
export function serverOf(document: JsonObject): string | undefined {
  const absolute = ownList(document, 'servers').flatMap((server) => {
    const url = ownString(server, 'url') ?? '';
    const open = own(server, 'variables') !== undefined || url.includes('{');
    return !open && /^https?:\/\//i.test(url) && URL.canParse(url) ? [url] : [];
  });
  const [first] = absolute;
  return absolute.length === 1 ? first : undefined;
}
