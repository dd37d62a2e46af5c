/** One HTTP/1.1 message head, read from bytes. */
export interface MessageHead {
  readonly startLine: string;
  /** Names in lower case; repeated fields joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the body starts. */
  readonly bodyStart: number;
}

/** A complete message taken off a stream. */
export interface ReadMessage {
  readonly head: MessageHead;
  readonly body: Buffer;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** Reads a head from a place in the bytes; `undefined` while it is not complete. */
export function readHead(bytes: Buffer, from = 0): MessageHead | undefined {
  const end = bytes.indexOf(END_OF_HEAD, from);
  if (end < 0) return undefined;
  const [startLine = '', ...lines] = bytes.toString('latin1', from, end).split('\r\n');
  return { startLine, headers: readFields(lines), bodyStart: end + END_OF_HEAD.length };
}

function readFields(lines: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** A body as the framing in the head delimits it. */
export interface FramedBody {
  readonly body: Buffer;
  /** Where the message ends. */
  readonly end: number;
  readonly complete: boolean;
}

/** Takes the body of a message out of the bytes. `ended`: no more bytes will come. */
export function readFramedBody(
  bytes: Buffer,
  head: MessageHead,
  bodiless: boolean,
  ended: boolean,
): FramedBody {
  const { headers, bodyStart } = head;
  if (bodiless) return { body: Buffer.alloc(0), end: bodyStart, complete: true };
  if (/\bchunked\b/i.test(headers['transfer-encoding'] ?? '')) return readChunks(bytes, bodyStart);
  const length = headers['content-length'];
  if (length === undefined) return { body: bytes.subarray(bodyStart), end: bytes.length, complete: ended };
  const end = bodyStart + Number(length);
  return {
    body: bytes.subarray(bodyStart, Math.min(end, bytes.length)),
    end: Math.min(end, bytes.length),
    complete: bytes.length >= end,
  };
}

function readChunks(bytes: Buffer, start: number): FramedBody {
  const parts: Buffer[] = [];
  let at = start;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = lineEnd < 0 ? Number.NaN : Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) return { body: Buffer.concat(parts), end: at, complete: false };
    if (size === 0) return endOfChunks(bytes, parts, lineEnd + 2);
    const next = lineEnd + 2 + size + 2;
    if (next > bytes.length) return { body: Buffer.concat(parts), end: bytes.length, complete: false };
    parts.push(bytes.subarray(lineEnd + 2, next - 2));
    at = next;
  }
}

/** After the last chunk come trailer fields, mostly none, and an empty line. */
function endOfChunks(bytes: Buffer, parts: readonly Buffer[], from: number): FramedBody {
  const body = Buffer.concat(parts);
  if (bytes.toString('latin1', from, from + 2) === '\r\n') return { body, end: from + 2, complete: true };
  const end = bytes.indexOf(END_OF_HEAD, from);
  return end < 0
    ? { body, end: bytes.length, complete: false }
    : { body, end: end + END_OF_HEAD.length, complete: true };
}
