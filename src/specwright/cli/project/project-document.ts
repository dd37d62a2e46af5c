import { isObject, objectAt, ownString, type Json, type JsonObject } from '../../base/json.ts';
import { applyOverlay } from '../../convert/5-overlay/apply.ts';
import { convertCollection, type Conversion } from '../../convert/convert-collection.ts';
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

/** The document of a project, what its sources got wrong, and what the source consists of. */
export interface ProjectDocument {
  readonly conversion: Conversion;
  /** Texts of the files that the source refers to, or consists of, by their paths from its folder. */
  readonly parts: ReadonlyMap<string, string>;
}

interface Corrections {
  readonly overlay?: Json | undefined;
  readonly settings?: Settings;
  readonly keepsLostActions?: boolean | undefined;
}

/**
 * The OpenAPI 3.1 document of a collection or of an OpenAPI 3 document; what cannot be used gets the sentence that
 * `convert` has for it.
 * @throws CommandError
 */
export async function projectDocument(
  source: ProjectSource,
  { overlay, settings = {}, keepsLostActions }: Corrections = {},
): Promise<ProjectDocument> {
  const { name, bytes, files } = source;
  try {
    const stated = files ? undefined : openApiIn(name, bytes);
    if (!stated) {
      const conversion = await convertCollection(files ?? bytes, {
        settings,
        ...(overlay !== undefined && { overlay }),
        keepsLostActions,
      });
      return { conversion, parts: files ?? new Map() };
    }
    const { whole, parts } = await joined(source, stated);
    requireTargets(name, whole);
    const { document, lost } = from32(modernDocument(whole));
    const problems = lost.map(({ at, what }) => readProblem('openapi-3.2-only', at, { what }));
    if (overlay === undefined) return { conversion: conversionOf(name, document, problems), parts };
    const corrected = applyOverlay(document, overlay, { keepsLost: keepsLostActions });
    const all = [...problems, ...corrected.problems];
    return { conversion: conversionOf(name, corrected.value.document, all), parts };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    throw new CommandError(error.problem.code, `Cannot convert ${name}: ${error.message}`);
  }
}

/** The conversion of a document that was not made from a collection. */
export function conversionOf(
  name: string,
  value: JsonObject,
  problems: readonly ConversionProblem[],
): Conversion {
  return {
    value,
    problems,
    collection: {
      name: ownString(objectAt(value, 'info'), 'title') ?? name,
      servers: [],
      folders: [],
      operations: [],
      securitySchemes: {},
    },
    facts: { operations: new Map(), securitySchemes: {}, descriptions: new Map(), events: [] },
    corrections: [],
  };
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
