import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readSource } from '../convert/1-read/read-source.ts';
import { emitProject } from '../emit/emit-project.ts';
import type { OutputFile } from '../emit/output-file.ts';
import { CommandError } from './frame/command-error.ts';
import { command } from './frame/command.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell, type Io } from './frame/io.ts';
import { required } from './frame/operand.ts';
import { flag } from './frame/option.ts';
import { decoded, readInput } from './frame/read-input.ts';
import { reasonOf } from './frame/reason-of.ts';
import { writeFiles } from './frame/write-files.ts';
import { projectFiles } from './init/project-files.ts';
import { emitOptions } from './project/build-project.ts';
import { hasOperations, isYaml, openApiIn, projectDocument } from './project/project-document.ts';
import { findCollection } from './pull/find-collection.ts';
import { tellProblems } from './tell-problems.ts';

const LIMITS = { timeoutMs: 30_000, maxBytes: 50 * 1024 * 1024 };

export const init = command({
  about: `Makes a project of an API: a typed client, a sandbox and contract tests.
INPUT is a Postman collection or an OpenAPI 3 document (JSON or YAML), the https address of a
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
    const bytes = await inputBytes(input, io);
    const { document, problems } = await projectDocument(input, bytes).catch((error: unknown) =>
      allowEmpty ? emptyDocument(error, bytes) : Promise.reject(error),
    );
    if (!allowEmpty && !hasOperations(document)) {
      throw new CommandError(
        'document-empty',
        `Cannot use ${input}: it has no operations. See --allow-empty.`,
      );
    }
    const source = sourceFile(input, bytes);
    const files = await projectOf(document, source);
    await writeFiles(files.map(({ path, content }) => ({ path: join(dir, path), content })));
    tellProblems(problems, io);
    tell(io, `${String(files.length)} files written to ${dir}.`);
    return noInstall ? EXIT_CODE.fine : install(dir, io);
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

async function inputBytes(input: string, io: Io): Promise<Uint8Array> {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(input)) return readInput(input, io);
  const options = { ...LIMITS, fetch: io.fetch, apiKey: io.env['POSTMAN_API_KEY'] };
  const { collection } = await findCollection(input, options);
  return Buffer.from(JSON.stringify(collection));
}

/** The document of a collection that is one, but has no request. */
async function emptyDocument(error: unknown, bytes: Uint8Array): ReturnType<typeof projectDocument> {
  if (!(error instanceof CommandError) || error.code !== 'collection-empty') throw error;
  const { info }: { info?: { name?: unknown } } = JSON.parse(decoded(bytes));
  const title = typeof info?.name === 'string' ? info.name : 'API';
  return { document: { openapi: '3.1.0', info: { title, version: '1.0.0' }, paths: {} }, problems: [] };
}

/** The source as the project keeps it: readable text. */
function sourceFile(input: string, bytes: Uint8Array): OutputFile {
  if (openApiIn(input, bytes)) {
    return { path: isYaml(bytes) ? 'spec/openapi.yaml' : 'spec/openapi.json', content: decoded(bytes) };
  }
  const text = isPacked(bytes) ? JSON.stringify(readSource(bytes).value.collection, null, 2) : decoded(bytes);
  return { path: 'spec/collection.json', content: text.endsWith('\n') ? text : `${text}\n` };
}

/** gzip starts with these two bytes. */
function isPacked([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

async function projectOf(
  document: Parameters<typeof emitProject>[0],
  source: OutputFile,
): Promise<readonly OutputFile[]> {
  const files = projectFiles({ document, source: source.path });
  const contentOf = (path: string): string => files.find((file) => file.path === path)?.content ?? '';
  const { name, clientVersion }: { name: string; clientVersion: string } = JSON.parse(
    contentOf('specwright.json'),
  );
  const sources = new Map([
    [source.path, source.content],
    ...['spec/overlay.yaml', 'specwright.json'].map((path) => [path, contentOf(path)] as const),
  ]);
  const emitted = await emitProject(document, { ...(await emitOptions({ name, clientVersion })), sources });
  return [
    source,
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
