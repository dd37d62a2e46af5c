import { createRequire } from 'node:module';
import specwright from '../package.json' with { type: 'json' };

const require = createRequire(import.meta.url);

/** Packages whose version shows in the output. */
const PACKAGES = ['ajv', 'ajv-formats', 'esbuild', 'openapi-typescript', 'typescript'];

/** Versions of specwright and of the installed packages that decide the output, by name. */
export function generatorVersions(): Readonly<Record<string, string>> {
  const versions = PACKAGES.map((name): [string, string] => [name, versionOf(name)]);
  return { specwright: specwright.version, ...Object.fromEntries(versions) };
}

function versionOf(name: string): string {
  const { version }: { version: string } = require(`${name}/package.json`);
  return version;
}
