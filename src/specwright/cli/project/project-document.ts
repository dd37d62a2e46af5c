import { isObject, jsonOf, objectAt, ownString, type Json, type JsonObject } from '../../base/json.ts';
import type { Problem } from '../../base/problem.ts';
import { applyOverlay } from '../../convert/5-overlay/apply.ts';
import { convertCollection } from '../../convert/convert-collection.ts';
import { ConversionError } from '../../convert/problem.ts';
import type { Settings } from '../../convert/settings.ts';
import { modernDocument } from '../../openapi/modern.ts';
import { CommandError } from '../frame/command-error.ts';
import { decoded } from '../frame/read-input.ts';
import { parseStructured } from '../read-structured.ts';

/** The document of a project, and what its sources got wrong. */
export interface ProjectDocument {
  readonly document: JsonObject;
  readonly problems: readonly Problem[];
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
  name: string,
  bytes: Uint8Array,
  { overlay, settings = {} }: Corrections = {},
): Promise<ProjectDocument> {
  try {
    const stated = openApiIn(name, bytes);
    if (!stated) {
      const { value, problems } = await convertCollection(bytes, {
        settings,
        ...(overlay !== undefined && { overlay }),
      });
      return { document: value, problems };
    }
    requireOneFile(name, stated);
    const modern = modernDocument(stated);
    if (overlay === undefined) return { document: modern, problems: [] };
    const { value, problems } = applyOverlay(modern, overlay);
    return { document: value.document, problems };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    throw new CommandError(error.problem.code, `Cannot convert ${name}: ${error.message}`);
  }
}

/** An OpenAPI 3 document, JSON or YAML; `undefined` for everything else. */
export function openApiIn(name: string, bytes: Uint8Array): JsonObject | undefined {
  const text = decoded(bytes);
  const json = jsonOf(text);
  const looksYaml = json === undefined && /^["']?openapi["']?\s*:/m.test(text.slice(0, 100_000));
  const document = looksYaml ? parseStructured(`${name}.yaml`, bytes) : json;
  return isObject(document) && ownString(document, 'openapi')?.startsWith('3.') === true
    ? document
    : undefined;
}

/** Whether a document is written in YAML. */
export function isYaml(bytes: Uint8Array): boolean {
  return jsonOf(decoded(bytes)) === undefined;
}

function requireOneFile(name: string, document: JsonObject): void {
  const reference = outsideReference(document);
  if (reference === undefined) return;
  const advice = 'Bundle it into one file first, for example with `npx @redocly/cli bundle`.';
  throw new CommandError('document-in-parts', `Cannot use ${name}: it refers to ${reference}. ${advice}`);
}

/** Names under which a document quotes values instead of describing them. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const']);

function outsideReference(value: Json): string | undefined {
  if (Array.isArray(value)) return value.map(outsideReference).find((found) => found !== undefined);
  if (!isObject(value)) return undefined;
  const reference = ownString(value, '$ref');
  if (reference !== undefined && !reference.startsWith('#')) return reference;
  for (const [key, item] of Object.entries(value)) {
    const found = VALUES.has(key) ? undefined : outsideReference(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a document has anything to call. */
export function hasOperations(document: JsonObject): boolean {
  return Object.values(objectAt(document, 'paths')).some(
    (item) => isObject(item) && Object.keys(item).length > 0,
  );
}
