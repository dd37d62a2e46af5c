import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Code, Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A fenced block of a page. */
export interface Block {
  /** Page and line, as an editor takes it: `docs/client.md:12`. */
  readonly at: string;
  readonly page: string;
  /** Line of the opening fence. */
  readonly line: number;
  readonly language: string;
  /** Words after the language in the info string. */
  readonly flags: readonly string[];
  readonly text: string;
}

/** Every page that people read, relative to the root. */
export function pages(): string[] {
  const top = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  const docs = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !/^site|node_modules/.test(name))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`);
  const packages = ['specwright', 'client', 'testing'].map((name) => `src/${name}/README.md`);
  return [...top, ...docs, ...packages, 'bench/README.md', 'generated/README.md'].toSorted();
}

export function readPage(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

export function blocksOf(page: string, markdown: string): Block[] {
  return codes(fromMarkdown(markdown)).map((code) => {
    const line = code.position?.start.line ?? 0;
    const flags = (code.meta ?? '').split(/\s+/).filter((word) => word !== '');
    return { at: `${page}:${line}`, page, line, language: code.lang ?? '', flags, text: code.value };
  });
}

export function allBlocks(): Block[] {
  return pages().flatMap((page) => blocksOf(page, readPage(page)));
}

function codes(node: Nodes): Code[] {
  if (node.type === 'code') return [node];
  return 'children' in node ? node.children.flatMap(codes) : [];
}
