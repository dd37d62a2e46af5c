import { enrichProblem } from '../problems.ts';
import type { Json, JsonObject, JsonType } from '../../../base/json.ts';
import { isStringFormat, hasFormat } from '../infer/formats.ts';
import { scalarsOf, type Shape } from '../infer/shape.ts';
import type { FieldNode, ValueFacts } from '../fields/field.ts';
import type { SchemaContext } from './context.ts';

type Test = (value: string | number | boolean) => boolean;

const isNumber = (value: string | number | boolean): value is number => typeof value === 'number';
const isText = (value: string | number | boolean): value is string => typeof value === 'string';
const lengthOf = (text: string): number => [...text].length;

/** One documented limit: the keyword, its value, and whether a sample keeps it. */
type Limit = readonly [keyword: string, value: Json, test: Test];

function numberLimits(facts: ValueFacts): Limit[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = facts;
  const limits: Limit[] = [];
  if (minimum !== undefined) limits.push(['minimum', minimum, (v) => !isNumber(v) || v >= minimum]);
  if (maximum !== undefined) limits.push(['maximum', maximum, (v) => !isNumber(v) || v <= maximum]);
  if (exclusiveMinimum !== undefined) {
    limits.push(['exclusiveMinimum', exclusiveMinimum, (v) => !isNumber(v) || v > exclusiveMinimum]);
  }
  if (exclusiveMaximum !== undefined) {
    limits.push(['exclusiveMaximum', exclusiveMaximum, (v) => !isNumber(v) || v < exclusiveMaximum]);
  }
  return limits;
}

function textLimits(facts: ValueFacts): Limit[] {
  const { minLength, maxLength, pattern } = facts;
  const limits: Limit[] = [];
  if (minLength !== undefined)
    limits.push(['minLength', minLength, (v) => !isText(v) || lengthOf(v) >= minLength]);
  if (maxLength !== undefined)
    limits.push(['maxLength', maxLength, (v) => !isText(v) || lengthOf(v) <= maxLength]);
  const regex = pattern === undefined ? undefined : safeRegex(pattern);
  if (regex !== undefined && pattern !== undefined) {
    limits.push(['pattern', pattern, (v) => !isText(v) || (v.length < 1000 && regex.test(v))]);
  }
  return limits;
}

/** A pattern from foreign prose: must compile, and must not be able to run away. */
function safeRegex(pattern: string): RegExp | undefined {
  if (pattern.length > 200 || /[*+}]\)?[*+{]|\([^)]*[*+][^)]*\)[*+{]|\|.*\)[*+{]/.test(pattern))
    return undefined;
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

/** Lays the limits that every sample keeps into the schema; the others become problems. */
export function writeLimits(
  schema: JsonObject,
  types: ReadonlySet<JsonType>,
  shape: Shape | undefined,
  node: FieldNode,
  context: SchemaContext,
): void {
  const limits = [
    ...(types.has('number') || types.has('integer') ? numberLimits(node.facts) : []),
    ...(types.has('string') ? textLimits(node.facts) : []),
  ];
  const values = shape === undefined ? [] : scalarsOf(shape);
  for (const [keyword, value, test] of limits) {
    if (values.every(test)) schema[keyword] = value;
    else
      context.notes.problems.push(
        enrichProblem('limit-contradicts-sample', node.at, { field: node.name, keyword, value }),
      );
  }
  if (types.has('string') && node.facts.format !== undefined)
    writeFormat(schema, node.facts.format, shape, node, context);
}

function writeFormat(
  schema: JsonObject,
  format: string,
  shape: Shape | undefined,
  node: FieldNode,
  context: SchemaContext,
): void {
  const texts = shape === undefined ? [] : [...shape.strings];
  if (!isStringFormat(format)) {
    if (format === 'binary' || texts.length === 0) schema['format'] = format;
  } else if (texts.every((text) => hasFormat(text, format))) {
    schema['format'] = format;
  } else {
    context.notes.problems.push(
      enrichProblem('format-contradicts-sample', node.at, { field: node.name, format }),
    );
  }
}
