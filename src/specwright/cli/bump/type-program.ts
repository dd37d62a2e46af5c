import ts from 'typescript';

/** What TypeScript declares of the language and of browsers: most of what a small program reads. */
const LIBRARY = /[\\/]typescript[\\/]lib[\\/]lib\..*d\.ts$/;
/** By path and settings: all programs of one process share them. */
const libraries = new Map<string, ts.SourceFile>();

/** A TypeScript program that reads some files from memory; what these do not hold is on disk. */
export function typeProgram(
  roots: readonly string[],
  options: ts.CompilerOptions,
  files: ReadonlyMap<string, string>,
  resolvedInstead: (name: string, importer: string) => ts.ResolvedModuleFull | undefined = () => undefined,
): ts.Program {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  const folders = new Set([...files.keys()].map((path) => path.slice(0, path.lastIndexOf('/'))));
  host.directoryExists = (path) => folders.has(path) || (directoryExists?.(path) ?? true);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = files.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, version);
    if (!LIBRARY.test(path)) return getSourceFile(path, version, ...rest);
    const key = `${path} ${JSON.stringify(version)}`;
    const file = libraries.get(key) ?? getSourceFile(path, version, ...rest);
    if (file !== undefined) libraries.set(key, file);
    return file;
  };
  host.resolveModuleNameLiterals = (literals, importer, redirected, settings, source) =>
    literals.map((literal) => {
      const instead = resolvedInstead(literal.text, importer);
      if (instead !== undefined) return { resolvedModule: instead };
      const mode = ts.getModeForUsageLocation(source, literal, settings);
      return ts.resolveModuleName(literal.text, importer, settings, host, undefined, redirected, mode);
    });
  return ts.createProgram([...roots], options, host);
}

/** The message of a diagnostic that says most: the property that is missing rather than the types that differ. */
export function causeIn({ messageText }: ts.Diagnostic): string {
  const lines = ts.flattenDiagnosticMessageText(messageText, '\n').split('\n');
  const missing = lines.findLast((line) => /^\s*Property .* is missing|missing the following/.test(line));
  return (missing ?? lines[0] ?? '').trim();
}
