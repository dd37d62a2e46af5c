import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { PEERS, type PeerName, type PeerSpec } from './peers.ts';

const run = promisify(execFile);
const PEERS_FOLDER = path.join(import.meta.dirname, 'peers');

/** Installs one peer into its own folder, once per version, and runs none of its install scripts. */
export async function installPeer(name: PeerName): Promise<string> {
  const folder = path.join(PEERS_FOLDER, name);
  const spec: PeerSpec = PEERS[name];
  const { package: packageName, version } = spec;
  if ((await installedVersion(folder, packageName)) === version) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), manifest(spec));
  await writeFile(
    path.join(folder, 'load.mjs'),
    `export const load = () => import(${JSON.stringify(packageName)});\n`,
  );
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', options, { cwd: folder, timeout: 300_000 });
  return folder;
}

function manifest({ package: name, version, needs }: PeerSpec): string {
  return JSON.stringify(
    { private: true, type: 'module', dependencies: { [name]: version, ...needs } },
    null,
    2,
  );
}

async function installedVersion(folder: string, packageName: string): Promise<unknown> {
  try {
    await readFile(path.join(folder, 'load.mjs'));
    const text = await readFile(path.join(folder, 'node_modules', packageName, 'package.json'), 'utf8');
    return JSON.parse(text).version;
  } catch {
    return undefined; // not installed yet
  }
}
