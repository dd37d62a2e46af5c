import { type JsonPointer, isObject, own, ownList, ownObject } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { OperationFacts, Provenance } from '../facts.ts';
import type { OperationKey } from '../canonical-collection.ts';
import type { Conversion } from '../convert-collection.ts';
import { walkFrom, type DocumentPlace } from './place.ts';

/** Where the facts at one place of the document came from. */
export interface Origin {
  /** Place in the document. */
  readonly pointer: JsonPointer;
  readonly sources: readonly Omit<Provenance, 'pointer'>[];
}

/** Every place of the document that a fact is known of, in the order of the collection; the overlay's come last. */
export function originsOf({ value: document, facts, corrections }: Conversion): readonly Origin[] {
  const origins = new Map<JsonPointer, Map<string, Omit<Provenance, 'pointer'>>>();
  const note = (at: JsonPointer, { pointer: _pointer, ...source }: Provenance): void => {
    const sources = origins.get(at) ?? new Map();
    origins.set(at, sources.set(JSON.stringify(source), source));
  };
  for (const [key, operation] of facts.operations) {
    for (const provenance of operation.provenance) {
      const place = locate(document, key, operation, provenance.pointer);
      if (place) note(place.pointer, provenance);
    }
  }
  for (const correction of corrections) note(correction.pointer, correction);
  return [...origins].map(([pointer, sources]) => ({ pointer, sources: [...sources.values()] }));
}

function locate(
  document: OpenApiDocument,
  key: OperationKey,
  facts: OperationFacts,
  pointer: JsonPointer,
): DocumentPlace | undefined {
  const [section, index, ...rest] = pointer.split('/').slice(1).map(unescape);
  const operation = operationAt(document, key);
  if (!operation || section === undefined) return operation;
  if (section !== 'parameters')
    return walkFrom(document, operation, [section, ...(index === undefined ? [] : [index]), ...rest]);
  const parameter = facts.parameters[Number(index)];
  const position = parameter && positionOf(document, operation, parameter);
  return position === undefined
    ? undefined
    : walkFrom(document, operation, ['parameters', String(position), ...rest]);
}

function unescape(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

function operationAt(document: OpenApiDocument, key: OperationKey): DocumentPlace | undefined {
  const space = key.indexOf(' ');
  const method = key.slice(0, space).toLowerCase();
  const path = key.slice(space + 1);
  const item = ownObject(ownObject(document, 'paths') ?? {}, path) ?? {};
  const value = ownObject(item, method);
  return value && { value, pointer: appendPointer('/paths', path, method) };
}

/** Convert puts parameters in its own order. */
function positionOf(
  document: OpenApiDocument,
  operation: DocumentPlace,
  parameter: { readonly name: string; readonly in: string },
): number | undefined {
  const list = isObject(operation.value) ? ownList(operation.value, 'parameters') : [];
  const position = list.findIndex((_entry, index) => {
    const place = walkFrom(document, operation, ['parameters', String(index)]);
    const value = isObject(place?.value) ? place.value : {};
    return own(value, 'name') === parameter.name && own(value, 'in') === parameter.in;
  });
  return position === -1 ? undefined : position;
}
