import type { CallOptions, ValidationIssue } from 'specwright/runtime';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Methods of `client.request`. */
export type RequestMethod = (typeof METHODS)[number];

/** Options of `client.request`. */
export interface RequestOptions extends CallOptions {
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Whether the call may be repeated after a lost reply. @default true, but false for `POST` and `PATCH` */
  readonly idempotent?: boolean;
}

/** What is wrong with method or path: the token must reach no other host, and no other path than the one given. */
export function wrongRequest(method: RequestMethod, path: string): ValidationIssue | undefined {
  if (!METHODS.includes(method))
    return { path: 'the method', message: `must be one of ${METHODS.join(', ')}` };
  const host = 'https://host.invalid';
  const exact =
    /^\/(?!\/)[^?#]*$/.test(path) && URL.canParse(host + path) && new URL(host + path).pathname === path;
  const message =
    'must begin with one "/" and hold no query, no dot segments and no characters that a URL encodes';
  return exact ? undefined : { path: 'the path', message };
}
