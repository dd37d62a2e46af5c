/*
 * Finds known secrets in any text, in whatever encoding a server or a tool may have put them: escaped for
 * JSON, a JSON pointer, a URL, a form or HTML, also twice, or as base64 or hex. Runs in browsers and edge runtimes.
 */

/** A stretch of a text, from its first character to the one behind its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const ENTITIES = new Map(
  (
    "excl! num# dollar$ percnt% amp& apos' lpar( rpar) ast* plus+ comma, period. sol/ colon: semi; lt< equals= " +
    'gt> quest? commat@ lsqb[ bsol\\ rsqb] Hat^ lowbar_ grave` lcub{ verbar| rcub} quot"'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, -1), entry.slice(-1)] as const),
);

const ESCAPES =
  /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}|\\u[\da-f]{4}|\\["\\/bfnrt]|&#\d{1,7};|&#x[\da-f]{1,6};|&[a-z]{2,6};|~[01]/gi;

function unescape(escape: string): string {
  try {
    if (escape.startsWith('%')) return decodeURIComponent(escape);
    if (escape.startsWith('~')) return escape === '~1' ? '/' : '~';
    if (escape.startsWith('\\')) return String(JSON.parse(`"${escape}"`));
    const name = escape.slice(1, -1);
    if (!name.startsWith('#')) return ENTITIES.get(name) ?? escape;
    return String.fromCodePoint(Number(name.slice(1).replace(/^x/i, '0x')));
  } catch {
    // Not a character: it stays as it is written.
    return escape;
  }
}

/** For each character of the decoded text, and for its end, the place in the text that it was written at. */
function origins(text: string): readonly number[] {
  const places: number[] = [];
  let from = 0;
  const copy = (end: number): void => {
    for (; from < end; from += 1) places.push(from);
  };
  for (const { 0: escape, index } of text.matchAll(ESCAPES)) {
    copy(index);
    for (let unit = unescape(escape).length; unit > 0; unit -= 1) places.push(index);
    from = index + escape.length;
  }
  copy(text.length + 1);
  return places;
}

/** A text may be escaped for JSON inside JSON inside a URL. */
const MOST_LAYERS = 3;

/** What `find` finds in a text and beneath its escapes, as stretches of the text, merged and in order. */
export function spansInLayers(text: string, find: (text: string) => readonly Span[]): readonly Span[] {
  const all = [...find(text)];
  const layers = [text];
  for (let inner = text; layers.length <= MOST_LAYERS && /[%\\&~]/.test(inner);) {
    const decoded = inner.replace(ESCAPES, unescape);
    if (decoded === inner) break;
    const found = find(decoded);
    if (found.length > 0) {
      const maps = layers.toReversed().map(origins);
      const outer = (place: number): number => maps.reduce((at, map) => map[at] ?? at, place);
      all.push(...found.map(({ start, end }) => ({ start: outer(start), end: outer(end) })));
    }
    layers.push(decoded);
    inner = decoded;
  }
  return merged(all);
}

function merged(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last === undefined || span.start >= last.end) out.push(span);
    else if (span.end > last.end) out[out.length - 1] = { start: last.start, end: span.end };
  }
  return out;
}

/** The text with something else in the place of each stretch. */
export function replaceSpans(
  text: string,
  spans: readonly Span[],
  replacement: (found: string) => string,
): string {
  if (spans.length === 0) return text;
  let from = 0;
  const parts: string[] = [];
  for (const { start, end } of spans) {
    parts.push(text.slice(from, start), replacement(text.slice(start, end)));
    from = end;
  }
  return parts.join('') + text.slice(from);
}

/**
 * Equal for texts that differ in case, in the alphabet of base64, or in how a form writes a space.
 * Keeps the length.
 */
