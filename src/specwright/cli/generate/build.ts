import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { convertCollection } from '../../convert/convert-collection.ts';
import { emitProject } from '../../emit/emit-project.ts';
import type { Manifest } from '../../emit/manifest.ts';
import type { Problem } from '../../base/problem.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { OutputFile } from '../../emit/output-file.ts';
import { readInput } from '../read-input.ts';
import { readSettings } from '../read-settings.ts';
import { readStructured } from '../read-structured.ts';

/** Everything `generate` would write, and what was met on the way. Nothing is written. */
export interface Build {
  readonly document: OpenApiDocument;
  readonly files: readonly OutputFile[];
  readonly manifest: Manifest;
  readonly problems: readonly Problem[];
}

/**
 * Runs all stages over a folder of sources.
 * @throws ConversionError, CommandError where the sources cannot be used
 */
export async function build(spec: string): Promise<Build> {
  const paths = sourcePaths(spec);
  const overlay = paths.overlay === undefined ? undefined : await readStructured(paths.overlay);
  const { value: document, problems } = await convertCollection(await readInput(paths.collection), {
    settings: paths.settings === undefined ? {} : await readSettings(paths.settings),
    ...(overlay !== undefined && { overlay }),
  });
  const sources = await readSources(Object.values(paths));
  return { document, ...(await emitProject(document, { sources })), problems };
}

/** The collection is needed; an overlay and settings may be there. */
function sourcePaths(spec: string) {
  const optional = (name: string): string | undefined => {
    const path = join(spec, name);
    return existsSync(path) ? path : undefined;
  };
  return {
    collection: join(spec, 'collection.json'),
    overlay: optional('overlay.yaml'),
    settings: optional('pipeline.json'),
  };
}

/** Named as in the repository, wherever the folder is. */
async function readSources(paths: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>> {
  const decoder = new TextDecoder();
  const texts = new Map<string, string>();
  for (const path of paths) {
    if (path === undefined) continue;
    texts.set(`spec/${path.split(/[\\/]/).at(-1) ?? ''}`, decoder.decode(await readInput(path)));
  }
  return texts;
}
