import type { ReadText } from '../docs/sections.ts';
import { fieldNode, type FieldNode, type ValueFacts } from '../fields/field.ts';
import { placeholderFacts } from '../fields/placeholders.ts';
import { plain } from '../docs/plain.ts';

const ENTRY =
  /["']([A-Za-z_][\w.-]{0,60})["']\s*:\s*("[^"\n]{0,200}"|\[[^\]\n]{0,200}\]|<[^>\n]{0,200}>|\{|-?\d[\d.]{0,20}|true|false|null|[A-Za-z][\w ]{0,40})/g;

const ERROR_WORD = /\b(errors?|fail(s|ed|ure|ures)?|unsuccessful)\b/i;

/** A code sample that shows the shape of errors, placeholders in it or not: `{"errorCode": [integer]}`. */
export function templatesIn(texts: readonly ReadText[]): FieldNode | undefined {
  for (const { source, sections } of texts) {
    for (const section of sections) {
      if (section.kind !== 'code' || !isAboutErrors(section.headings, section.lead)) continue;
      const node = templateNode(section.text, section.at);
      if (node !== undefined) return node;
    }
    const inline = inlineTemplate(source.text, source.at);
    if (inline !== undefined) return inline;
  }
  return undefined;
}

function isAboutErrors(headings: readonly string[], lead: string): boolean {
  return ERROR_WORD.test(headings.at(-1) ?? '') || ERROR_WORD.test(plain(lead).slice(-200));
}

/** Only a flat object: nesting is not guessed from prose. */
function templateNode(text: string, at: string): FieldNode | undefined {
  if (!/^\s*\{/.test(text) || text.length > 3000 || /:\s*\{/.test(text)) return undefined;
  const root = fieldNode('', { at, origin: 'prose', confidence: 0.8, schemaName: 'Error' });
  for (const match of text.matchAll(ENTRY)) {
    const [, name, value] = match;
    if (name === undefined || value === undefined) continue;
    const facts = { ...valueFacts(value), required: 'required' as const };
    root.children.set(name, fieldNode(name, { facts, at, origin: 'prose', confidence: 0.8 }));
  }
  return root.children.size === 0 ? undefined : root;
}

function valueFacts(value: string): ValueFacts {
  const inside = value.replace(/^["'[<{]+|["'\]>}]+$/g, '').trim();
  const words = /\b(integer|int|number|string|boolean|text)\b/i.exec(inside)?.[1];
  if (/^["']/.test(value)) return { types: ['string'] };
  if (words !== undefined) return placeholderFacts(words) ?? {};
  if (/^-?\d+$/.test(inside)) return { types: ['integer'] };
  return /^(true|false)$/.test(inside) ? { types: ['boolean'] } : {};
}

const INLINE = /`(\{[^`\n]{5,300}\})`/g;

/** `Errors return { "error": "message", "code": "error_code" }`. */
function inlineTemplate(text: string, at: string): FieldNode | undefined {
  for (const match of text.matchAll(INLINE)) {
    const before = text.slice(Math.max(0, match.index - 120), match.index);
    if (ERROR_WORD.test(before)) return templateNode(match[1] ?? '', at);
  }
  return undefined;
}
