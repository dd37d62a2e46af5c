/**
 * Runs a script of this folder: `node scripts/run.mjs convert spec/collection.json`. TypeScript is compiled once, into one
 * file, and again when a file that went into it has changed: most commands take less time than compiling does.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import vm from 'node:vm';

const ROOT = path.resolve(import.meta.dirname, '..');
const CACHE = path.join(ROOT, 'node_modules/.cache/scripts');
/** Too large, or not made to be bundled. */
const LEFT_OUT = ['typescript', 'esbuild', 'postman-to-openapi'];
/** What identifies the installed packages, and for how scripts are compiled. */
const MADE_WITH = [path.join(ROOT, 'node_modules/.package-lock.json'), import.meta.filename];

// As runAsProcess sets it: machine code is only used by an engine with the same settings.
if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=1000000');

const [script = ''] = process.argv.splice(2, 1);
const compiled = path.join(CACHE, `${script}.cjs`);
const [inputs, code, machineCode] = [`${compiled}.inputs`, compiled, `${compiled}.${process.version}`];

if (isFresh() || (await compiles())) run();
else process.exitCode = 2;

/** @param {string} file */
function stamp(file) {
  const { mtimeMs, size } = statSync(path.resolve(ROOT, file));
  return `${file} ${mtimeMs} ${size}`;
}

function isFresh() {
  try {
    const lines = readFileSync(inputs, 'utf8').split('\n');
    return lines.every(
      (line) => line === stamp(line.slice(0, line.lastIndexOf(' ', line.lastIndexOf(' ') - 1))),
    );
  } catch {
    return false; // never compiled, or a file is gone
  }
}

/** The compiler says itself what it cannot compile. */
function compiles() {
  return compile().then(
    () => true,
    (error) => {
      if (!Array.isArray(error.errors)) throw error;
      return false;
    },
  );
}

async function compile() {
  const { build } = await import('esbuild');
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`scripts/${script}.ts`],
    outfile: compiled,
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // A script of `vm` cannot import; it can require what others import.
    supported: { 'dynamic-import': false },
    // The `main` of some packages hides its imports from bundlers.
    mainFields: ['module', 'main'],
    conditions: ['@specwright/source'],
    external: LEFT_OUT,
    minifyWhitespace: true,
    // What is ASCII is read without being decoded.
    charset: 'ascii',
    logLevel: 'error',
    plugins: [
      { name: 'own-address', setup: (made) => made.onLoad({ filter: /\.[cm]?[jt]s$/ }, withOwnAddress) },
    ],
  });
  const sources = Object.keys(metafile.inputs).filter((file) => !file.includes('node_modules/'));
  mkdirSync(CACHE, { recursive: true });
  for (const { contents } of outputFiles) replace(code, contents);
  replace(inputs, [...MADE_WITH, ...sources].map(stamp).join('\n'));
}

/** A module finds files beside itself wherever its code ends up. */
function withOwnAddress({ path: file }) {
  const contents = readFileSync(file, 'utf8');
  if (!contents.includes('import.meta.')) return undefined;
  return {
    contents: contents
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
      .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
    loader: file.endsWith('ts') ? 'ts' : 'js',
  };
}

function run() {
  const cachedData = machineCodeOf();
  const wrapped = new vm.Script(`(function (module, exports, require) {${readFileSync(code, 'latin1')}\n})`, {
    filename: code,
    ...(cachedData !== undefined && { cachedData }),
  });
  // What the engine has compiled when the script ends is what the next run needs.
  if (cachedData === undefined || wrapped.cachedDataRejected)
    process.once('exit', () => replace(machineCode, wrapped.createCachedData()));
  const module = { exports: {} };
  wrapped.runInThisContext()(module, module.exports, createRequire(code));
}

function machineCodeOf() {
  try {
    return readFileSync(machineCode);
  } catch {
    return undefined;
  }
}

/** Whole or not at all: other processes may be reading. */
function replace(file, contents) {
  writeFileSync(`${file}.${process.pid}`, contents);
  renameSync(`${file}.${process.pid}`, file);
}
