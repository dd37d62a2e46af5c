import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toString } from 'mdast-util-to-string';
import { gfmTable } from 'micromark-extension-gfm-table';
import { expect, it } from 'vitest';
import { pages, readPage, ROOT } from '../../scripts/pages/doc-pages.ts';

it.each(pages())('every link of %s leads somewhere', (page) => {
  const dead = collect(parse(page), linkOf).filter(
    (url) => !/^[a-z]+:/i.test(url) && !leadsSomewhere(page, url),
  );
  expect(dead).toEqual([]);
});

function leadsSomewhere(page: string, url: string): boolean {
  const [file = '', anchor] = decodeURI(url).split('#');
  const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
  if (!existsSync(path.join(ROOT, target))) return false;
  return anchor === undefined || !target.endsWith('.md') || anchors(target).has(anchor);
}

function anchors(page: string): ReadonlySet<string> {
  return new Set(collect(parse(page), headingOf).map(slug));
}

/** As GitHub makes them. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

function parse(page: string): Nodes {
  return fromMarkdown(readPage(page), {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
}

function linkOf(node: Nodes): string | undefined {
  return node.type === 'link' || node.type === 'image' || node.type === 'definition' ? node.url : undefined;
}

function headingOf(node: Nodes): string | undefined {
  return node.type === 'heading' ? toString(node) : undefined;
}

function collect(node: Nodes, take: (node: Nodes) => string | undefined): string[] {
  const own = take(node);
  const below = 'children' in node ? node.children.flatMap((child) => collect(child, take)) : [];
  return own === undefined ? below : [own, ...below];
}
