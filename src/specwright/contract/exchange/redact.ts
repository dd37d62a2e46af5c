import { ownString } from '../../base/json.ts';
import { KnownSecrets, redactDeep } from '../../base/redact.ts';
import { hideSecrets } from '../../base/secrets/find-secrets.ts';
import type { Exchange } from './exchange.ts';

/** Header fields whose values are shown; every other value is hidden. */
const SHOWN_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'age',
  'allow',
  'cache-control',
  'connection',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'date',
  'etag',
  'expires',
  'host',
  'keep-alive',
  'last-modified',
  'location',
  'pragma',
  'retry-after',
  'server',
  'strict-transport-security',
  'transfer-encoding',
  'user-agent',
  'vary',
  'via',
  'www-authenticate',
  'x-content-type-options',
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
]);

const HIDDEN = '<redacted>';
/** A proxy may run for days. */
const MOST_SEEN = 2_000;

/** Takes secrets out of what reports show: those of the run, and those of others that their form or name gives away. */
export class Redactor {
  readonly #known = new KnownSecrets();
  readonly #seen = new KnownSecrets();

  /** Remembers a secret of the run. */
  add(secret: string | undefined): void {
    this.#known.add(secret);
  }

  /** Remembers the credentials in the traffic of others; hidden, but not held to be secrets of the run. */
  learn({ request, answer }: Exchange): void {
    if (this.#seen.size >= MOST_SEEN) return;
    this.#seen.add(request.headers['authorization']?.replace(/^(?:Bearer|Basic)(?: +|$)/i, ''));
    this.#seen.add(new URLSearchParams(request.body ?? '').get('client_secret') ?? undefined);
    this.#seen.add(ownString(answer?.json, 'access_token'));
  }

  /** Whether the text holds a secret of the run, in any encoding. */
  holdsSecret(text: string): boolean {
    return this.#known.isIn(text);
  }

  /** To be called before a text is cut. */
  text(text: string): string {
    return hideSecrets(this.#seen.replace(this.#known.replace(text, HIDDEN), HIDDEN), () => HIDDEN);
  }

  /**
   * A copy of a report with every text and every name clean. Single words such as `sandbox` stay, even where one of
   * them is the secret of a test user: they are our own, or were clean before.
   */
  data<T>(value: T): T {
    return redactDeep(value, (text) => (/^[a-z-]{1,20}$/.test(text) ? text : this.text(text)));
  }

  headers(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [this.text(name), this.#header(name, value)]),
    );
  }

  #header(name: string, value: string): string {
    if (SHOWN_HEADERS.has(name)) return this.text(value);
    const scheme = name === 'authorization' ? /^(Bearer|Basic) /i.exec(value)?.[0] : undefined;
    return (scheme ?? '') + HIDDEN;
  }
}
