import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../../../../', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of this repository as a process, as `npm run` does. */
export function runScript(
  script: string,
  args: readonly string[],
  stdin: string | Uint8Array = '',
): Promise<Finished> {
  return runNode(
    ['--conditions=@specwright/source', '--import', 'tsx', `scripts/${script}.ts`, ...args],
    stdin,
  );
}

/** A script in a few files: it starts in a tenth of the time, which counts where a test starts it thirty times. */
export interface BundledScript {
  readonly run: (args: readonly string[], stdin?: string | Uint8Array) => Promise<Finished>;
  readonly remove: () => Promise<void>;
}

export async function bundleScript(script: string): Promise<BundledScript> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'script-'));
  await build({
    entryPoints: [join(root, `scripts/${script}.ts`)],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    conditions: ['@specwright/source'],
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Reads files beside its own code.
    external: ['@seriousme/openapi-schema-validator', 'postman-to-openapi'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  return {
    run: (args, stdin = '') => runNode([join(folder, `${script}.mjs`), ...args], stdin),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function runNode(args: readonly string[], stdin: string | Uint8Array): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(errors).toString() }),
    );
    child.stdin.on('error', () => undefined); // a command that needs no input may end before it was given
    child.stdin.end(stdin);
  });
}
