import { type Json, type JsonObject, type JsonPointer, isObject } from '../base/json.ts';
import { appendPointer } from '../base/pointer.ts';

/** A place as steps from the inside out: a large document has millions, and few are ever written out. */
export interface Step {
  readonly parent: Step | undefined;
  readonly key: string | number;
}

export function pointerOf(step: Step | undefined): JsonPointer {
  const keys: (string | number)[] = [];
  for (let next = step; next; next = next.parent) keys.push(next.key);
  return appendPointer('', ...keys.toReversed());
}

/** An object of the document outside samples, and its place. */
export interface Node {
  readonly object: JsonObject;
  readonly step: Step | undefined;
}

/** What people sent: it may hold any key, so it does not belong to the document's own structure. */
const FOREIGN = new Set(['example', 'examples', 'default', 'const', 'enum', 'value']);
/** Their keys are names that people chose, `example` among them. */
const NAME_MAPS = new Set(
  (
    'properties patternProperties $defs dependentSchemas schemas responses parameters requestBodies headers ' +
    'securitySchemes content paths encoding variables'
  ).split(' '),
);

/** Every object of a document, samples left out. */
export function nodesOf(document: JsonObject): readonly Node[] {
  const nodes: Node[] = [];
  collect(document, undefined, false, nodes);
  return nodes;
}

function collect(value: Json, step: Step | undefined, names: boolean, nodes: Node[]): void {
  if (Array.isArray(value)) {
    for (const [key, entry] of value.entries()) collectInner(entry, { parent: step, key }, false, nodes);
  } else if (isObject(value)) {
    nodes.push({ object: value, step });
    for (const [key, entry] of Object.entries(value)) {
      if (names || !FOREIGN.has(key))
        collectInner(entry, { parent: step, key }, !names && NAME_MAPS.has(key), nodes);
    }
  }
}

function collectInner(value: Json, step: Step, names: boolean, nodes: Node[]): void {
  if (typeof value === 'object' && value !== null) collect(value, step, names, nodes);
}

/** Every text of a value, samples and all. */
export function textsOf(
  document: Json,
): readonly { readonly text: string; readonly step: Step | undefined }[] {
  const texts: { text: string; step: Step | undefined }[] = [];
  const visit = (value: Json, step: Step | undefined): void => {
    if (typeof value === 'string') texts.push({ text: value, step });
    else if (Array.isArray(value))
      for (const [key, entry] of value.entries()) visit(entry, { parent: step, key });
    else if (isObject(value))
      for (const [key, entry] of Object.entries(value)) visit(entry, { parent: step, key });
  };
  visit(document, undefined);
  return texts;
}
