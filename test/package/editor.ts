import { readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/*
 * What an editor knows of a package: asked of the TypeScript language service, over files as users have them.
 */

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  skipLibCheck: true,
};

/** A language service for one file that exists in the editor only. */
export function openInEditor(folder: string, text: string) {
  const file = path.join(folder, 'open-in-editor.mts');
  const read = (name: string): string | undefined => {
    if (name === file) return text;
    return existsSync(name) ? readFileSync(name, 'utf8') : undefined;
  };
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const content = read(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => OPTIONS,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (name) => read(name) !== undefined,
    readFile: read,
  });
  return {
    /** What the hover over the first place of some code shows first: the signature. */
    signature(code: string): string {
      const info = service.getQuickInfoAtPosition(file, text.indexOf(code) + code.length - 1);
      return ts.displayPartsToString(info?.displayParts);
    },
    problems: () =>
      service
        .getSemanticDiagnostics(file)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    /** Exports of an imported module and all that they hold, with the prose that the hover shows. */
    texts(module: string): ReadonlyMap<string, string> {
      const program = service.getProgram();
      const source = program?.getSourceFile(file);
      const declared = source?.statements.find(ts.isImportDeclaration)?.moduleSpecifier;
      if (!program || !declared || declared.getText() !== `'${module}'`) return new Map();
      return new Reader(program.getTypeChecker(), module).read(declared);
    },
  };
}

/** Walks through everything that a module exports. */
class Reader {
  readonly #checker: ts.TypeChecker;
  readonly #module: string;
  readonly #texts = new Map<string, string>();
  readonly #seen = new Set<ts.Type>();

  constructor(checker: ts.TypeChecker, module: string) {
    this.#checker = checker;
    this.#module = module;
  }

  read(module: ts.Node): ReadonlyMap<string, string> {
    const symbol = this.#checker.getSymbolAtLocation(module);
    for (const exported of symbol ? this.#checker.getExportsOfModule(symbol) : []) {
      const alias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
      const target = alias ? this.#checker.getAliasedSymbol(exported) : exported;
      this.#note(target, target.name);
      this.#visit(this.#checker.getDeclaredTypeOfSymbol(target), target.name);
      this.#visit(this.#checker.getTypeOfSymbol(target), target.name);
    }
    return this.#texts;
  }

  #note(symbol: ts.Symbol, at: string): void {
    this.#texts.set(at, ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)));
  }

  #visit(type: ts.Type, at: string): void {
    if (this.#seen.has(type)) return;
    this.#seen.add(type);
    if (type.isUnion()) for (const one of type.types) this.#visit(one, at);
    const item = type.getNumberIndexType();
    if (item) return this.#visit(item, at);
    if ((type.flags & ts.TypeFlags.StructuredType) === 0) return;
    for (const property of type.getProperties().filter((one) => this.#isOurs(one))) {
      const here = `${at}.${property.name}`;
      this.#note(property, here);
      this.#visit(this.#checker.getTypeOfSymbol(property), here);
    }
    for (const signature of type.getCallSignatures()) {
      for (const parameter of signature.getParameters())
        this.#visit(this.#checker.getTypeOfSymbol(parameter), `${at}(${parameter.name})`);
      this.#visit(signature.getReturnType(), `${at}()`);
    }
  }

  #isOurs({ declarations = [], name }: ts.Symbol): boolean {
    const files = declarations.map((declaration) => declaration.getSourceFile().fileName);
    return !name.includes('#') && files.some((file) => file.includes(`/node_modules/${this.#module}/`));
  }
}
