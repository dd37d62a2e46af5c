import { dirname, join, posix } from 'node:path';
import type { Problem } from '../../base/problem.ts';
import { emitProject, type EmitOptions } from '../../emit/emit-project.ts';
import type { Manifest } from '../../emit/manifest.ts';
import type { OutputFile } from '../../emit/output-file.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import { readText } from '../frame/read-input.ts';
import { readStructured } from '../read-structured.ts';
import { projectDocument } from './project-document.ts';
import { sourceIn } from './project-source.ts';
import { readProjectSettings, type ProjectSettings } from './project-settings.ts';
import { readRuntime } from './read-runtime.ts';

/** What `generate` writes into a project. */
export interface ProjectBuild {
  readonly document: OpenApiDocument;
  readonly files: readonly OutputFile[];
  readonly manifest: Manifest;
  readonly problems: readonly Problem[];
}

/**
 * Everything that is generated in the project of a settings file. Nothing is written.
 * @throws CommandError where the sources cannot be used
 */
export async function buildProject(path: string): Promise<ProjectBuild & { readonly out: string }> {
  const settings = await readProjectSettings(path);
  const at = (name: string): string => join(dirname(path), name);
  const { source, overlay, conversion } = settings;
  const given = await sourceIn(source, at(source), { stdin: nothing() });
  const { document, problems, parts } = await projectDocument(given, {
    settings: conversion,
    ...(overlay !== undefined && { overlay: await readStructured(at(overlay)) }),
  });
  const folder = given.files ? source : posix.dirname(source);
  const sources = new Map([...parts].map(([part, text]) => [posix.join(folder, part), text]));
  for (const name of [given.files ? undefined : source, overlay, 'specwright.json'])
    if (name !== undefined) sources.set(name, await readText(at(name)));
  const { files, manifest } = await emitProject(document, { ...(await emitOptions(settings)), sources });
  return { document, files, manifest, problems, out: at(settings.out) };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** How the client of a project is made. */
export async function emitOptions(
  settings: Pick<ProjectSettings, 'name' | 'clientVersion' | 'idempotencyHeader' | 'groupBy'>,
): Promise<EmitOptions> {
  const { name, clientVersion, idempotencyHeader, groupBy } = settings;
  return {
    runtime: await readRuntime(),
    ...(name !== undefined && { name }),
    ...(clientVersion !== undefined && { version: clientVersion }),
    ...(idempotencyHeader !== undefined && { idempotencyHeader }),
    ...(groupBy !== undefined && { groupBy }),
  };
}
