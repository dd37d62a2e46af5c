import type { Json, JsonObject } from '../../../../specwright/base/json.ts';
import type { Context, Hono } from 'hono';
import type { Core } from '../../core.ts';
import { SandboxError } from '../../../../specwright/sandbox/sandbox-error.ts';
import type { Control } from '../control.ts';
import type { EventFeed } from '../event-feed.ts';

/** What routes are added to, and what they act on. */
export interface ControlRoutes {
  /** Below the prefix of the control plane. */
  readonly app: Hono;
  readonly core: Core;
  readonly control: Control;
  readonly feed: EventFeed;
}

/**
 * The body of a request: a JSON object with no other fields than these. An empty body is `{}`.
 *
 * @throws {SandboxError} `bad-request`, naming the field that is not known: a typing error must not pass.
 */
export async function readObject({ req }: Context, known: readonly string[]): Promise<JsonObject> {
  const body = parse(await req.text());
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  if (unknown.length === 0) return body;
  throw new SandboxError(
    'bad-request',
    `No such field: ${unknown.join(', ').slice(0, 200)}. Fields: ${known.join(', ')}.`,
  );
}

/** The body of a request as a JSON object with any fields. */
export function parse(text: string): JsonObject {
  const value = text.trim() === '' ? {} : parseJson(text);
  if (isObject(value)) return value;
  throw new SandboxError('bad-request', 'The body must be a JSON object.');
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new SandboxError('bad-request', 'The body is no JSON.');
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A text field, where it is there.
 *
 * @throws {SandboxError} `bad-request`
 */
export function optionalText(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new SandboxError('bad-request', `${name} must be text.`);
}

/** A true-or-false field, where it is there. @throws {SandboxError} `bad-request` */
export function optionalFlag(body: JsonObject, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new SandboxError('bad-request', `${name} must be true or false.`);
}
