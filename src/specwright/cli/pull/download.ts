import { CommandError } from '../frame/command-error.ts';

export interface DownloadOptions {
  readonly fetch: typeof fetch;
  /** Sent to this host only, never along a redirect to another one. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export interface Download {
  readonly bytes: Uint8Array;
  /** Where it came from after redirects. */
  readonly url: string;
  readonly isHtml: boolean;
}

const mostRedirects = 5;

/** Gets a file over https: in time, not larger than allowed, redirected only to https. */
export async function download(url: string, options: DownloadOptions): Promise<Download> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    const { response, finalUrl } = await follow(url, options, signal);
    if (!response.ok) throw refused(finalUrl, response.status);
    const bytes = await readLimited(response, finalUrl, options.maxBytes);
    return {
      bytes,
      url: finalUrl,
      isHtml: /html/i.test(response.headers.get('content-type') ?? '') || startsLikeHtml(bytes),
    };
  } catch (error) {
    throw error instanceof CommandError ? error : failed(url, error, signal, options.timeoutMs);
  }
}

async function follow(
  url: string,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<{ response: Response; finalUrl: string }> {
  let current = url;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const sameHost = new URL(current).host === new URL(url).host;
    const headers = { accept: 'application/json, text/html;q=0.5', ...(sameHost && options.headers) };
    const response = await options.fetch(current, { redirect: 'manual', headers, signal });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null)
      return { response, finalUrl: current };
    await response.body?.cancel();
    current = nextUrl(current, location);
  }
  throw new CommandError(
    'too-many-redirects',
    `Cannot pull ${shown(url)}: it redirects more than ${mostRedirects} times.`,
  );
}

function nextUrl(from: string, location: string): string {
  const next = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (next?.protocol === 'https:') return next.href;
  throw new CommandError(
    'redirect-not-https',
    `Cannot pull ${shown(from)}: it redirects to ${shown(location)}, which is not https.`,
  );
}

async function readLimited(response: Response, url: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new CommandError(
        'answer-too-large',
        `Cannot pull ${shown(url)}: it is larger than ${megabytes(maxBytes)} (see --max-size).`,
      );
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1024 / 1024))} MB`;
}

function startsLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype|html)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}

const advice: Readonly<Record<number, string>> = {
  401: 'the key is missing or wrong; set POSTMAN_API_KEY',
  403: 'the key may not read this collection, or the page is not public',
  404: 'there is no such collection; it may have been unpublished or moved',
  429: 'too many requests; try again later',
};

function refused(url: string, status: number): CommandError {
  const reason =
    advice[status] ?? (status >= 500 ? 'the host has a problem; try again later' : 'the host refuses');
  return new CommandError('answer-refused', `Cannot pull ${shown(url)}: status ${status}, ${reason}.`);
}

function failed(url: string, error: unknown, signal: AbortSignal, timeoutMs: number): CommandError {
  if (signal.aborted) {
    return new CommandError(
      'answer-too-late',
      `Cannot pull ${shown(url)}: no complete answer within ${timeoutMs / 1000} s (see --timeout).`,
    );
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CommandError(
    'host-unreachable',
    `Cannot pull ${shown(url)}: ${reason || 'the host cannot be reached'}.`,
  );
}

/** Without a password or a key that someone put into the address. */
export function shown(url: string): string {
  if (!URL.canParse(url)) return url;
  const safe = new URL(url);
  safe.username = '';
  safe.password = '';
  const keys = [...safe.searchParams.keys()];
  for (const key of keys) {
    if (/key|token|secret|password|signature|sig$/i.test(key)) safe.searchParams.set(key, '...');
  }
  return safe.href;
}
