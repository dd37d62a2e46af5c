import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './pages/root.ts';
import sizes from '../.size-limit.js';

const LETTER = 6.6;
const EDGE = 8;

/** Badges of the READMEs, each from the file that CI holds it to: file names and SVG. */
export function badges(): ReadonlyMap<string, string> {
  const client: { version: string; license: string; engines: { node: string } } = JSON.parse(
    readFileSync(path.join(ROOT, 'src/client/package.json'), 'utf8'),
  );
  const core = sizes.find(({ name }) => name.startsWith('bpcc-task-routing: core'));
  return new Map([
    ['version.svg', badge('version', client.version)],
    ['licence.svg', badge('licence', client.license)],
    ['node.svg', badge('node', client.engines.node)],
    ['size.svg', badge('client, gzipped', `under ${core?.limit ?? ''}`)],
  ]);
}

function badge(label: string, value: string): string {
  const [left, right] = [label, value].map((text) => Math.round(text.length * LETTER) + 2 * EDGE);
  const width = (left ?? 0) + (right ?? 0);
  const text = (x: number, words: string): string =>
    `<text x="${x}" y="14" fill="#fff">${words.replaceAll('>', '&gt;')}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${label}: ${value.replaceAll('>', '&gt;')}" font-family="Verdana, sans-serif" font-size="11"><rect width="${width}" height="20" rx="3" fill="#0b6e4f"/><rect width="${left}" height="20" rx="3" fill="#444"/>${text(EDGE, label)}${text((left ?? 0) + EDGE, value)}</svg>
`;
}
