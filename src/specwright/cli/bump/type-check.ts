import type { JsonObject } from '../../base/json.ts';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { typedExamples, type TypedExamples } from './typed-examples.ts';
import type { CompileFailure } from './words.ts';
import { emitTypes } from '../../emit/types.ts';

/** Packages are found from here; nothing is written. */
const folder = fileURLToPath(new URL('./.bump/', import.meta.url));

/** Compiles code written for the old document against the types of the new one. */
export async function whatStopsCompiling(
  old: JsonObject,
  fresh: JsonObject,
): Promise<readonly CompileFailure[]> {
  const before = typedExamples(old, './old.ts');
  const after = typedExamples(old, './new.ts');
  const files = new Map([
    [join(folder, 'old.ts'), (await emitTypes(old)).content],
    [join(folder, 'new.ts'), (await emitTypes(fresh)).content],
    [join(folder, 'before.ts'), before.text],
    [join(folder, 'after.ts'), after.text],
  ]);
  const program = programOf(files);
  // what does not compile against its own types says nothing of the change
  const known = new Set(failuresIn(program, join(folder, 'before.ts'), before).map(keyOf));
  return failuresIn(program, join(folder, 'after.ts'), after)
    .filter((failure) => !known.has(keyOf(failure)))
    .map(({ operation, message }) => ({ operation, message }));
}

interface Located extends CompileFailure {
  readonly line: number;
}

function keyOf({ line, message }: Located): string {
  return `${line} ${message}`;
}

function programOf(files: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  const inMemory = dirname(join(folder, 'old.ts'));
  host.directoryExists = (path) => path === inMemory || (directoryExists?.(path) ?? true);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = files.get(path);
    return text === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, text, version);
  };
  return ts.createProgram(
    [...files.keys()].filter((path) => /(before|after)\.ts$/.test(path)),
    options,
    host,
  );
}

function failuresIn(program: ts.Program, path: string, examples: TypedExamples): readonly Located[] {
  const file = program.getSourceFile(path);
  return program.getSemanticDiagnostics(file).map((diagnostic) => {
    const line = file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n').split('\n', 1)[0] ?? '';
    return { line, operation: examples.operations[line] ?? '', message: `${message} (TS${diagnostic.code})` };
  });
}
