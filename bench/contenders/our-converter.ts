import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { member, property } from '../load-peer.ts';

const SOURCE = path.resolve(import.meta.dirname, '../../src/specwright/convert/convert-collection.ts');
const COMPILED = path.resolve(import.meta.dirname, '../results/converter.mjs');

/**
 * From text to document, the way the convert command goes. Compiled first, as the peers come from npm: what
 * runs TypeScript directly gives every function a name at run time, which published packages do not pay for.
 */
export async function ourConverter(): Promise<(text: string) => Promise<unknown>> {
  await build({
    entryPoints: [SOURCE],
    outfile: COMPILED,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  });
  const convert = member(await import(pathToFileURL(COMPILED).href), 'convertCollection');
  return async (text) => property(await convert(text), 'value');
}
