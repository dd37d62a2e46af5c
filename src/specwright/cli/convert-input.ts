import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, ownList, type Json } from '../base/json.ts';
import type { CollectionFiles } from '../convert/1-read/folder/collection-files.ts';
import { convertCollection, type Conversion } from '../convert/convert-collection.ts';
import { ConversionError } from '../convert/problem.ts';
import { CommandError } from './frame/command-error.ts';
import { readBytes } from './frame/read-input.ts';
import { readSettings } from './read-settings.ts';
import { readStructured } from './read-structured.ts';

/** Files that say how a collection is converted. */
interface ConversionFiles {
  readonly settings?: string | undefined;
  readonly overlay?: string | undefined;
  readonly environment?: string | undefined;
}

/** How the sources of a project are converted before it is known if they fit together. */
export interface Trial {
  /** In place of what the project is made of now. */
  readonly source?: Uint8Array | undefined;
  /** An overlay action that matches nothing becomes a problem instead of ending the conversion. */
  readonly keepsLostActions?: boolean | undefined;
  /** Numbers of overlay actions that are left out, from 1. */
  readonly withoutActions?: readonly number[] | undefined;
}

/** Converts a collection; what it cannot be converted for becomes a sentence that names the input. @throws CommandError */
export async function convertInput(
  name: string,
  input: Uint8Array | string | CollectionFiles,
  { settings, overlay, environment, keepsLostActions, withoutActions }: ConversionFiles & Trial = {},
): Promise<Conversion> {
  const options = {
    ...(settings !== undefined && { settings: await readSettings(settings) }),
    ...(overlay !== undefined && { overlay: await readOverlay(overlay, withoutActions) }),
    ...(environment !== undefined && { environment: await readStructured(environment) }),
    keepsLostActions,
  };
  try {
    return await convertCollection(input, options);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    const { convertDocument } = await import('./convert-document.ts');
    const document = input instanceof Uint8Array && (await convertDocument(name, input, options));
    if (document) return document;
    throw new CommandError(error.problem.code, `Cannot convert ${name}: ${error.message}`);
  }
}

/** What the document of a project may be made of. */
const DOCUMENTS = ['collection.json', 'openapi.yaml', 'openapi.yml', 'openapi.json'];

/** The sources of a project: the collection is needed, an overlay and settings may be there. */
export function sourcesIn(folder: string): { readonly collection: string } & ConversionFiles {
  const present = (name: string): string | undefined => {
    const path = join(folder, name);
    return existsSync(path) ? path : undefined;
  };
  return {
    collection: DOCUMENTS.map(present).find((path) => path !== undefined) ?? join(folder, 'collection.json'),
    overlay: present('overlay.yaml'),
    settings: present('pipeline.json'),
  };
}

/** Converts the collection of a project. @throws CommandError */
export async function convertFolder(folder: string, how: Trial = {}): Promise<Conversion> {
  const { collection, ...files } = sourcesIn(folder);
  if (how.source === undefined && !existsSync(collection))
    throw new CommandError(
      'collection-missing',
      `Cannot use ${folder}: expected a folder with ${DOCUMENTS.join(' or ')} in it. To make a project of a collection of another form, a folder or a file, run specwright init ${folder} DIR.`,
    );
  return convertInput(collection, how.source ?? (await readBytes(collection)), { ...files, ...how });
}

/** An overlay, without some of its actions. */
export async function readOverlay(path: string, without: readonly number[] = []): Promise<Json> {
  const value = await readStructured(path);
  if (without.length === 0 || !isObject(value)) return value;
  return {
    ...value,
    actions: ownList(value, 'actions').filter((_action, index) => !without.includes(index + 1)),
  };
}
