import type { Reply } from './outcome.ts';

/** Statuses that come without a body: `new Response` takes none for them. */
const BODILESS = new Set([204, 205, 304]);

/** A reply that was read, as a `Response` whose text can be had any number of times. */
class ReadResponse extends Response {
  readonly #reply: Reply;

  constructor(reply: Reply) {
    const { status, statusText, headers } = reply.response;
    super(BODILESS.has(status) ? null : reply.text, { status, statusText, headers });
    this.#reply = reply;
  }

  override get url(): string {
    return this.#reply.response.url;
  }

  override async text(): Promise<string> {
    return this.#reply.text;
  }

  override async json(): Promise<unknown> {
    return JSON.parse(this.#reply.text);
  }
}

/** The raw reply. Edge runtimes give a redirect that was not followed the status 0, which no `Response` can be made with. */
export function readResponse(reply: Reply): Response {
  // So does one whose body is the caller's to read.
  return reply.status < 200 || (reply.text === '' && reply.response.body !== null && !reply.response.bodyUsed)
    ? reply.response
    : new ReadResponse(reply);
}
