import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import ts from 'typescript';
import type { RuntimeFiles } from '../../emit/emit-project.ts';

const SOURCES = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY = fileURLToPath(new URL('../../runtime/documented/index.ts', import.meta.url));

/** What is loaded ahead is one module, whichever part of the runtime loads it: one chunk is easier to read than four. */
const LATER: Plugin = {
  name: 'later',
  setup(context) {
    context.onResolve({ filter: /^\./ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: 'runtime-later', namespace: 'later' } : undefined,
    );
    context.onLoad({ filter: /./, namespace: 'later' }, () => ({
      contents: `export * from '../loaded-ahead.ts'; export * from './later.ts';`,
      resolveDir: dirname(ENTRY),
    }));
  },
};

/** Makes three modules of the sources of the runtime: the core, what it shares with the rest, and the rest. openapi-fetch stays outside. */
export async function bundleRuntime(): Promise<RuntimeFiles> {
  const { outputFiles } = await build({
    entryPoints: { runtime: ENTRY },
    absWorkingDir: SOURCES,
    outdir: SOURCES,
    bundle: true,
    splitting: true,
    chunkNames: '[name]',
    plugins: [LATER],
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    external: ['openapi-fetch'],
    charset: 'utf8',
    logLevel: 'silent',
  });
  const code = outputFiles.map(({ path, text }) => ({ path: named(basename(path)), content: named(text) }));
  return [...code, { path: 'runtime.d.ts', content: declarationsOf() }];
}

/** esbuild calls it `chunk`. */
function named(text: string): string {
  return text.replaceAll(/(?<=^|")(\.\/)?chunk\.js/g, '$1runtime-shared.js');
}

/** The declarations of all modules that the entry reaches, one after the other, without imports. */
function declarationsOf(): string {
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path)) return;
    texts.set(path, declare(path));
    // Only what declarations need: an import for the code alone is gone by now.
    const { importedFiles } = ts.preProcessFile(texts.get(path) ?? '');
    for (const { fileName } of importedFiles) visit(fileURLToPath(new URL(fileName, pathToFileURL(path))));
  };
  visit(ENTRY);
  const modules = [...texts].filter(([path]) => path !== ENTRY);
  const bodies = modules.map(([path, text]) => bodyOf(path, text));
  return `${bodies.join('\n')}\n${exportsOf(texts.get(ENTRY) ?? '')}`;
}

/** The declarations of one module, made of nothing but its text. */
function declare(path: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(path, 'utf8'), {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, strict: true, isolatedDeclarations: true },
  });
  const [wrong] = diagnostics;
  if (wrong) throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(wrong.messageText, ' ')}`);
  return outputText;
}

/** Statements of a module other than imports; nothing is exported here. */
function bodyOf(path: string, text: string): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return file.statements
    .filter((statement) => !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement))
    .map((statement) =>
      statement.getFullText(file).replace(/^(\s*(?:\/\*\*[\s\S]*?\*\/\s*)?)export (declare )?/, declared),
    )
    .join('');
}

/** In a module, everything that is not a type needs `declare`. */
function declared(_whole: string, comment: string, keyword = ''): string {
  return comment + keyword;
}

/** The names that the entry exports, without the modules they come from. */
function exportsOf(text: string): string {
  const file = ts.createSourceFile('index.d.ts', text, ts.ScriptTarget.ES2022, true);
  const lists = file.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause) return [];
    const clause = statement.exportClause.getText(file);
    return [statement.isTypeOnly ? `export type ${clause};\n` : `export ${clause};\n`];
  });
  return lists.join('');
}
