import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const run = promisify(execFile);

/** Folder of each package, by the name on npm. */
export const PACKAGES = {
  specwright: 'src/specwright',
  'bpcc-task-routing': 'src/client',
  'bpcc-task-routing-testing': 'src/testing',
} as const;

export type PackageName = keyof typeof PACKAGES;

export const NAMES: readonly PackageName[] = ['specwright', 'bpcc-task-routing', 'bpcc-task-routing-testing'];

/** A package as npm would publish it. */
export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
}

/** Builds the packages and packs each into `folder`. */
export async function packAll(folder: string): Promise<Readonly<Record<PackageName, Packed>>> {
  await run('npm', ['run', '--silent', 'build'], { cwd: ROOT });
  const args = ['pack', '--json', '--workspaces', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: ROOT });
  const found: { name: string; filename: string; files: { path: string }[] }[] = Object.values(
    JSON.parse(stdout),
  );
  const packedOf = (wanted: PackageName): Packed => {
    const one = found.find(({ name }) => name === wanted);
    if (one === undefined) throw new Error(`npm pack made no tarball of ${wanted}.`);
    return { tarball: path.join(folder, one.filename), files: one.files.map((file) => file.path) };
  };
  return {
    specwright: packedOf('specwright'),
    'bpcc-task-routing': packedOf('bpcc-task-routing'),
    'bpcc-task-routing-testing': packedOf('bpcc-task-routing-testing'),
  };
}

/** Installs into an empty folder what a stranger would: no workspace, no scripts of dependencies needed. */
export async function install(folder: string, specs: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...quiet, ...specs], { cwd: folder });
}

/** A folder in which packages of others are installed: made once, for later runs too. */
export async function installedOnce(specs: readonly string[]): Promise<string> {
  const key = createHash('sha256').update(specs.join()).digest('hex').slice(0, 16);
  const folder = path.join(ROOT, 'node_modules/.cache/installed', key);
  if (existsSync(folder)) return folder;
  await mkdir(path.dirname(folder), { recursive: true });
  const making = await mkdtemp(`${folder}-`);
  await install(making, specs);
  await rename(making, folder);
  return folder;
}

/** Every TypeScript block of a README. */
export async function examplesOf(readme: string): Promise<string[]> {
  const text = await readFile(path.join(ROOT, readme), 'utf8');
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);
}
