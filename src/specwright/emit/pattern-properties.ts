import {
  STRING,
  transformSchemaObject,
  tsIntersection,
  type SchemaObject,
  type TransformNodeOptions,
} from 'openapi-typescript';
import ts from 'typescript';

/*
 * openapi-typescript reads `patternProperties` as a plain index signature: the pattern is lost, and a
 * valid body with an array beside `custom_x` does not compile. A pattern that is a prefix or a suffix has
 * an exact TypeScript counterpart, a template literal key, which is emitted here.
 */

/** Type of an object schema whose patterns can be said as template literal keys; `undefined` for any other. */
export function patternPropertiesType(
  schema: SchemaObject,
  options: TransformNodeOptions,
): ts.TypeNode | undefined {
  if (!('type' in schema) || schema.type !== 'object') return undefined;
  const patterns = Object.entries(patternsOf(schema));
  const signatures = patterns.map(([pattern, value]) =>
    signatureOf(pattern, () => transformSchemaObject(value, options), schema.required ?? []),
  );
  const known = signatures.filter((signature) => signature !== undefined);
  if (patterns.length === 0 || known.length < patterns.length) return undefined;
  return addSignatures(schema, known, options);
}

/** A pattern that fits one name only is a property; a prefix or a suffix is a template literal key. */
function signatureOf(
  pattern: string,
  value: () => ts.TypeNode,
  required: readonly string[],
): ts.TypeElement | undefined {
  const name = /^\^((?:\w|\\\$)+)\$$/.exec(pattern)?.[1]?.replaceAll('\\', '');
  const key = templateKey(pattern);
  if (name === undefined) return key && indexSignature(key, value());
  const mark = required.includes(name) ? undefined : ts.factory.createToken(ts.SyntaxKind.QuestionToken);
  return ts.factory.createPropertySignature(undefined, ts.factory.createStringLiteral(name), mark, value());
}

function patternsOf(schema: SchemaObject): Record<string, SchemaObject> {
  return 'patternProperties' in schema && isRecord(schema.patternProperties) ? schema.patternProperties : {};
}

function isRecord(value: unknown): value is Record<string, SchemaObject> {
  return typeof value === 'object' && value !== null;
}

/** `^custom_` -> `` `custom_${string}` ``; `_id$` -> `` `${string}_id` ``. */
function templateKey(pattern: string): ts.TypeNode | undefined {
  const prefix = /^\^([\w\- ]+)(?:\.[*+]\$?)?$/.exec(pattern)?.[1];
  if (prefix !== undefined) return template(prefix, '');
  const suffix = /^(?:\^\.[*+])?([\w\- ]+)\$$/.exec(pattern)?.[1];
  return suffix === undefined ? undefined : template('', suffix);
}

function template(before: string, after: string): ts.TypeNode {
  const tail = ts.factory.createTemplateTail(after);
  const span = ts.factory.createTemplateLiteralTypeSpan(STRING, tail);
  return ts.factory.createTemplateLiteralType(ts.factory.createTemplateHead(before), [span]);
}

function indexSignature(key: ts.TypeNode, value: ts.TypeNode): ts.IndexSignatureDeclaration {
  const parameter = ts.factory.createParameterDeclaration(undefined, undefined, 'key', undefined, key);
  return ts.factory.createIndexSignature(undefined, [parameter], value);
}

/** The type of the declared properties, joined by the signatures: a declared name that fits a pattern keeps its own type. */
function addSignatures(
  schema: SchemaObject,
  signatures: readonly ts.TypeElement[],
  options: TransformNodeOptions,
): ts.TypeNode {
  const patterned = ts.factory.createTypeLiteralNode(signatures);
  const { patternProperties: _patterns, ...declared } = { patternProperties: undefined, ...schema };
  if (!hasMembers(declared)) return patterned;
  return tsIntersection([transformSchemaObject(declared, options), patterned]);
}

function hasMembers(schema: object): boolean {
  const properties =
    'properties' in schema && isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  return properties.length > 0 || ['allOf', 'anyOf', 'oneOf'].some((key) => key in schema);
}
