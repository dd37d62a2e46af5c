import { enrichProblem } from '../problems.ts';
import type { JsonType } from '../../../base/json.ts';
import type { Shape } from '../infer/shape.ts';
import type { FieldNode, ValueFacts } from '../fields/field.ts';
import type { SchemaContext } from './context.ts';

/** Amounts and measures have fractions, even where the few samples show none. */
const FRACTION_NAME =
  /(price|amount|cost|balance|latitude|longitude|^lat$|^lng$|^lon$|percent|ratio|score|weight|temperature|discount|fee$|tax$|rate$)/i;

/** JSON types that the samples have, `null` included. */
function typesOf(shape: Shape): Set<JsonType> {
  const types = new Set<JsonType>();
  if (shape.booleans.size > 0) types.add('boolean');
  if (shape.numbers.size > 0) types.add(numberType(shape));
  if (shape.strings.size > 0) types.add('string');
  if (shape.arrays > 0) types.add('array');
  if (shape.objects > 0) types.add('object');
  if (shape.nulls > 0) types.add('null');
  return types;
}

function numberType(shape: Shape): 'integer' | 'number' {
  for (const value of shape.numbers) if (!Number.isInteger(value)) return 'number';
  return 'integer';
}

/** The types a value may have, by documentation and samples together. Empty: nothing is known. */
export function decideTypes(
  shape: Shape | undefined,
  node: FieldNode | undefined,
  context: SchemaContext,
): Set<JsonType> {
  const seen = shape === undefined ? new Set<JsonType>() : typesOf(shape);
  const stated = new Set(node === undefined ? [] : statedTypes(node));
  if (node !== undefined && isNumberAsText(shape, node)) return new Set(['integer', 'string']);
  if (shape !== undefined && isOnlyWords(shape) && (seen.size > 1 || stated.size > 0)) seen.delete('string');
  const types = hasOnlyNull(seen) ? stated : withSamples(seen, stated, node, context);
  // The placeholder of a variable without quotes is a text; where nothing else is known, any type may be sent.
  if (shape !== undefined && shape.unknowns > 0 && types.size > 0) types.add('string');
  if (seen.has('null') || node?.facts.nullable === true) types.add('null');
  if (types.has('integer') && !stated.has('integer') && mayHaveFraction(context)) types.add('number');
  if (types.has('number')) types.delete('integer');
  return types;
}

/** `"100"` for what has a greatest value: it is a number that someone sent as a text. */
function isNumberAsText(shape: Shape | undefined, { facts }: FieldNode): boolean {
  const isBounded = facts.minimum !== undefined || facts.maximum !== undefined;
  if (shape === undefined || !isBounded || (facts.types ?? []).length > 0) return false;
  const isText = shape.strings.size > 0 && [...typesOf(shape)].every((type) => type === 'string');
  return isText && [...shape.strings].every((text) => /^-?\d{1,12}$/.test(text));
}

/** Texts such as `<count>` describe a value: they do not show that it is a text. */
function isOnlyWords({ strings }: Shape): boolean {
  return [...strings].every((text) => /^<[^<>]{1,100}>$/.test(text));
}

function hasOnlyNull(seen: ReadonlySet<JsonType>): boolean {
  return seen.size === 0 || (seen.size === 1 && seen.has('null'));
}

function mayHaveFraction(context: SchemaContext): boolean {
  return FRACTION_NAME.test(context.name) || context.fractions.has(context.name.toLowerCase());
}

/** Types that the documentation states or that follow from what else it says. */
function statedTypes(node: FieldNode): readonly JsonType[] {
  const { facts } = node;
  if (facts.types !== undefined && facts.types.length > 0) return facts.types;
  if (facts.items !== undefined) return ['array'];
  if (node.children.size > 0 || facts.values !== undefined) return ['object'];
  return impliedTypes(facts);
}

function impliedTypes(facts: ValueFacts): readonly JsonType[] {
  if (facts.format !== undefined || facts.pattern !== undefined) return ['string'];
  if (facts.minLength !== undefined || facts.maxLength !== undefined) return ['string'];
  if (facts.minimum !== undefined || facts.maximum !== undefined) return ['number'];
  if (facts.enum !== undefined && facts.enum.length > 0) return [enumType(facts.enum)];
  return defaultType(facts.default);
}

/** A default of `false` or `18` shows the type where nothing else does. */
function defaultType(printed: string | undefined): readonly JsonType[] {
  if (printed === undefined) return [];
  if (/^(true|false)$/i.test(printed)) return ['boolean'];
  return /^-?\d{1,9}$/.test(printed) ? ['integer'] : [];
}

function enumType(values: readonly string[]): JsonType {
  if (values.every((value) => /^(true|false)$/i.test(value))) return 'boolean';
  return values.every((value) => /^-?\d{1,9}$/.test(value)) ? 'integer' : 'string';
}

function withSamples(
  seen: ReadonlySet<JsonType>,
  stated: ReadonlySet<JsonType>,
  node: FieldNode | undefined,
  context: SchemaContext,
): Set<JsonType> {
  if (stated.size === 0 || node === undefined) return new Set(seen);
  const foreign = [...seen].filter((type) => type !== 'null' && !covers(stated, type));
  const isImplied = (node.facts.types ?? []).length === 0;
  if (foreign.length === 0) return new Set(isImplied ? seen : stated);
  if (!isBareObject(foreign, node)) {
    context.notes.problems.push(
      enrichProblem('type-contradicts-sample', node.at, {
        field: node.name,
        stated: [...stated].join(', '),
        seen: [...seen].join(', '),
      }),
    );
  }
  return new Set(seen);
}

function covers(stated: ReadonlySet<JsonType>, type: JsonType): boolean {
  return stated.has(type) || (type === 'integer' && stated.has('number'));
}

/** A field called an object only because fields are listed inside it; the samples show an array of them. */
function isBareObject(foreign: readonly JsonType[], node: FieldNode): boolean {
  return foreign.every((type) => type === 'array') && (node.facts.types ?? []).length === 0;
}
