import { Document, visit } from 'yaml';
import type { OpenApiDocument } from './document.ts';

/**
 * Characters that YAML 1.1 or 1.2 forbids in a file, or that a YAML 1.1 reader takes for a line break: C0 and C1
 * controls, separators, byte order mark and noncharacters.
 */
const UNSAFE = /[^\P{Cc}\t\n]|[\u2028\u2029\ufeff\ufffe\uffff]/u;
const UNSAFE_ANYWHERE = new RegExp(UNSAFE, 'gu');

/**
 * A document as YAML that YAML 1.1 and 1.2 readers understand alike: what 1.1 takes for a boolean, a number, a date, a
 * merge key or a default value (`NO`, `off`, `10:30`, `2024-03-01`, `<<`, `=`) is quoted, and unsafe characters are escaped.
 */
export function writeYaml(document: OpenApiDocument): string {
  const yaml = new Document(document, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(yaml, {
    Scalar(_key, node) {
      const { value } = node;
      if (typeof value !== 'string') return;
      if (value === '=' || value === '<<' || UNSAFE.test(value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  // Unsafe characters are in double quotes only, where an escape is what they mean.
  return yaml.toString({ lineWidth: 0 }).replaceAll(UNSAFE_ANYWHERE, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
