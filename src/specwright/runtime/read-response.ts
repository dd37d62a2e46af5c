import type { Reply } from './outcome.ts';

/** Statuses that come without a body: `new Response` takes none for them. */
const BODILESS = new Set([204, 205, 304]);

/**
 * The raw reply, as a `Response` whose text can be had any number of times; one whose body is the caller's to read
 * stays itself. Edge runtimes give a redirect that was not followed the status 0, which no `Response` can be made
 * with. No class: `extends Response` would load all of Node's fetch with the import.
 */
export function readResponse({ response, text }: Reply): Response {
  const { status, statusText, headers, url } = response;
  if (status < 200 || (text === '' && response.body !== null && !response.bodyUsed)) return response;
  const read = new Response(BODILESS.has(status) ? null : text, { status, statusText, headers });
  return Object.defineProperties(read, {
    url: { value: url },
    text: { value: async () => text },
    json: { value: async (): Promise<unknown> => JSON.parse(text) },
  });
}
