import type { Conversion } from '../../convert/pipeline.ts';
import type { OpenApiDocument, OutputFile } from '../../convert/stages.ts';
import type { Problem } from '../../convert/problem.ts';
import { emit } from '../../emit/emit.ts';
import { createManifest, emitManifest, type Manifest, type Texts } from '../../emit/manifest.ts';
import { convertFolder, sourcesIn } from '../convert-input.ts';
import { readText } from '../frame/read-input.ts';
import { generatorTexts, packageVersions } from './generator.ts';

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
export async function build(spec: string): Promise<Build> {
  const conversion = await convertFolder(spec);
  const { value: document, problems } = conversion;
  const emitted = await emit(document);
  const manifest = createManifest(
    await readSources(spec),
    await generatorTexts(),
    await packageVersions(),
    emitted,
  );
  return { conversion, document, files: [...emitted, emitManifest(manifest)], manifest, problems };
}

/** Named as in the repository, wherever the folder is. */
async function readSources(spec: string): Promise<Texts> {
  const texts = new Map<string, string>();
  for (const path of Object.values(sourcesIn(spec))) {
    if (path !== undefined) texts.set(`spec/${path.split(/[\\/]/).at(-1) ?? ''}`, await readText(path));
  }
  return texts;
}