function fold(text: string): string {
  return text
    .replaceAll(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
    .replaceAll(/[- ]/g, '+')
    .replaceAll('_', '/');
}

/** How much text a needle needs around it, so that ordinary words stay. */
type Bounds = 'none' | 'word' | 'value';

interface Needle {
  readonly text: string;
  /** So many characters of its beginning count as the whole. */
  readonly least: number;
  readonly bounds: Bounds;
  /** Whether the match grows to all of the base64 around it. */
  readonly spread: boolean;
  /** What the secret has before this, where this is its end. */
  readonly before: string;
}

/** Texts shorter than this occur by chance. */
const SAFE_LENGTH = 8;
/** So many characters of a secret at a place where the text was cut are a part of it. */
const CUT_LENGTH = 6;
const KEY_LENGTH = 4;

function boundsOf({ length }: string, isWord: boolean): Bounds {
  if (length < KEY_LENGTH || (isWord && length < SAFE_LENGTH)) return 'value';
  return length < SAFE_LENGTH || (isWord && length < SAFE_LENGTH + KEY_LENGTH) ? 'word' : 'none';
}

/** Half a secret is a secret. */
function half({ length }: string): number {
  return Math.min(length, Math.max(SAFE_LENGTH, Math.ceil(length / 2)));
}

/** The secret inside base64, which looks different for each of three offsets; what its neighbours change is left out. */
function base64Of(bytes: string): readonly string[] {
  return [0, 1, 2].map((offset) =>
    btoa('\0'.repeat(offset) + bytes).slice(
      offset && offset + 1,
      Math.floor(((offset + bytes.length) * 4) / 3),
    ),
  );
}

function hexOf(bytes: string): string {
  return [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

function needlesOf(secret: string, whole: boolean): readonly Needle[] {
  const text = fold(secret);
  // Words at its beginning occur by chance: a part of it must reach beyond them.
  const words = /^([a-z]+([-_ ]|$))*/i.exec(secret)?.[0].length ?? 0;
  const least = whole
    ? text.length
    : Math.min(text.length, Math.max(half(text), words && words + KEY_LENGTH));
  const plain = { spread: false, before: '' };
  const needles: Needle[] = [
    { ...plain, text, least, bounds: boundsOf(text, /^[a-z]*$/i.test(secret)) },
    ...(least < text.length
      ? [
          {
            ...plain,
            text: text.slice(-least),
            least,
            bounds: 'none' as const,
            before: text.slice(0, -least),
          },
        ]
      : []),
  ];
  const bytes = unescapeUtf8(secret);
  const encoded = base64Of(bytes).map(fold);
  for (const form of encoded) {
    if (form.length >= SAFE_LENGTH)
      needles.push({
        text: form,
        least: whole ? form.length : half(form),
        bounds: 'none',
        spread: true,
        before: '',
      });
  }
  if (bytes.length * 2 >= SAFE_LENGTH)
    needles.push({ ...plain, text: hexOf(bytes), least: bytes.length * 2, bounds: 'none' });
  return needles;
}

/** Its bytes in UTF-8, each as a character. */
function unescapeUtf8(secret: string): string {
  return Array.from(new TextEncoder().encode(secret), (byte) => String.fromCharCode(byte)).join('');
}

function hash(text: string, index: number): number {
  let value = 0;
  for (let offset = 0; offset < KEY_LENGTH; offset += 1)
    value = (value * 31 + text.charCodeAt(index + offset)) & 0xffff;
  return value;
}

function commonLength(text: string, index: number, needle: string): number {
  let length = 0;
  while (length < needle.length && text.charCodeAt(index + length) === needle.charCodeAt(length)) length += 1;
  return length;
}

const AROUND: Readonly<Record<Bounds, readonly [RegExp, RegExp]>> = {
  none: [/^/, /^/],
  word: [/^[^a-z0-9]?$/, /^[^a-z0-9]?$/],
  value: [/^["'`=>]?$/, /^["'`&<]?$/],
};

function isApart(text: string, start: number, end: number, bounds: Bounds): boolean {
  const [before, behind] = AROUND[bounds];
  return before.test(text.charAt(start - 1)) && behind.test(text.charAt(end));
}

function isCut(text: string, end: number): boolean {
  return end === text.length || text.startsWith('...', end) || text.startsWith('…', end);
}

/** The whole base64 around a secret. */
function spread(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (/[\w+/-]/.test(text.charAt(from - 1))) from -= 1;
  while (/[\w+/=-]/.test(text.charAt(to))) to += 1;
  return { start: from, end: to };
}

/** What a set of known secrets may cost in places where they are not. */
export interface KnownSecretsOptions {
  /**
   * Finds whole secrets alone: not their halves, such as a token that was cut or changed by a letter.
   * @default false
   */
  readonly whole?: boolean;
}

/** Needles that begin alike, by how much of them must be there, and that: thousands of tokens may begin alike. */
type Alike = Map<number, Map<string, Needle[]>>;

/** The secrets of a run, to be found again in any text and any encoding. */
export class KnownSecrets {
  readonly #known = new Set<string>();
  readonly #byStart = new Map<string, Alike>();
  readonly #tiny: Needle[] = [];
  readonly #filter = new Uint8Array(0x10000);
  readonly #whole: boolean;

  constructor(secrets: Iterable<string | undefined> = [], { whole = false }: KnownSecretsOptions = {}) {
    this.#whole = whole;
    for (const secret of secrets) this.add(secret);
  }

  get size(): number {
    return this.#known.size;
  }

  /** Remembers a secret. Of short ones and plain words, only whole values and whole words are found. */
  add(secret: string | undefined): void {
    if (secret === undefined || secret.trim() === '' || this.#known.has(secret)) return;
    this.#known.add(secret);
    for (const needle of needlesOf(secret, this.#whole)) {
      const start = needle.text.slice(0, KEY_LENGTH);
      if (start.length < KEY_LENGTH) {
        this.#tiny.push(needle);
        continue;
      }
      this.#filter[hash(start, 0)] = 1;
      const alike = this.#byStart.get(start) ?? new Map<number, Map<string, Needle[]>>();
      this.#byStart.set(start, alike);
      const lead = needle.text.slice(0, this.#whole ? needle.least : Math.min(needle.least, CUT_LENGTH));
      const ofLength = alike.get(lead.length) ?? new Map<string, Needle[]>();
      alike.set(lead.length, ofLength);
      ofLength.set(lead, [...(ofLength.get(lead) ?? []), needle]);
    }
  }

  #spans(text: string): readonly Span[] {
    const folded = fold(text);
    const spans: Span[] = [];
    const match = (index: number, needle: Needle): void => {
      const span = this.#match(folded, index, needle);
      const last = spans.at(-1);
      if (span === undefined || (last !== undefined && last.start <= span.start && span.end <= last.end))
        return;
      spans.push(needle.spread ? spread(text, span) : span);
    };
    for (let index = 0; index <= folded.length - KEY_LENGTH; index += 1) {
      if (this.#filter[hash(folded, index)] !== 1) continue;
      for (const [length, leads] of this.#byStart.get(folded.slice(index, index + KEY_LENGTH)) ?? [])
        for (const needle of leads.get(folded.slice(index, index + length)) ?? []) match(index, needle);
    }
    for (const needle of this.#tiny) {
      for (let at = folded.indexOf(needle.text); at >= 0; at = folded.indexOf(needle.text, at + 1))
        match(at, needle);
    }
    return spans;
  }

  #match(text: string, index: number, { text: wanted, least, bounds, before }: Needle): Span | undefined {
    const length = commonLength(text, index, wanted);
    const end = index + length;
    const enough =
      length >= least ||
      (bounds === 'none' && !this.#whole && before === '' && length >= CUT_LENGTH && isCut(text, end));
    if (!enough || !isApart(text, index, end, bounds)) return undefined;
    let start = index;
    for (let left = before.length; left > 0 && text[start - 1] === before[left - 1]; left -= 1) start -= 1;
    return { start, end };
  }

  /** The text with each secret replaced. Do it before the text is cut. */
  replace(text: string, replacement: string | ((found: string) => string)): string {
    if (this.#known.size === 0) return text;
    const spans = spansInLayers(text, (layer) => this.#spans(layer));
    return replaceSpans(text, spans, typeof replacement === 'string' ? () => replacement : replacement);
  }

  /** Whether the text holds a secret. */
  isIn(text: string): boolean {
    return this.#known.size > 0 && spansInLayers(text, (layer) => this.#spans(layer)).length > 0;
  }
}

/** The text without secrets, cut to a length only then: half a secret would not be known again. */
export function redactThenCut(text: string, redact: (text: string) => string, longest: number): string {
  const clean = redact(text);
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/** A copy of plain data with every text redacted, names of properties too. Anything else stays as it is. */
export function redactDeep<T>(value: T, redact: (text: string) => string): T {
  // A copy has the shape of its original; only texts differ.
  return copyOf(value, redact) as T;
}

function copyOf(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((entry) => copyOf(entry, redact));
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [redact(name), copyOf(entry, redact)]),
  );
}
