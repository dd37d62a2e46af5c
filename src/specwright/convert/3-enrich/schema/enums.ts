import { enrichProblem } from '../problems.ts';
import type { Json, JsonObject, JsonType } from '../../../base/json.ts';
import { looksLikePlaceholder } from '../fields/placeholders.ts';
import type { FieldNode } from '../fields/field.ts';
import { scalarsOf, type Shape } from '../infer/shape.ts';
import { coerce } from './coerce.ts';
import type { SchemaContext } from './context.ts';

/** Below this a list of values read from prose yields to a sample that contradicts it. */
const SURE = 0.75;

/** Below this a list of values needs a sample that is one of them. */
const LIKELY = 0.5;

/** Lays documented values in, widened so that every sample stays valid. */
export function writeEnum(
  schema: JsonObject,
  types: ReadonlySet<JsonType>,
  shape: Shape | undefined,
  node: FieldNode,
  context: SchemaContext,
): void {
  const stated = statedValues(node, types);
  if (stated.length === 0 || isWholeBoolean(stated)) return;
  const values = reconcile(stated, shape === undefined ? [] : scalarsOf(shape), node, context);
  if (values === undefined) return;
  schema['enum'] = types.has('null') && !values.includes(null) ? [...values, null] : values;
}

function statedValues(node: FieldNode, types: ReadonlySet<JsonType>): Json[] {
  const values = new Set<Json>();
  for (const printed of node.facts.enum ?? []) {
    const value = coerce(printed, types);
    if (value === undefined) return [];
    values.add(value);
  }
  return [...values];
}

function isWholeBoolean(values: readonly Json[]): boolean {
  return values.includes(true) && values.includes(false);
}

function reconcile(
  stated: Json[],
  seen: readonly Json[],
  node: FieldNode,
  context: SchemaContext,
): Json[] | undefined {
  const foreign = seen.filter((value) => !stated.includes(value));
  if (seen.length === foreign.length && (node.facts.enumConfidence ?? 1) < LIKELY) return undefined;
  if (foreign.length === 0) return stated;
  if (isSlip(stated, seen)) return [...seen];
  const recased = sampleCase(stated, seen);
  if (recased !== undefined) return recased;
  const args = { field: node.name, values: foreign.slice(0, 5) };
  if (
    (node.facts.enumConfidence ?? 1) < SURE ||
    foreign.some(isPlaceholder) ||
    foreign.length > stated.length + 3
  ) {
    context.notes.problems.push(enrichProblem('values-contradict-samples', node.at, args));
    return undefined;
  }
  context.notes.problems.push(enrichProblem('values-widened-by-sample', node.at, args));
  return [...stated, ...foreign];
}

/** One value is documented, one is seen, and they differ in a letter: a slip of whoever wrote the text. */
function isSlip([one, ...more]: readonly Json[], [other, ...others]: readonly Json[]): boolean {
  if (more.length + others.length > 0 || typeof one !== 'string' || typeof other !== 'string') return false;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const at = [...long].findIndex((char, index) => char !== short[index]);
  return (
    long.length === short.length + 1 && short.length > 3 && long.slice(0, at) + long.slice(at + 1) === short
  );
}

function isPlaceholder(value: Json): boolean {
  return typeof value === 'string' && value !== '' && looksLikePlaceholder(value);
}

/** Documentation prints `FIFO`, samples say `fifo`: the samples' spelling is the one on the wire. */
function sampleCase(stated: readonly Json[], seen: readonly Json[]): Json[] | undefined {
  const bySpelling = new Map<string, Json>();
  for (const value of seen) if (typeof value === 'string') bySpelling.set(value.toLowerCase(), value);
  const known = new Set(stated.map((value) => String(value).toLowerCase()));
  if (bySpelling.size !== seen.length || ![...bySpelling.keys()].every((key) => known.has(key)))
    return undefined;
  const recase = caseOf([...bySpelling.values()].map(String));
  return stated.map((value) => bySpelling.get(String(value).toLowerCase()) ?? recase(value));
}

function caseOf(samples: readonly string[]): (value: Json) => Json {
  if (samples.every((text) => text === text.toLowerCase())) return (value) => lower(value);
  if (samples.every((text) => text === text.toUpperCase())) return (value) => upper(value);
  return (value) => value;
}

function lower(value: Json): Json {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function upper(value: Json): Json {
  return typeof value === 'string' ? value.toUpperCase() : value;
}
