import { isObject, omit, ownString, type Json, type JsonObject } from '../../base/json.ts';
import type { Settings } from '../../convert/settings.ts';
import type { Corrections } from '../../openapi/resources.ts';
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
  /** `tag`: methods are members of their tag. */
  readonly groupBy?: 'tag';
  /** What people know better than the inference of the sandbox, by operation: `sandbox` in the file. */
  readonly resources?: Corrections;
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
  const conversion = ['$schema', 'sandbox', 'groupBy', ...TEXTS].reduce<JsonObject>(
    (rest, name) => omit(rest, name),
    file,
  );
  const [overlay, name, clientVersion, header] = [
    text('overlay'),
    text('name'),
    text('clientVersion'),
    text('idempotencyHeader'),
  ];
  const groupBy = file['groupBy'];
  if (groupBy !== undefined && groupBy !== 'tag') throw wrong(path, 'the setting groupBy has to be "tag"');
  return {
    source,
    ...(groupBy !== undefined && { groupBy }),
    out: text('out') ?? 'generated',
    ...(overlay !== undefined && { overlay }),
    ...(name !== undefined && { name }),
    ...(clientVersion !== undefined && { clientVersion }),
    ...(header !== undefined && { idempotencyHeader: header }),
    ...(file['sandbox'] !== undefined && { resources: correctionsOf(file['sandbox'], path) }),
    conversion: checkSettings(conversion, path),
  };
}

/** `{"listUsers": {"role": "none"}}` */
function correctionsOf(value: Json, path: string): Corrections {
  if (isObject(value) && Object.values(value).every(isCorrection)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([operation, one]) => (isCorrection(one) ? [[operation, one]] : [])),
    );
  }
  const wanted = `by operation, {"role": "${ROLES.join('" | "')}"} and perhaps {"idProperty": "name"}`;
  throw wrong(path, `the setting sandbox has to be an object: ${wanted}`);
}

const ROLES = ['create', 'list', 'read', 'replace', 'merge', 'delete', 'none'] as const;

function isCorrection(value: Json): value is JsonObject & Corrections[string] {
  if (!isObject(value)) return false;
  const { role, idProperty, ...others } = value;
  return (
    (role === undefined || ROLES.some((one) => one === role)) &&
    (idProperty === undefined || typeof idProperty === 'string') &&
    Object.keys(others).length === 0
  );
}

function wrong(path: string, reason: string): CommandError {
  return new CommandError('settings-invalid', `Cannot use ${path}: ${reason}.`);
}
