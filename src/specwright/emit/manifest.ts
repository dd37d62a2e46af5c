import { createHash } from 'node:crypto';
import type { OutputFile } from './output-file.ts';

/** What the generated files were made of and with. Holds no date and no path outside the repository. */
export interface Manifest {
  /** sha256 of each source file by its path, for example `spec/collection.json`. */
  readonly sources: Readonly<Record<string, string>>;
  /** sha256 of the generator's own source files, and the versions of the packages that shape its output. */
  readonly generator: { readonly sha256: string; readonly packages: Readonly<Record<string, string>> };
  /** sha256 of each generated file by its path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Files by path, as text: hashed alike on every system, so line ends are brought to `\n` first. */
export type Texts = ReadonlyMap<string, string>;

export function hashText(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

export function hashTexts(texts: Texts): Readonly<Record<string, string>> {
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([path, text]) => [path, hashText(text)]));
}

/** One hash for a set of files: changes when a file is edited, added, removed or renamed. */
export function hashAll(texts: Texts): string {
  return hashText(JSON.stringify(hashTexts(texts)));
}

export function createManifest(
  sources: Texts,
  generator: Texts,
  packages: Readonly<Record<string, string>>,
  files: readonly OutputFile[],
): Manifest {
  return {
    sources: hashTexts(sources),
    generator: { sha256: hashAll(generator), packages },
    files: hashTexts(new Map(files.map(({ path, content }) => [path, content]))),
  };
}

/** `manifest.json`: lets `generate --check` say what changed without generating anything twice. */
export function emitManifest(manifest: Manifest): OutputFile {
  return { path: 'manifest.json', content: `${JSON.stringify(manifest, null, 2)}\n` };
}
