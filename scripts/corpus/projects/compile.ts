import path from 'node:path';
import ts from 'typescript';

/** Files outside the projects, read once: libraries and declarations of packages. */
const shared = new Map<string, ts.SourceFile>();

/** Compiles a project as `tsc --noEmit` does, and all that is generated; returns what the compiler says. */
export function compile(project: string): readonly string[] {
  const config = path.join(project, 'tsconfig.json');
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    project,
  );
  const generated = ts.sys.readDirectory(path.join(project, 'generated'), ['.ts']);
  const program = ts.createProgram([...fileNames, ...generated], options, hostOf(project, options));
  return [...errors, ...ts.getPreEmitDiagnostics(program)].map(sentence);
}

function hostOf(project: string, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getCurrentDirectory: () => project,
    getSourceFile(file, ...rest) {
      const known = shared.get(file);
      if (known) return known;
      const read = host.getSourceFile(file, ...rest);
      if (read && !file.startsWith(project)) shared.set(file, read);
      return read;
    },
  };
}

function sentence({ file, start = 0, messageText }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, ' ');
  if (!file) return text;
  const line = file.getLineAndCharacterOfPosition(start).line + 1;
  return `${path.basename(file.fileName)}:${line} ${text}`;
}
