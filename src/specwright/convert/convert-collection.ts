import type { Json } from '../base/json.ts';
import { decode } from './1-read/decode.ts';
import { inEnvironment } from './1-read/environment.ts';
import type { CollectionFiles } from './1-read/folder/collection-files.ts';
import { readSource } from './1-read/read-source.ts';
import { normalise } from './2-normalise/normalise.ts';
import { enrich } from './3-enrich/enrich.ts';
import { assemble } from './4-assemble/assemble.ts';
import type { Corrected } from './5-overlay/apply.ts';
import { lintDocument } from './6-lint/lint-document.ts';
import { ConversionError, type ConversionProblem, type StageResult } from './problem.ts';
import type { CanonicalCollection } from './canonical-collection.ts';
import type { Facts, Provenance } from './facts.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import type { Settings } from './settings.ts';
import type { Source } from './source.ts';

/** Optional inputs of a conversion. */
export interface ConvertOptions {
  /** Servers, version, names of components, lint severities. */
  readonly settings?: Settings;
  /** An OpenAPI Overlay document (1.0 or 1.1), parsed. */
  readonly overlay?: Json;
  /** A Postman or Bruno environment, parsed: its variables win over those of the collection; secrets are left out. */
  readonly environment?: Json | undefined;
  /** An overlay action that matches nothing becomes a problem instead of ending the conversion. */
  readonly keepsLostActions?: boolean | undefined;
}

/** The document, every problem, and what a report is made of. */
export interface Conversion {
  /** The OpenAPI 3.1 document. */
  readonly value: OpenApiDocument;
  /** In the order of the stages. One with the severity `error` is a broken lint rule. */
  readonly problems: readonly ConversionProblem[];
  /** The collection in canonical form: one entry per operation, auth and variables resolved, secrets removed. */
  readonly collection: CanonicalCollection;
  readonly facts: Facts;
  /** Places in the document that the overlay wrote. */
  readonly corrections: readonly Provenance[];
}

/**
 * Converts a Postman collection to an OpenAPI 3.1 document. Touches no file and no network.
 *
 * @param input - the collection as it was read, bytes or text: Postman v1, v2.0, v2.1 or a Documenter export, plain or
 *   gzip-compressed, or an OpenCollection in one file; or the files of a folder, by path: Postman v3 or OpenCollection
 * @param options - see {@link ConvertOptions}
 * @returns the document and what was found on the way
 * @throws ConversionError where no document can be made; its `problem` says why and where
 *
 * @example
 * const { value: document, problems } = await convertCollection(await readFile('collection.json'));
 */
export async function convertCollection(
  input: Uint8Array | string | CollectionFiles,
  { settings = {}, overlay, environment, keepsLostActions }: ConvertOptions = {},
): Promise<Conversion> {
  const source = await readInput(input);
  const collection = normalise(
    environment === undefined
      ? source.value
      : { ...source.value, collection: inEnvironment(source.value.collection, environment) },
  );
  const facts = enrich(collection.value, settings);
  const complete = assemble(collection.value, facts.value, settings);
  const corrected = await correct(complete.value, overlay, keepsLostActions);
  const { document, provenance: corrections } = corrected.value;
  const linted = await lintDocument(document, settings.lint);
  const stages = [source, collection, facts, complete, corrected];
  return {
    value: document,
    problems: [...stages.flatMap(({ problems }) => problems), ...linted],
    collection: collection.value,
    facts: facts.value,
    corrections,
  };
}

/** A key at the start of a line or of an object. */
const OPEN_COLLECTION = /(?:^|[{,])\s*["']?opencollection["']?\s*:/m;

/** YAML is read only where there is some: its parser takes time to load. */
async function readInput(input: Uint8Array | string | CollectionFiles): Promise<StageResult<Source>> {
  if (typeof input === 'string' || input instanceof Uint8Array) {
    const text = decode(input);
    if (!OPEN_COLLECTION.test(text.slice(0, 5000))) return readText(text);
    return readInput(new Map([['opencollection.yml', text]]));
  }
  const { readFolder } = await import('./1-read/folder/read-folder.ts');
  return readFolder(input);
}

/** What is YAML is said by its content, not by how it is written. */
async function readText(text: string): Promise<StageResult<Source>> {
  try {
    return readSource(text);
  } catch (error) {
    const isYaml = error instanceof ConversionError && YAML_CODES.has(error.problem.code);
    if (!isYaml || /^\s*[[{]/.test(text)) throw error;
    const { refuseYaml } = await import('./1-read/folder/refuse-yaml.ts');
    throw refuseYaml(text) ?? error;
  }
}

/** How YAML reads as JSON. */
const YAML_CODES: ReadonlySet<string> = new Set(['yaml-instead-of-json', 'json-invalid', 'json-truncated']);

/** Most conversions have no overlay, and its reader of JSONPath takes time to load. */
async function correct(
  document: OpenApiDocument,
  overlay: Json | undefined,
  keepsLost: boolean | undefined,
): Promise<StageResult<Corrected>> {
  if (overlay === undefined) return { value: { document, provenance: [] }, problems: [] };
  const { applyOverlay } = await import('./5-overlay/apply.ts');
  return applyOverlay(document, overlay, { keepsLost });
}
