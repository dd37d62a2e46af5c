import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import type { RuntimeBundle } from '../../emit/emit-project.ts';

const SOURCES = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY = fileURLToPath(new URL('../../runtime/index.ts', import.meta.url));

/** Makes one module of the sources of the runtime; openapi-fetch stays outside. */
export async function bundleRuntime(): Promise<RuntimeBundle> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    absWorkingDir: SOURCES,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    external: ['openapi-fetch'],
    charset: 'utf8',
    logLevel: 'silent',
  });
  return { code: outputFiles.map(({ text }) => text).join(''), declarations: declarationsOf() };
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
