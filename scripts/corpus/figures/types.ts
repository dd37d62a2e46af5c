import type { JsonObject } from '../../../src/specwright/base/json.ts';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { withSafeNames } from '../../../src/specwright/emit/inherited-names.ts';

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  lib: ['lib.es2022.d.ts'],
  skipLibCheck: true,
};

const libraries = new Map<string, ts.SourceFile | undefined>();

/** A compiler that sees one file in memory and the library files, which are read once. */
function diagnose(source: string): string[] {
  const name = '/types.ts';
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version) => {
    if (file === name) return ts.createSourceFile(file, source, version, true);
    if (!libraries.has(file)) libraries.set(file, read(file, version));
    return libraries.get(file);
  };
  host.fileExists = (file) => file === name || libraries.has(file);
  const program = ts.createProgram([name], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

async function typesOf(document: JsonObject): Promise<string> {
  const { document: safe, restore } = withSafeNames(document);
  const copy: OpenAPI3 = JSON.parse(JSON.stringify(safe));
  return restore(astToString(await openapiTS(copy, { silent: true })));
}

/** What `openapi-typescript` and `tsc --strict` object to; empty where the types compile. */
export async function typeErrors(document: JsonObject): Promise<readonly string[]> {
  try {
    return diagnose(await typesOf(document)).slice(0, 5);
  } catch (cause) {
    if (cause instanceof Error) return [cause.message];
    throw cause;
  }
}
