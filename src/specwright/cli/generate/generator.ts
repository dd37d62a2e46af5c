import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Texts } from '../../emit/manifest.ts';

const require = createRequire(import.meta.url);

/** Parts of specwright that shape the output: the stages, and what they use. */
const PARTS = ['base', 'convert', 'emit', 'openapi'];

/** Packages whose version shows in the output. */
const PACKAGES = ['ajv', 'ajv-formats', 'esbuild', 'openapi-typescript', 'postman-to-openapi', 'typescript'];

/** The generator's own files: its sources in a working copy, what they were built into in an installed package. */
export async function generatorTexts(): Promise<Texts> {
  const sources = fileURLToPath(new URL('../../', import.meta.url));
  return existsSync(join(sources, 'convert'))
    ? textsIn(sources, PARTS, '.ts')
    : textsIn(fileURLToPath(new URL('./', import.meta.url)), ['.'], 'js');
}

async function textsIn(folder: string, parts: readonly string[], ending: string): Promise<Texts> {
  const texts = new Map<string, string>();
  for (const part of parts) {
    for (const name of await readdir(join(folder, part), { recursive: true })) {
      if (!name.endsWith(ending)) continue;
      const path = `src/specwright/${part}/${name.replaceAll('\\', '/')}`;
      texts.set(path, await readFile(join(folder, part, name), 'utf8'));
    }
  }
  return texts;
}

/** Installed versions by package name. */
export async function packageVersions(): Promise<Readonly<Record<string, string>>> {
  const versions = await Promise.all(PACKAGES.map(async (name) => [name, await versionOf(name)]));
  return Object.fromEntries(versions.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function versionOf(name: string): Promise<string | undefined> {
  const folders = require.resolve.paths(name) ?? [];
  const file = folders.map((folder) => join(folder, name, 'package.json')).find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const { version }: { version?: string } = JSON.parse(await readFile(file, 'utf8'));
  return version;
}
