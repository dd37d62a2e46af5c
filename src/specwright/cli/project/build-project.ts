import { dirname, join, posix } from 'node:path';
import type { Conversion } from '../../convert/convert-collection.ts';
import { emitProject, type EmitOptions } from '../../emit/emit-project.ts';
import type { Texts } from '../../emit/manifest.ts';
import { readOverlay, type Trial } from '../convert-input.ts';
import { decoded, readText } from '../frame/read-input.ts';
import type { Build } from '../generate/build.ts';
import { projectDocument } from './project-document.ts';
import { sourceAt, sourceIn } from './project-source.ts';
import { readProjectSettings, type ProjectSettings } from './project-settings.ts';
import { readRuntime } from './read-runtime.ts';

/** The sources of the project of a settings file, converted. */
interface Converted {
  readonly settings: ProjectSettings;
  readonly conversion: Conversion;
  /** Texts of the sources, by their paths in the project. */
  readonly sources: Texts;
}

/**
 * Converts the sources of the project of a settings file.
 * @throws CommandError where they cannot be used
 */
export async function convertProject(path: string, how: Trial = {}): Promise<Converted> {
  const settings = await readProjectSettings(path);
  const at = (name: string): string => join(dirname(path), name);
  const { source, overlay } = settings;
  const given =
    how.source === undefined
      ? await sourceIn(source, at(source), { stdin: nothing() })
      : sourceAt(source, at(source), how.source);
  const { conversion, parts } = await projectDocument(given, {
    settings: settings.conversion,
    ...(overlay !== undefined && { overlay: await readOverlay(at(overlay), how.withoutActions) }),
    keepsLostActions: how.keepsLostActions,
  });
  const folder = given.files ? source : posix.dirname(source);
  const sources = new Map([...parts].map(([part, text]) => [posix.join(folder, part), text]));
  if (!given.files) sources.set(source, decoded(given.bytes));
  for (const name of [overlay, posix.basename(path)])
    if (name !== undefined) sources.set(name, await readText(at(name)));
  return { settings, conversion, sources };
}

/**
 * Everything that is generated in the project of a settings file. Nothing is written.
 * @throws CommandError where the sources cannot be used
 */
export async function buildProject(path: string, how: Trial = {}): Promise<Build & { readonly out: string }> {
  const { settings, conversion, sources } = await convertProject(path, how);
  const { value: document, problems } = conversion;
  const { files, manifest } = await emitProject(document, { ...(await emitOptions(settings)), sources });
  return { conversion, document, files, manifest, problems, out: join(dirname(path), settings.out) };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** How the client of a project is made. */
export async function emitOptions(
  settings: Pick<ProjectSettings, 'name' | 'clientVersion' | 'idempotencyHeader' | 'groupBy'>,
): Promise<EmitOptions> {
  const { name, clientVersion, idempotencyHeader, groupBy } = settings;
  return {
    runtime: await readRuntime(),
    ...(name !== undefined && { name }),
    ...(clientVersion !== undefined && { version: clientVersion }),
    ...(idempotencyHeader !== undefined && { idempotencyHeader }),
    ...(groupBy !== undefined && { groupBy }),
  };
}
