import { jsonOf, ownObject, type Json } from '../../base/json.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashText, type Manifest } from '../../emit/manifest.ts';
import type { OutputFile } from '../../emit/output-file.ts';
import type { Replacement } from '../frame/write-files.ts';

/** What is in the output folder now. */
export interface OutputState {
  /** Content by path; absent where there is no such file. */
  readonly files: ReadonlyMap<string, string>;
  /** Of the last run; `undefined` where there is none or it cannot be read. */
  readonly manifest: Manifest | undefined;
}

export async function readState(folder: string, wanted: readonly OutputFile[]): Promise<OutputState> {
  const manifest = parseManifest(await readText(join(folder, 'manifest.json')));
  const paths = new Set([...wanted.map(({ path }) => path), ...Object.keys(manifest?.files ?? {})]);
  const files = new Map<string, string>();
  for (const path of paths) {
    const text = await readText(join(folder, path));
    if (text !== undefined) files.set(path, text);
  }
  return { files, manifest };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined; // not there: the caller sees a missing file
  }
}

function parseManifest(text: string | undefined): Manifest | undefined {
  // A broken manifest counts as none.
  const json = jsonOf(text ?? '');
  const generator = ownObject(json, 'generator');
  if (generator === undefined) return undefined;
  return {
    sources: texts(ownObject(json, 'sources')),
    generator: texts(generator),
    files: texts(ownObject(json, 'files')),
  };
}

function texts(object: { [key: string]: Json } = {}): Readonly<Record<string, string>> {
  const entries = Object.entries(object).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}

/** Files whose content is not what the manifest says the last run wrote. */
export function editedFiles({ files, manifest }: OutputState): readonly string[] {
  const hashes = Object.entries(manifest?.files ?? {});
  return hashes.flatMap(([path, hash]) => {
    const text = files.get(path);
    return text !== undefined && hashText(text) !== hash ? [path] : [];
  });
}

/** What has to be written to bring a folder up to date: files of the last run that are not made any more go, files of others stay. */
export function replacementsFor(
  folder: string,
  wanted: readonly OutputFile[],
  { files }: OutputState,
): readonly Replacement[] {
  const made = new Set(wanted.map(({ path }) => path));
  return [
    ...wanted
      .filter(({ path, content }) => files.get(path) !== content)
      .map(({ path, content }) => ({ path: join(folder, path), content })),
    ...[...files.keys()].filter((path) => !made.has(path)).map((path) => ({ path: join(folder, path) })),
  ];
}
