import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { isObject, own, ownString, type Json } from '../../base/json.ts';
import { pascalCase } from '../../base/names.ts';
import type { Change } from '../../diff/change.ts';
import type { OutputFile } from '../../emit/output-file.ts';
import { CommandError } from '../frame/command-error.ts';
import { readJson } from '../frame/read-input.ts';
import { compileWords } from './compile-words.ts';
import { patchOf, type Edit } from './patch.ts';
import { causeIn, typeProgram } from './type-program.ts';

/** A place in a caller that does not compile against the new client. */
export interface CallSite {
  /** Relative to the folder of the caller. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What the name at this place is called now. */
  readonly rename?: string;
}

/** What the new client does to one program that uses it. */
export interface CallerProof {
  readonly folder: string;
  /** Files of the caller that were compiled. */
  readonly files: number;
  readonly sites: readonly CallSite[];
  /** The renames as a patch for `git apply`; empty where there are none. */
  readonly patch: string;
}

export interface NewClient {
  /** Folder of what is generated, which holds the old client. */
  readonly out: string;
  readonly files: readonly OutputFile[];
  /** package.json of the client, which callers import by its name. */
  readonly packageFile: string;
  readonly changes: readonly Change[];
}

/**
 * Compiles a program with its own tsconfig.json, against the client as it is and against the new one. What only the
 * new one causes is a call site that breaks.
 */
export async function proveCaller(folder: string, client: NewClient): Promise<CallerProof> {
  const config = configOf(folder);
  const fresh = new Map(client.files.map(({ path, content }) => [resolve(client.out, path), content]));
  const byName = await sourcesByName(client.packageFile);
  const options: ts.CompilerOptions = {
    ...config.options,
    noEmit: true,
    incremental: false,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  };
  delete options.tsBuildInfoFile;
  const diagnose = (files: ReadonlyMap<string, string>): Diagnosed => {
    const program = typeProgram(config.fileNames, options, files, byName);
    const sources = program.getSourceFiles().filter(({ fileName }) => isInside(folder, fileName));
    return { sources, diagnostics: sources.flatMap((file) => [...program.getSemanticDiagnostics(file)]) };
  };
  const before = new Set(diagnose(new Map()).diagnostics.map(keyOf));
  const { sources, diagnostics } = diagnose(fresh);
  const renames = renamesIn(client.changes);
  const edits: Edit[] = [];
  const sites = diagnostics
    .filter((diagnostic) => !before.has(keyOf(diagnostic)))
    .flatMap((diagnostic) => {
      const { file, start = 0, length = 0 } = diagnostic;
      if (file === undefined) return [];
      const { line, character } = file.getLineAndCharacterOfPosition(start);
      const path = relative(folder, file.fileName).split(sep).join('/');
      const edit = renameAt(file.text.slice(start, start + length), start, renames);
      if (edit !== undefined)
        edits.push({ file: path, text: file.text, ...edit, to: inPlace(diagnostic, edit) });
      const site = {
        file: path,
        line: line + 1,
        column: character + 1,
        message: compileWords(causeIn(diagnostic)),
      };
      return [{ ...site, ...(edit !== undefined && { rename: edit.to }) }];
    });
  return { folder, files: sources.length, sites, patch: patchOf(edits) };
}

interface Diagnosed {
  readonly sources: readonly ts.SourceFile[];
  readonly diagnostics: readonly ts.Diagnostic[];
}

function keyOf({ file, start, messageText, code }: ts.Diagnostic): string {
  const text = typeof messageText === 'string' ? messageText : messageText.messageText;
  return `${file?.fileName ?? ''} ${start ?? 0} ${code} ${text}`;
}

function configOf(folder: string): ts.ParsedCommandLine {
  const path = join(folder, 'tsconfig.json');
  if (!existsSync(path)) {
    const sentence = `Cannot compile ${folder}: it has no tsconfig.json. Name the folder of a TypeScript program.`;
    throw new CommandError('caller-unusable', sentence);
  }
  const { config, error } = ts.readConfigFile(path, (name) => ts.sys.readFile(name));
  if (error !== undefined)
    throw new CommandError('caller-unusable', `Cannot read ${path}: ${causeIn(error)}`);
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, resolve(folder));
  if (parsed.fileNames.length > 0) return parsed;
  throw new CommandError('caller-unusable', `Cannot compile ${folder}: its tsconfig.json names no files.`);
}

function isInside(folder: string, file: string): boolean {
  const path = relative(resolve(folder), file);
  return !path.startsWith('..') && !path.split(/[\\/]/).includes('node_modules');
}

/** Imports of the client by its name lead to its sources, so that the new files are part of it. */
async function sourcesByName(
  packageFile: string,
): Promise<(name: string) => ts.ResolvedModuleFull | undefined> {
  const value = existsSync(packageFile) ? await readJson(packageFile) : null;
  const name = ownString(value, 'name');
  return (wanted) => {
    if (name === undefined || (wanted !== name && !wanted.startsWith(`${name}/`))) return undefined;
    const source = sourceIn(own(own(value, 'exports'), `.${wanted.slice(name.length)}`));
    if (source === undefined) return undefined;
    const resolvedFileName = resolve(dirname(packageFile), source);
    return { resolvedFileName, extension: ts.Extension.Ts, isExternalLibraryImport: false };
  };
}

/** The first TypeScript source among the conditions of an export. */
function sourceIn(entry: Json | undefined): string | undefined {
  if (typeof entry === 'string') return /(?<!\.d)\.ts$/.test(entry) ? entry : undefined;
  if (!isObject(entry)) return undefined;
  return Object.values(entry)
    .map(sourceIn)
    .find((found) => found !== undefined);
}

/** Names that changed, as callers write them. */
function renamesIn(changes: readonly Change[]): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const { id, was, is, guess, title } of changes) {
    if (id === 'operation-id-changed' && typeof was === 'string' && typeof is === 'string') {
      renames.set(was, is);
      for (const end of ['', 'Input', 'Result', 'Request', 'Response'])
        renames.set(`${pascalCase(was)}${end}`, `${pascalCase(is)}${end}`);
    }
    if (id === 'operation-address-changed' && typeof was === 'string' && typeof is === 'string')
      renames.set(pathOf(was), pathOf(is));
    const to = /^renamed to "(.*)"$/.exec(guess ?? '')?.[1];
    const from = /"([^"]+)"/.exec(title)?.[1];
    if (to !== undefined && from !== undefined) renames.set(from, to);
  }
  return renames;
}

/** The rest of the file keeps the old name of what it imports. */
function inPlace(
  { file, code }: ts.Diagnostic,
  { start, length, to }: Pick<Edit, 'start' | 'length' | 'to'>,
): string {
  const text = file?.text ?? '';
  const isImport = NO_EXPORT.has(code) && !/^\s+as\s/.test(text.slice(start + length));
  return isImport ? `${to} as ${text.slice(start, start + length)}` : to;
}

/** Codes of the compiler: a module does not export a name. */
const NO_EXPORT: ReadonlySet<number> = new Set([2305, 2614, 2724]);

function pathOf(operation: string): string {
  return operation.slice(operation.indexOf(' ') + 1);
}

/** Quotes around a name stay as they are. */
function renameAt(
  text: string,
  start: number,
  renames: ReadonlyMap<string, string>,
): Pick<Edit, 'start' | 'length' | 'to'> | undefined {
  const quoted = /^(['"`])(.*)\1$/.exec(text)?.[2];
  const name = quoted ?? text;
  const to = renames.get(name);
  return to === undefined
    ? undefined
    : { start: quoted === undefined ? start : start + 1, length: name.length, to };
}
