import { createHash } from 'node:crypto';
import { generatorVersions } from './generator-versions.ts';
import type { OutputFile } from './output-file.ts';

/** What the generated files were made of and with. Holds no date and no path outside the project. */
export interface Manifest {
  /** sha256 of each source file by its path, for example `spec/collection.json`. */
  readonly sources: Readonly<Record<string, string>>;
  /** Versions of specwright and of the packages that decide the output, by name. */
  readonly generator: Readonly<Record<string, string>>;
  /** sha256 of each generated file by its path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Files as text by path. */
export type Texts = ReadonlyMap<string, string>;

/** The same hash on every system: line ends are `\n`. */
export function hashText(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

function hashTexts(texts: Texts): Readonly<Record<string, string>> {
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([path, text]) => [path, hashText(text)]));
}

export function createManifest(sources: Texts, files: readonly OutputFile[]): Manifest {
  return {
    sources: hashTexts(sources),
    generator: generatorVersions(),
    files: hashTexts(new Map(files.map(({ path, content }) => [path, content]))),
  };
}

/** `manifest.json`: lets `generate --check` say why a file is not what the sources give. */
export function emitManifest(manifest: Manifest): OutputFile {
  return { path: 'manifest.json', content: `${JSON.stringify(manifest, null, 2)}\n` };
}
