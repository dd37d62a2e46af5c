import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Texts } from '../../emit/manifest.ts';

/** Folder of the repository. */
const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** What decides on the output besides the sources: the stages, and what they share with the run time. */
const GENERATOR = [
  'src/specwright/base',
  'src/specwright/convert',
  'src/specwright/emit',
  'src/specwright/openapi',
];

/** Packages whose version shows in the output. */
const PACKAGES = ['ajv', 'ajv-formats', 'esbuild', 'openapi-typescript', 'postman-to-openapi', 'typescript'];

/** The generator's own source files by their path in the repository. */
export async function generatorTexts(): Promise<Texts> {
  const texts = new Map<string, string>();
  for (const entry of GENERATOR) {
    for (const path of await filesBelow(entry)) texts.set(path, await readFile(join(root, path), 'utf8'));
  }
  return texts;
}

async function filesBelow(entry: string): Promise<readonly string[]> {
  if (entry.endsWith('.ts')) return [entry];
  const names = await readdir(join(root, entry), { recursive: true });
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${entry}/${name.replaceAll('\\', '/')}`);
}

/** Installed versions by package name. */
export async function packageVersions(): Promise<Readonly<Record<string, string>>> {
  const versions = await Promise.all(PACKAGES.map(async (name) => [name, await versionOf(name)]));
  return Object.fromEntries(versions);
}

async function versionOf(name: string): Promise<string> {
  const text = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8');
  const { version }: { version: string } = JSON.parse(text);
  return version;
}
