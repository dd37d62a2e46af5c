import type { JsonObject } from '../../base/json.ts';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { emitTypes } from '../../emit/types.ts';
import { compileWords } from './compile-words.ts';
import { causeIn, typeProgram } from './type-program.ts';
import { typedExamples, type TypedExamples } from './typed-examples.ts';
import type { CompileFailure } from './words.ts';

/** Packages are found from here; nothing is written. */
const folder = fileURLToPath(new URL('./.bump/', import.meta.url));

const OPTIONS: ts.CompilerOptions = {
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
  const program = typeProgram([join(folder, 'before.ts'), join(folder, 'after.ts')], OPTIONS, files);
  // a line that does not compile against its own types says nothing of the change
  const known = new Set(failuresIn(program, join(folder, 'before.ts'), before).map(({ line }) => line));
  const found = failuresIn(program, join(folder, 'after.ts'), after).filter(({ line }) => !known.has(line));
  return worded(found, after, fresh);
}

interface Located {
  readonly line: number;
  readonly message: string;
}

function failuresIn(program: ts.Program, path: string, examples: TypedExamples): readonly Located[] {
  const file = program.getSourceFile(path);
  return program.getSemanticDiagnostics(file).flatMap((diagnostic) => {
    const line = file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    return examples.lines[line] === undefined ? [] : [{ line, message: causeIn(diagnostic) }];
  });
}

/** Each cause once for an operation; of an operation that is gone, nothing else is said. */
function worded(
  found: readonly Located[],
  { lines }: TypedExamples,
  fresh: JsonObject,
): readonly CompileFailure[] {
  const failures = new Map<string, CompileFailure>();
  for (const { line, message } of found) {
    const { operation, about, missing } = lines[line] ?? { operation: '', about: '' };
    const gone = missing?.(fresh) === true;
    const words = gone ? 'the new types do not have this method and path' : compileWords(message);
    const key = `${operation} ${words}`;
    if (!failures.has(key))
      failures.set(key, { operation, message: gone || about === '' ? words : `${words} (${about})` });
  }
  return [...failures.values()];
}
