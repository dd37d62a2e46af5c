import { type Json, type JsonObject, isObject } from '../base/json.ts';
import type { CanonicalServer } from '../convert/canonical-collection.ts';
import type { LintSetting, Settings } from '../convert/settings.ts';
import { CommandError } from './frame/command-error.ts';
import { readStructured } from './read-structured.ts';

/** Reads a settings file; what is not understood is named, never passed over. */
export async function readSettings(path: string): Promise<Settings> {
  return checkSettings(await readStructured(path), path);
}

type Check = (value: Json, name: string) => boolean;

const CHECKS: Readonly<Record<string, readonly [Check, string]>> = {
  servers: [
    (value) => Array.isArray(value) && value.every(isServer),
    'a list of servers with url and variables',
  ],
  version: [(value) => typeof value === 'string', 'a text'],
  closedSchemas: [(value) => typeof value === 'boolean', 'true or false'],
  schemaNames: [
    (value) => isObject(value) && Object.values(value).every(isComponentName),
    'an object of component names',
  ],
  annotate: [(value) => typeof value === 'boolean', 'true or false'],
  lint: [
    (value) => isObject(value) && Object.values(value).every(isLintSetting),
    'an object of severities: "error", "warning", or { "severity": "off", "reason": "..." }',
  ],
};

export function checkSettings(value: Json, path: string): Settings {
  if (!isObject(value)) throw invalid(path, 'the settings are not a JSON object');
  for (const [name, setting] of Object.entries(value)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
    if (!check)
      throw invalid(path, `the setting ${name} is unknown; known are ${Object.keys(CHECKS).join(', ')}`);
    if (!check[0](setting, name)) throw invalid(path, `the setting ${name} has to be ${check[1]}`);
  }
  return { ...value, ...serversOf(value) };
}

/** Variables may be left out in the file. */
function serversOf(settings: JsonObject): Pick<Settings, 'servers'> {
  const { servers } = settings;
  if (!Array.isArray(servers)) return {};
  return {
    servers: servers.filter(isServer).map((server) => ({ ...server, variables: server.variables ?? {} })),
  };
}

function isServer(value: Json): value is JsonObject & CanonicalServer {
  if (!isObject(value) || typeof value['url'] !== 'string') return false;
  const variables = value['variables'] ?? {};
  return (
    isObject(variables) &&
    Object.values(variables).every((one) => isObject(one) && typeof one['default'] === 'string')
  );
}

function isComponentName(value: Json): boolean {
  return typeof value === 'string' && /^[a-zA-Z0-9._-]+$/.test(value);
}

function isLintSetting(value: Json): value is LintSetting & Json {
  if (value === 'error' || value === 'warning') return true;
  return (
    isObject(value) &&
    value['severity'] === 'off' &&
    typeof value['reason'] === 'string' &&
    value['reason'] !== ''
  );
}

function invalid(path: string, reason: string): CommandError {
  return new CommandError('settings-invalid', `Cannot use ${path}: ${reason}.`);
}
