// Starts scripts/diff.ts quickly: compiled once into node_modules/.cache, and again whenever a source changes.
// Loading a hundred TypeScript files through a loader would cost more time than the comparison itself.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules/.cache/diff');
const compiled = join(cache, fingerprint(['scripts', 'src']));

if (existsSync(compiled) || (await compile())) {
  await import(pathToFileURL(join(compiled, 'diff.js')).href);
} else {
  const { tsImport } = await import('tsx/esm/api');
  await tsImport('./diff.ts', import.meta.url);
}

/** Names, sizes and times of all sources: cheap to read, and changed by every edit. */
function fingerprint(folders) {
  const hash = createHash('sha256').update(process.version);
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (!name.endsWith('.ts')) continue;
      const { size, mtimeMs } = statSync(join(root, folder, name));
      hash.update(`${name}\n${size}\n${mtimeMs}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** A day: whatever runs from it has ended. */
function isOld(path) {
  return Date.now() - statSync(path).mtimeMs > 24 * 60 * 60 * 1000;
}

/** False where the folder cannot be written, as in a read-only checkout. */
async function compile() {
  const draft = `${compiled}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    for (const name of readdirSync(cache))
      if (isOld(join(cache, name))) rmSync(join(cache, name), { recursive: true });
    const { build } = await import('esbuild');
    await build({
      absWorkingDir: root,
      entryPoints: ['scripts/diff.ts'],
      outdir: draft,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      logLevel: 'silent',
    });
    renameSync(draft, compiled);
    return true;
  } catch {
    // another process may have been faster; otherwise the sources are loaded as they are
    rmSync(draft, { recursive: true, force: true });
    return existsSync(compiled);
  }
}
