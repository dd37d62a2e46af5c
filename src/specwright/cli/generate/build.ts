import type { Conversion } from '../../convert/convert-collection.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { OutputFile } from '../../emit/output-file.ts';
import type { Problem } from '../../base/problem.ts';
import { emitProject } from '../../emit/emit-project.ts';
import type { Manifest, Texts } from '../../emit/manifest.ts';
import { convertFolder, sourcesIn, type Trial } from '../convert-input.ts';
import { decoded, readText } from '../frame/read-input.ts';

/** Everything that `generate` would write, and the problems of the sources. Nothing is written. */
export interface Build {
  readonly conversion: Conversion;
  readonly document: OpenApiDocument;
  readonly files: readonly OutputFile[];
  readonly manifest: Manifest;
  readonly problems: readonly Problem[];
}

/**
 * Runs all stages over a folder of sources.
 * @throws CommandError where the sources cannot be used
 */
export async function build(spec: string, how: Trial = {}): Promise<Build> {
  const conversion = await convertFolder(spec, how);
  const { value: document, problems } = conversion;
  const sources = await readSources(spec, how.source);
  const { files, manifest } = await emitProject(document, { sources });
  return { conversion, document, files, manifest, problems };
}

/** Named as in the repository, wherever the folder is. */
async function readSources(spec: string, fresh: Uint8Array | undefined): Promise<Texts> {
  const texts = new Map<string, string>();
  const { collection, ...others } = sourcesIn(spec);
  for (const path of [collection, ...Object.values(others)]) {
    if (path === undefined) continue;
    const text = path === collection && fresh !== undefined ? decoded(fresh) : await readText(path);
    texts.set(`spec/${path.split(/[\\/]/).at(-1) ?? ''}`, text);
  }
  return texts;
}
