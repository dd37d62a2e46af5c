const MASK = '[redacted]';
const LONGEST = 300;
/** Foreign text beyond this is not even looked at: a reply of megabytes must not stop everything else. */
const WINDOW = 16_384;

/** The shapes in which a credential may come back: as it is, in a URL, in a form, in JSON. */
function shapesOf(credential: string): readonly string[] {
  const form = new URLSearchParams({ '': credential }).toString().slice(1);
  return [credential, encodeURIComponent(credential), form, JSON.stringify(credential).slice(1, -1)];
}

/** Foreign text made fit for a message: no credential, one line, of modest length. */
export function redact(text: string, credentials: readonly string[]): string {
  const shapes = credentials.filter(Boolean).flatMap(shapesOf);
  // A credential that the end of the window cuts in two would not be known: its first half goes too.
  const margin = Math.max(0, ...shapes.map(({ length }) => length));
  let clean = text.length > WINDOW + margin ? text.slice(0, WINDOW + margin) : text;
  for (const shape of shapes) clean = clean.replaceAll(shape, MASK);
  if (text.length > WINDOW + margin) clean = clean.slice(0, Math.max(0, clean.length - margin));
  clean = clean
    .replaceAll(/\b(bearer|basic)\s+[^\s"'<>]+/gi, `$1 ${MASK}`)
    .replaceAll(/(client_secret|access_token)("?\s*[=:]\s*"?)[^\s"'&<>]+/gi, `$1$2${MASK}`)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
}

function textOf(value: object, key: 'name' | 'message' | 'code'): string {
  const text: unknown = Reflect.get(value, key);
  return typeof text === 'string' ? text : '';
}

/**
 * A copy of what `fetch` threw that holds its name, message and code alone: the thing itself may
 * carry the request, headers and all.
 */
export function redactCause(cause: unknown, credentials: readonly string[], depth = 3): Error | undefined {
  if (typeof cause !== 'object' || cause === null || depth === 0) return undefined;
  const inner = redactCause(Reflect.get(cause, 'cause'), credentials, depth - 1);
  const copy = new Error(redact(textOf(cause, 'message'), credentials), inner && { cause: inner });
  const name = redact(textOf(cause, 'name') || 'Error', credentials);
  const code = redact(textOf(cause, 'code'), credentials);
  // Its own stack says where fetch was called from, which is here; a foreign one may quote anything.
  copy.stack = `${name}: ${copy.message}`;
  return Object.assign(copy, { name }, code && { code });
}
