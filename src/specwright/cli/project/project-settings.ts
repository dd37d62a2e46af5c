import { isObject, omit, ownString, type JsonObject } from '../../base/json.ts';
import type { Settings } from '../../convert/settings.ts';
import { CommandError } from '../frame/command-error.ts';
import { readStructured } from '../read-structured.ts';
import { checkSettings } from '../read-settings.ts';

/** The settings file of a project that `init` made. */
export const SETTINGS_FILE = 'specwright.json';

/** What `specwright.json` says. */
export interface ProjectSettings {
  /** The collection or the OpenAPI document. */
  readonly source: string;
  readonly overlay?: string;
  readonly out: string;
  readonly name?: string;
  readonly clientVersion?: string;
  readonly idempotencyHeader?: string;
  /** Of the conversion. */
  readonly conversion: Settings;
}

const TEXTS = ['source', 'overlay', 'out', 'name', 'clientVersion', 'idempotencyHeader'] as const;

/** Reads `specwright.json`. @throws CommandError */
export async function readProjectSettings(path: string): Promise<ProjectSettings> {
  const file = await readStructured(path);
  if (!isObject(file)) throw wrong(path, 'it does not hold a JSON object');
  const text = (name: (typeof TEXTS)[number]): string | undefined => {
    const value = ownString(file, name);
    if (value === undefined && file[name] !== undefined)
      throw wrong(path, `the setting ${name} has to be a text`);
    return value;
  };
  const source = text('source');
  if (source === undefined)
    throw wrong(path, 'the setting source is missing: expected the path of the collection');
  const conversion = ['$schema', ...TEXTS].reduce<JsonObject>((rest, name) => omit(rest, name), file);
  const [overlay, name, clientVersion, header] = [
    text('overlay'),
    text('name'),
    text('clientVersion'),
    text('idempotencyHeader'),
  ];
  return {
    source,
    out: text('out') ?? 'generated',
    ...(overlay !== undefined && { overlay }),
    ...(name !== undefined && { name }),
    ...(clientVersion !== undefined && { clientVersion }),
    ...(header !== undefined && { idempotencyHeader: header }),
    conversion: checkSettings(conversion, path),
  };
}

function wrong(path: string, reason: string): CommandError {
  return new CommandError('settings-invalid', `Cannot use ${path}: ${reason}.`);
}
