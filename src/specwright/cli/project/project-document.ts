import { posix } from 'node:path';
import { isObject, objectAt, type Json, type JsonObject } from '../../base/json.ts';
import type { Problem } from '../../base/problem.ts';
import { applyOverlay } from '../../convert/5-overlay/apply.ts';
import { convertCollection } from '../../convert/convert-collection.ts';
import { ConversionError } from '../../convert/problem.ts';
import type { Settings } from '../../convert/settings.ts';
import { localReferences, outsideReferences, refersOutside } from '../../diff/outside-references.ts';
import { modernDocument } from '../../openapi/modern.ts';
import { asOneFile } from '../../openapi/one-file.ts';
import { lookUp } from '../../openapi/reference.ts';
import { followFiles } from '../diff/follow-files.ts';
import { CommandError } from '../frame/command-error.ts';
import { decoded } from '../frame/read-input.ts';
import { openApiIn } from './open-api-in.ts';
import type { ProjectSource } from './project-source.ts';

/** The document of a project, and what its sources got wrong. */
export interface ProjectDocument {
  readonly document: JsonObject;
  readonly problems: readonly Problem[];
  /** Texts of the files that the source refers to, by their paths from its folder. */
  readonly parts: ReadonlyMap<string, string>;
}

interface Corrections {
  readonly overlay?: Json | undefined;
  readonly settings?: Settings;
}

/**
 * The OpenAPI 3.1 document of a collection or of an OpenAPI 3 document; what cannot be used gets the sentence that
 * `convert` has for it.
 * @throws CommandError
 */
export async function projectDocument(
  source: ProjectSource,
  { overlay, settings = {} }: Corrections = {},
): Promise<ProjectDocument> {
  const { name, bytes } = source;
  try {
    const stated = openApiIn(name, bytes);
    if (!stated) {
      const { value, problems } = await convertCollection(bytes, {
        settings,
        ...(overlay !== undefined && { overlay }),
      });
      return { document: value, problems, parts: new Map() };
    }
    const { whole, parts } = await joined(source, stated);
    requireTargets(name, whole);
    const modern = modernDocument(whole);
    if (overlay === undefined) return { document: modern, problems: [], parts };
    const { value, problems } = applyOverlay(modern, overlay);
    return { document: value.document, problems, parts };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    throw new CommandError(error.problem.code, `Cannot convert ${name}: ${error.message}`);
  }
}

/** One document of a document in several files, and those files. */
async function joined(
  { name, path, bytes, read }: ProjectSource,
  document: JsonObject,
): Promise<{ readonly whole: JsonObject } & Pick<ProjectDocument, 'parts'>> {
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

/** What is generated of a document with a hole in it would not compile. */
function requireTargets(name: string, document: JsonObject): void {
  const lost = localReferences(document).find((reference) => lookUp(document, reference) === undefined);
  if (lost === undefined) return;
  throw new CommandError(
    'reference-lost',
    `Cannot use ${name}: it refers to ${lost}, which leads nowhere. Add the component, or correct the reference.`,
  );
}

/** Whether a document has anything to call. */
export function hasOperations(document: JsonObject): boolean {
  return Object.values(objectAt(document, 'paths')).some(
    (item) => isObject(item) && Object.keys(item).length > 0,
  );
}
