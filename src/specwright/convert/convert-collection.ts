import type { Json } from '../base/json.ts';
import { readSource } from './1-read/read-source.ts';
import { normalise } from './2-normalise/normalise.ts';
import { enrich } from './3-enrich/enrich.ts';
import { assemble } from './4-assemble/assemble.ts';
import { applyOverlay } from './5-overlay/apply.ts';
import { lint } from './6-lint/lint.ts';
import type { StageResult } from './problem.ts';
import type { CanonicalCollection } from './canonical-collection.ts';
import type { Facts, Provenance } from './facts.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import type { Settings } from './settings.ts';

/** What a conversion may be told; nothing of it is needed. */
export interface ConvertOptions {
  readonly settings?: Settings;
  /** An OpenAPI Overlay 1.0 document, parsed. */
  readonly overlay?: Json;
}

/** The document, every problem met, and what a report is made of. */
export interface Conversion extends StageResult<OpenApiDocument> {
  readonly collection: CanonicalCollection;
  readonly facts: Facts;
  /** Places in the document that the overlay wrote. */
  readonly corrections: readonly Provenance[];
}

/**
 * Collection -> OpenAPI 3.1 document, stage by stage. `7-emit` is not part of it: only `generate` writes code.
 *
 * @param input - the collection as it was read, bytes or text, in any format that `1-read` knows
 * @throws ConversionError where no document can be made; its problem says why and where
 */
export async function convertCollection(
  input: Uint8Array | string,
  { settings = {}, overlay }: ConvertOptions = {},
): Promise<Conversion> {
  const source = readSource(input);
  const collection = normalise(source.value);
  const facts = enrich(collection.value, settings);
  const complete = assemble(collection.value, facts.value, settings);
  const corrected = correct(complete.value, overlay);
  const linted = await lint(corrected.value.document, settings);
  const stages = [source, collection, facts, complete, corrected, linted];
  return {
    value: linted.value,
    problems: stages.flatMap(({ problems }) => problems),
    collection: collection.value,
    facts: facts.value,
    corrections: corrected.value.provenance,
  };
}

function correct(document: OpenApiDocument, overlay: Json | undefined): ReturnType<typeof applyOverlay> {
  if (overlay === undefined) return { value: { document, provenance: [] }, problems: [] };
  return applyOverlay(document, overlay);
}
