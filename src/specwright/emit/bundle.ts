import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** Folds what a module requires from npm packages into the module. */
export async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: here, loader: 'js' },
    // Comments in the output name files relative to this folder, not to where the command was run.
    absWorkingDir: here,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'es2022',
    charset: 'ascii',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => tidy(text)).join('');
}

/**
 * Comments and keys name files by their place beside this one, which depends on the installation; `code` strings are hints for ajv's own compiler;
 * and a bundler may drop a wrapped module that nothing calls.
 */
function tidy(text: string): string {
  return text
    .replaceAll(/^\s*\/\/ .*\n/gm, '')
    .replaceAll(/^\s*\w+\.code = [^\n]*require\([^\n]*;\n/gm, '')
    .replaceAll(/"(?:\.\.\/)+(?:node_modules\/)?/g, '"')
    .replaceAll(/ = __commonJS\(\{/g, ' = /* @__PURE__ */ __commonJS({');
}
