import { isObject, objectAt, type Json, type JsonObject } from '../../base/json.ts';
import { applyOverlay } from '../../convert/5-overlay/apply.ts';
import { convertCollection } from '../../convert/convert-collection.ts';
import { readProblem } from '../../convert/1-read/problems.ts';
import { ConversionError, type ConversionProblem } from '../../convert/problem.ts';
import type { Settings } from '../../convert/settings.ts';
import { localReferences } from '../../diff/outside-references.ts';
import { from32 } from '../../openapi/from-3.2.ts';
import { modernDocument } from '../../openapi/modern.ts';
import { lookUp } from '../../openapi/reference.ts';
import { CommandError } from '../frame/command-error.ts';
import { joined } from './joined.ts';
import { openApiIn } from './open-api-in.ts';
import type { ProjectSource } from './project-source.ts';

/** The document of a project, and what its sources got wrong. */
export interface ProjectDocument {
  readonly document: JsonObject;
  readonly problems: readonly ConversionProblem[];
  /** Texts of the files that the source refers to, or consists of, by their paths from its folder. */
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
  const { name, bytes, files } = source;
  try {
    const stated = files ? undefined : openApiIn(name, bytes);
    if (!stated) {
      const { value, problems } = await convertCollection(files ?? bytes, {
        settings,
        ...(overlay !== undefined && { overlay }),
      });
      return { document: value, problems, parts: files ?? new Map() };
    }
    const { whole, parts } = await joined(source, stated);
    requireTargets(name, whole);
    const { document, lost } = from32(modernDocument(whole));
    const problems = lost.map(({ at, what }) => readProblem('openapi-3.2-only', at, { what }));
    if (overlay === undefined) return { document, problems, parts };
    const corrected = applyOverlay(document, overlay);
    return { document: corrected.value.document, problems: [...problems, ...corrected.problems], parts };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    throw new CommandError(error.problem.code, `Cannot convert ${name}: ${error.message}`);
  }
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
