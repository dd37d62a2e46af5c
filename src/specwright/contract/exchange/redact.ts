/** Header fields whose values are shown; every other value is hidden. */
const SHOWN_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'allow',
  'cache-control',
  'connection',
  'content-length',
  'content-type',
  'date',
  'host',
  'location',
  'retry-after',
  'server',
  'transfer-encoding',
  'user-agent',
  'vary',
]);

const HIDDEN = '<redacted>';

/** Takes known secrets out of texts and unknown header values out of messages. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Remembers a secret; very short ones would hide ordinary words and are left out. */
  add(secret: string | undefined): void {
    if (secret !== undefined && secret.length >= 6) this.#secrets.add(secret);
  }

  get secrets(): ReadonlySet<string> {
    return this.#secrets;
  }

  text(text: string): string {
    let clean = text;
    for (const secret of this.#secrets)
      clean = clean.replaceAll(secret, HIDDEN).replaceAll(encodeURIComponent(secret), HIDDEN);
    return clean
      .replaceAll(/("(?:access_token|client_secret|refresh_token)"\s*:\s*")[^"]*/g, `$1${HIDDEN}`)
      .replaceAll(/((?:client_secret|access_token)=)[^&\s]*/g, `$1${HIDDEN}`);
  }

  headers(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, this.#header(name, value)]),
    );
  }

  #header(name: string, value: string): string {
    if (SHOWN_HEADERS.has(name)) return this.text(value);
    const scheme = name === 'authorization' ? /^(Bearer|Basic) /i.exec(value)?.[0] : undefined;
    return (scheme ?? '') + HIDDEN;
  }
}
