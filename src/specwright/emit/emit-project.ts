import { describeOpenApi } from '../openapi/describe.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { emitClient } from './client.ts';
import { createManifest, emitManifest, type Manifest, type Texts } from './manifest.ts';
import { emitOperations } from './operations.ts';
import type { OutputFile } from './output-file.ts';
import { emitReadme } from './readme.ts';
import { HEADER } from './header.ts';
import { emitSchemas } from './schemas.ts';

/** The runtime of generated clients: `runtime.js`, its declarations, and what it loads ahead. */
export type RuntimeFiles = readonly OutputFile[];

/** What `emitProject` takes besides the document. */
export interface EmitOptions {
  /** The files that the document was made of, as text by path: the manifest records a hash of each. */
  readonly sources?: Texts;
  /**
   * The runtime of the client, put next to it, so that it depends on openapi-fetch only.
   * @default none: the client imports `specwright/runtime`
   */
  readonly runtime?: RuntimeFiles;
  /** Name and version of the client in the `User-Agent`. @default title and version of the document */
  readonly name?: string;
  readonly version?: string;
  /** Header whose value makes a call repeatable, for example `Idempotency-Key`. */
  readonly idempotencyHeader?: string;
  /** `tag`: methods are members of their tag, and a client of some tags alone can be made. */
  readonly groupBy?: 'tag';
}

/** The files of a typed client, and what they were made of and with. */
export interface EmittedProject {
  /** In a fixed order, `manifest.json` last. */
  readonly files: readonly OutputFile[];
  /** The content of `manifest.json`. */
  readonly manifest: Manifest;
}

/**
 * Makes the files of a typed client from an OpenAPI 3.1 document: the document, its types, validators compiled ahead,
 * their schemas as data, the operations as data, a client with one method per operation, a README and a manifest. Writes nothing.
 *
 * @param document - an OpenAPI 3.1 document whose references are local, for example one that `convertCollection` made
 * @param options - see {@link EmitOptions}
 * @returns the files; the same document, sources and package versions give the same bytes on every machine
 * @throws Error from openapi-typescript or ajv where the document is not valid OpenAPI 3.1
 *
 * @example
 * const { value: document } = await convertCollection(await readFile('collection.json'));
 * const { files } = await emitProject(document);
 * for (const { path, content } of files) await writeFile(join('generated', path), content);
 */
export async function emitProject(
  document: OpenApiDocument,
  { sources = new Map(), runtime: beside, name, version, idempotencyHeader, groupBy }: EmitOptions = {},
): Promise<EmittedProject> {
  // They load compilers, which takes longer than all that may refuse a document before.
  const [{ emitTypes }, { emitValidators }] = await Promise.all([
    import('./types.ts'),
    import('./validators.ts'),
  ]);
  const descriptors = describeOpenApi(document);
  const runtime = beside ? './runtime.js' : 'specwright/runtime';
  const files = [
    { path: 'openapi.json', content: `${JSON.stringify(document, null, 2)}\n` },
    await emitTypes(document),
    ...(await emitValidators(document, descriptors)),
    emitSchemas(document, descriptors),
    emitOperations(descriptors, runtime),
    emitClient(document, descriptors, { runtime, name, version, idempotencyHeader, groupBy }),
    ...(beside ?? []).map(({ path, content }) => ({ path, content: `${HEADER}\n${content}` })),
    emitReadme(beside !== undefined),
  ];
  const manifest = createManifest(sources, files);
  return { files: [...files, emitManifest(manifest)], manifest };
}
