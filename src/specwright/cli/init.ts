import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { readSource } from '../convert/1-read/read-source.ts';
import { emitProject } from '../emit/emit-project.ts';
import type { OutputFile } from '../emit/output-file.ts';
import { CommandError } from './frame/command-error.ts';
import { command } from './frame/command.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell, type Io } from './frame/io.ts';
import { required } from './frame/operand.ts';
import { flag } from './frame/option.ts';
import { decoded } from './frame/read-input.ts';
import { reasonOf } from './frame/reason-of.ts';
import { writeFiles } from './frame/write-files.ts';
import { projectFiles } from './init/project-files.ts';
import { emitOptions } from './project/build-project.ts';
import { isYaml, openApiIn } from './project/open-api-in.ts';
import { conversionOf, hasOperations, projectDocument } from './project/project-document.ts';
import { readProjectSource, type ProjectSource } from './project/project-source.ts';
import { tellProblems } from './tell-problems.ts';

export const init = command({
  about: `Makes a project of an API: a typed client, a sandbox and contract tests.
INPUT is a collection (a file, or a folder where its format is one), an OpenAPI 3 document (JSON or
YAML, in one or several files), a folder with openapi.yaml, the https address of a file or of a
published documentation, or - for stdin. DIR must be empty, or not there yet.`,
  operands: {
    input: required('INPUT', 'Name the collection or OpenAPI document, or - for stdin.'),
    dir: required('DIR', 'Name the folder of the new project.'),
  },
  options: {
    noInstall: flag('leave out npm install'),
    allowEmpty: flag('make a project of a collection without requests too'),
  },
  async run({ input, dir, noInstall, allowEmpty }, io) {
    await requireEmpty(dir);
    const given = await readProjectSource(input, io);
    const { conversion, parts } = await projectDocument(given).catch((error: unknown) =>
      allowEmpty ? emptyDocument(error, given) : Promise.reject(error),
    );
    const { value: document, problems } = conversion;
    if (!allowEmpty && !hasOperations(document)) {
      throw new CommandError(
        'document-empty',
        `Cannot use ${input}: it has no operations. See --allow-empty.`,
      );
    }
    const files = await projectOf(document, keptSource(given, parts));
    await writeFiles(files.map(({ path, content }) => ({ path: join(dir, path), content })));
    tellProblems(problems, io);
    tell(io, `${String(files.length)} files written to ${dir}.`);
    if (!noInstall) return install(dir, io);
    tell(io, `Next: cd ${dir} && npm install && npm test`);
    return EXIT_CODE.fine;
  },
});

async function requireEmpty(dir: string): Promise<void> {
  const found = await readdir(dir).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new CommandError('output-unwritable', `Cannot write to ${dir}: ${reasonOf(error)}.`);
  });
  if (found.length === 0) return;
  throw new CommandError(
    'folder-not-empty',
    `Cannot write to ${dir}: it is not empty. Name a new folder, or an empty one.`,
  );
}

/** The document of a collection that is one, but has no request. */
async function emptyDocument(error: unknown, { bytes }: ProjectSource): ReturnType<typeof projectDocument> {
  if (!(error instanceof CommandError) || error.code !== 'collection-empty') throw error;
  const { info }: { info?: { name?: unknown } } = JSON.parse(decoded(bytes));
  const title = typeof info?.name === 'string' ? info.name : 'API';
  const document = { openapi: '3.1.0', info: { title, version: '1.0.0' }, paths: {} };
  return { conversion: conversionOf(title, document, []), parts: new Map() };
}

/** Where the project keeps its source, and the files it consists of. */
interface KeptSource {
  readonly path: string;
  readonly files: readonly OutputFile[];
}

/** The source as readable text, and what it refers to, each in the same place relative to it. */
function keptSource(
  { name, path, bytes, files }: ProjectSource,
  parts: ReadonlyMap<string, string>,
): KeptSource {
  const under = (folder: string): OutputFile[] =>
    [...parts].map(([part, content]) => ({ path: posix.join(folder, part), content }));
  if (files) return { path: 'spec/collection', files: under('spec/collection') };
  const kept = (at: string, content: string, others: readonly OutputFile[] = []): KeptSource => ({
    path: at,
    files: [{ path: at, content }, ...others],
  });
  if (!openApiIn(name, bytes)) {
    const text = isPacked(bytes)
      ? JSON.stringify(readSource(bytes).value.collection, null, 2)
      : decoded(bytes);
    const isJson = /^\s*\{/.test(text);
    return kept(`spec/collection.${isJson ? 'json' : 'yml'}`, text.endsWith('\n') ? text : `${text}\n`);
  }
  const content = decoded(bytes);
  if (parts.size === 0) return kept(isYaml(bytes) ? 'spec/openapi.yaml' : 'spec/openapi.json', content);
  const folder = posix.join('spec', ...foldersAround(path, [...parts.keys()]));
  return kept(posix.join(folder, posix.basename(path)), content, under(folder));
}

/** The folders of a document that its parts lead out of. */
function foldersAround(path: string, parts: readonly string[]): readonly string[] {
  const steps = Math.max(...parts.map((part) => (/^(\.\.\/)*/.exec(part)?.[0].length ?? 0) / 3));
  const folders = posix.dirname(path).split('/').filter(Boolean);
  return folders.slice(folders.length - steps);
}

/** gzip starts with these two bytes. */
function isPacked([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

async function projectOf(
  document: Parameters<typeof emitProject>[0],
  source: KeptSource,
): Promise<readonly OutputFile[]> {
  const files = projectFiles({ document, source: source.path });
  const contentOf = (path: string): string => files.find((file) => file.path === path)?.content ?? '';
  const settings: { name: string; clientVersion: string; groupBy?: 'tag' } = JSON.parse(
    contentOf('specwright.json'),
  );
  const sources = new Map([
    ...source.files.map(({ path, content }) => [path, content] as const),
    ...['spec/overlay.yaml', 'specwright.json'].map((path) => [path, contentOf(path)] as const),
  ]);
  const emitted = await emitProject(document, { ...(await emitOptions(settings)), sources });
  return [
    ...source.files,
    ...files,
    ...emitted.files.map(({ path, content }) => ({ path: `generated/${path}`, content })),
  ];
}

async function install(dir: string, io: Io): Promise<number> {
  const child = spawn('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: dir,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  const ended: readonly unknown[] = await once(child, 'close').catch((error: unknown) => [error]);
  if (ended[0] === 0) {
    tell(io, `Ready: run npm test in ${dir}.`);
    return EXIT_CODE.fine;
  }
  tell(io, `npm install failed in ${dir}; the project itself is complete. Run npm install there.`);
  return EXIT_CODE.findings;
}
