import { posix } from 'node:path';
import type { JsonObject } from '../../base/json.ts';
import { outsideReferences, refersOutside } from '../../diff/outside-references.ts';
import { asOneFile } from '../../openapi/one-file.ts';
import { followFiles } from '../diff/follow-files.ts';
import { CommandError } from '../frame/command-error.ts';
import { decoded } from '../frame/read-input.ts';
import type { ProjectSource } from './project-source.ts';

/** A document in one file. */
interface Joined {
  readonly whole: JsonObject;
  /** Texts of the files that it refers to, by their paths from its folder. */
  readonly parts: ReadonlyMap<string, string>;
}

/** One document of a document in several files, and those files. @throws CommandError */
export async function joined(
  { name, path, bytes, read }: ProjectSource,
  document: JsonObject,
): Promise<Joined> {
  const parts = new Map<string, string>();
  if (!refersOutside(decoded(bytes))) return { whole: document, parts };
  const place = {
    file: posix.basename(path),
    folder: posix.dirname(path),
    verb: 'use',
    async read(next: string) {
      const part = await read(next);
      parts.set(next, decoded(part));
      return part;
    },
  };
  const whole = asOneFile((await followFiles(name, document, place)).document);
  const [reference] = outsideReferences(whole);
  if (reference === undefined) return { whole, parts };
  const advice = 'Bundle it into one file first, for example with `npx @redocly/cli bundle`.';
  throw new CommandError('document-in-parts', `Cannot use ${name}: it refers to ${reference}. ${advice}`);
}
