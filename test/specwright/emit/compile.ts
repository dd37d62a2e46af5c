import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { OutputFile } from '../../../src/specwright/emit/output-file.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Beside the real one, so that imports of sources and packages resolve alike; it exists in memory only. */
const folder = join(root, 'generated-in-memory');

const options: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  customConditions: ['@specwright/source'],
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
};

/** Sources of packages, parsed once however often they are compiled against. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * What the compiler says of emitted files and of pieces of code that use them, by the name of the piece;
 * faults of the emitted files themselves come under `''`. Everything is compiled in one go.
 */
export function compile(
  files: readonly OutputFile[],
  usages: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, readonly string[]> {
  const texts = new Map(files.map(({ path, content }) => [join(folder, path), content]));
  const names = new Map(
    Object.keys(usages).map((name, index) => [join(folder, `usage${String(index)}.ts`), name]),
  );
  for (const [path, name] of names) texts.set(path, usages[name] ?? '');
  const program = ts.createProgram(
    [...texts.keys()].filter((path) => path.endsWith('.ts')),
    options,
    hostOf(texts),
  );
  const found = new Map<string, string[]>([
    ['', []],
    ...Object.keys(usages).map((name): [string, string[]] => [name, []]),
  ]);
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    found.get(names.get(diagnostic.file?.fileName ?? '') ?? '')?.push(describe(diagnostic));
  }
  return found;
}

function hostOf(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile, directoryExists } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.directoryExists = (path) => path === folder || (directoryExists?.(path) ?? true);
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, version);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, version, ...rest));
    return parsed.get(path);
  };
  return host;
}

function describe({ file, start, messageText }: ts.Diagnostic): string {
  const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  const name = file ? file.fileName.slice(dirname(folder).length + 1) : '';
  return `${name}:${String(line)} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
