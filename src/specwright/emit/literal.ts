import type { Json } from '../base/json.ts';

/**
 * Text from strangers inside source code. Everything that could end a string, a comment or a line is
 * escaped, and a `__proto__` key stays a property instead of setting the prototype.
 */

/** A string literal; JSON's escapes cover quotes, controls and lone surrogates. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** A JavaScript expression for a JSON value, indented like the formatter would. */
export function literal(value: Json, indent = ''): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? listLiteral(value, indent) : objectLiteral(value, indent);
}

function listLiteral(values: readonly Json[], indent: string): string {
  if (values.every((value) => typeof value !== 'object' || value === null)) {
    return `[${values.map((value) => literal(value)).join(', ')}]`;
  }
  return block(
    ['[', ']'],
    values.map((value) => literal(value, `${indent}  `)),
    indent,
  );
}

function objectLiteral(value: Readonly<Record<string, Json>>, indent: string): string {
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  return block(
    ['{', '}'],
    entries.map(([key, entry]) => `${keyLiteral(key)}: ${literal(entry, `${indent}  `)}`),
    indent,
  );
}

function keyLiteral(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringLiteral(key);
}

function block([open, close]: readonly [string, string], lines: readonly string[], indent: string): string {
  return `${open}\n${lines.map((line) => `${indent}  ${line},\n`).join('')}${indent}${close}`;
}

/** Text for a block comment, on one line: it cannot close the comment or start a tag of its own. */
export function commentText(text: string): string {
  return oneLine(text).replaceAll('*/', '*\\/').replaceAll('@', '&#64;');
}

/** A block comment of several lines above a declaration; foreign text can neither close it nor add tags. */
export function blockComment(text: string, tags: readonly string[], indent: string): string {
  const lines = text
    .split(/\r?\n|[\u2028\u2029]/)
    .map((line) => line.replaceAll(/[\p{Cc}\p{Surrogate}]+/gu, ' ').trimEnd());
  const safe = lines.map((line) => line.replaceAll('*/', '*\\/').replaceAll('@', '&#64;'));
  const all = [...safe, ...tags].map((line) => `${indent} *${line && ` ${line}`}\n`);
  return `${indent}/**\n${all.join('')}${indent} */\n`;
}

function oneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .trim();
}
