import type { Span } from '../redact.ts';
import {
  containerStrength,
  isBesideSecrets,
  mayNameSecret,
  secretNameStrength,
  type NameStrength,
} from './secret-names.ts';
import { isProseWord, looksRandom, SCHEME_PREFIX, standsForSecret } from './stands-for-secret.ts';

/*
 * Secrets inside text that the name before them gives away: in JSON (also cut short, or inside a JSON
 * string), XML, forms and query strings, headers, command lines, scripts and prose.
 */

/** Groups: 1 name, 2 value. */
const NAMED: readonly RegExp[] = [
  /["']([\w .:-]{1,80})["']\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){1,8192}?)"/dg,
  /["']([\w .:-]{1,80})["']\s{0,20}:\s{0,20}'([^'\\\n]{1,2048})'/dg,
  // the same inside a string, its quotes escaped
  /\\["']([\w .:-]{1,80})\\{1,8}["']\s{0,20}:\s{0,20}\\{1,8}["']([^"'\\]{1,4096})\\/dg,
  /<([A-Za-z_][\w:.-]{0,80})(?:\s[^<>]{0,300})?>([^<]{3,4096})<\//dg,
  /[?&\s"'](\w[\w.-]{0,60})=["']?([^\s&"'<>,;\\]{3,4096})/dg,
  /(?:^|[\n"'`]|-H\s)\s{0,8}([A-Za-z][\w-]{2,40}):[ \t]{0,8}([^\s"'`<>{},]{6,4096})(?=["'`\s]|$)/dg,
  // scripts: token: "abc", token = 'abc', set("token", "abc")
  /\b([A-Za-z_$][\w$]{1,60})\s{0,8}[:=]\s{0,8}["'`]([^"'`\\\n]{3,2048})["'`]/dg,
  /\(\s{0,8}["'`]([\w .-]{2,60})["'`]\s{0,8},\s{0,8}["'`]([^"'`\\\n]{3,2048})["'`]/dg,
];

const PASSWORD = String.raw`pass(?:word|phrase|code|wd)s?|pwd`;
const QUOTE = String.raw`["'${'`'}“*]{0,3}`;
const SECRET = String.raw`secret|(?:api|access|secret|private)[ -]?(?:key|secret)|token|credentials?`;

interface Sentence {
  readonly form: RegExp;
  /** What the value must be, beside not standing for a secret. */
  readonly accepts: (value: string, before: string | undefined) => boolean;
}

const isHardToGuess = (value: string): boolean => /[\d!@#$%^&*?~+=]/.test(value) && /[a-z]/i.test(value);
const isNoIdentifier = (value: string): boolean =>
  !/^(?:[a-z]+(?:[_-][a-z]+)+|[A-Z][a-z]*(?:-[A-Z][a-z]*)+)$/.test(value);

/** The last group is the secret. */
const SENTENCES: readonly Sentence[] = [
  {
    form: new RegExp(
      String.raw`(?<![\w-])(?:${PASSWORD})\b\s{0,4}(?:is|are|was|to|[:=])?\s{0,4}["'${'`'}“*]{1,3}([^"'${'`'}”*\n]{3,200})["'${'`'}”*]`,
      'dgi',
    ),
    accepts: isNoIdentifier,
  },
  {
    form: new RegExp(
      String.raw`(?<![\w-])(?:${SECRET})\b\s{0,4}(?:is|are|was|to|[:=])?\s{0,4}["'${'`'}“*]{1,3}([^"'${'`'}”*\n]{6,512})["'${'`'}”*]`,
      'dgi',
    ),
    accepts: looksRandom,
  },
  {
    form: new RegExp(
      String.raw`(?<![\w-])(?:${PASSWORD})(?:\s+(?:is|was)\s+|\s{0,4}:\s{0,4})([^\s"'${'`'}<>{}()\[\],;]{4,100})`,
      'dgi',
    ),
    accepts: isHardToGuess,
  },
  {
    form: new RegExp(
      String.raw`(?<![\w-])(?:${SECRET})(?:\s+(?:is|was)\s+|\s{0,4}:\s{0,4})([^\s"'${'`'}<>{}()\[\],;]{8,512})`,
      'dgi',
    ),
    accepts: looksRandom,
  },
  {
    form: new RegExp(
      String.raw`(?<![\w-])(?:${PASSWORD}|mnemonic|seed phrase)(?:\s+(?:is|was)|\s{0,4}[:=])\s{1,4}((?:[a-z]{2,12}[ -]){3,23}[a-z]{3,12})\b`,
      'dgi',
    ),
    accepts: () => true,
  },
  {
    form: /\bbase64\b[^.\n"'`]{0,24}?(?:\bof|\bfor|[(:])\s{0,4}["'`]?[\w.@+-]{1,64}:([^\s"'`<>{}),]{3,200})/dgi,
    accepts: () => true,
  },
  {
    // A name and a password side by side: the password may be an ordinary word.
    form: new RegExp(
      String.raw`(?<![\w-])(?:user(?:[ _-]?(?:name|id))?|login|e-?mail|account)\b\s{0,4}(?:is|[:=])\s{0,4}${QUOTE}([^\s,;|<>{}"'${'`'}*]{2,64}?)${QUOTE}[\s,;/|.&-]{1,8}(?:and\s{1,4})?(?:the\s{1,4}|its\s{1,4})?(?:${PASSWORD}|pass)\b\s{0,4}(?:is|[:=])\s{0,4}${QUOTE}([^\s,;|<>{}()\[\]"'${'`'}*]{4,100})`,
      'dgi',
    ),
    accepts: (value, name = '') =>
      value !== name && !standsForSecret(name) && isNoIdentifier(value) && !isProseWord(value),
  },
];

/** Whether the value of a field is a secret, judged by the name of the field and a look at the value. */
export function isNamedSecret(strength: NameStrength | undefined, value: string): boolean {
  if (strength === undefined) return false;
  const secret = value.replace(SCHEME_PREFIX, '');
  return !standsForSecret(secret) && (strength === 'sure' || looksRandom(secret));
}

/** The secret in `Bearer abc`. */
function withoutScheme(text: string, { start, end }: Span): Span {
  const scheme = SCHEME_PREFIX.exec(text.slice(start, Math.min(end, start + 40)))?.[0] ?? '';
  return { start: start + scheme.length, end };
}

function spanOf(match: RegExpMatchArray, group: number): Span | undefined {
  const place = match.indices?.[group];
  return place && { start: place[0], end: place[1] };
}

function* named(text: string): Generator<Span> {
  for (const pattern of NAMED) {
    for (const match of text.matchAll(pattern)) {
      const span = spanOf(match, 2);
      if (span !== undefined && isNamedSecret(secretNameStrength(match[1] ?? ''), match[2] ?? ''))
        yield withoutScheme(text, span);
    }
  }
}

function* told(text: string): Generator<Span> {
  for (const { form, accepts } of SENTENCES) {
    for (const match of text.matchAll(form)) {
      const value = (match.at(-1) ?? '').replace(/[.,;:]+$/, '');
      const span = spanOf(match, match.length - 1);
      if (span !== undefined && !standsForSecret(value) && accepts(value, match.at(-2)))
        yield { start: span.start, end: span.start + value.length };
    }
  }
}

const CONTAINER = /["']?([\w.-]{2,80})["']?\s{0,20}:\s{0,20}(?=[[{])/g;
const TOKEN = /"((?:[^"\\]|\\.){0,8192})"(\s{0,8}:)?|'([^'\\\n]{0,2048})'(\s{0,8}:)?|[[\]{}]/dy;
/** A list of secrets is not longer. */
const LONGEST_CONTAINER = 20_000;

/** Secrets in lists and objects under a name: `"passwords": ["a", "b"]`, `"secrets": {"db": {"main": "a"}}`. */
function* contained(text: string): Generator<Span> {
  let from = 0;
  for (const match of text.matchAll(CONTAINER)) {
    const start = match.index + match[0].length;
    const strength = start < from ? undefined : containerStrength(match[1] ?? '', text[start] === '[');
    if (strength === undefined) continue;
    from = yield* inContainer(text, start, strength);
  }
}

/** Returns where the container ends. */
function* inContainer(text: string, start: number, strength: NameStrength): Generator<Span, number> {
  let depth = 0;
  let name = '';
  let at = start;
  while (at < Math.min(text.length, start + LONGEST_CONTAINER)) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (token === null) {
      at += 1;
      continue;
    }
    at = TOKEN.lastIndex;
    const mark = token[0];
    if (mark === '[' || mark === '{') depth += 1;
    else if (mark === ']' || mark === '}') depth -= 1;
    else if (token[2] !== undefined || token[4] !== undefined) name = token[1] ?? token[3] ?? '';
    else {
      const span = spanOf(token, 1) ?? spanOf(token, 3);
      const value = token[1] ?? token[3] ?? '';
      if (span !== undefined && !isBesideSecrets(name) && isNamedSecret(strength, value))
        yield withoutScheme(text, span);
    }
    if (depth === 0) return at;
  }
  return at;
}

/** Where a text holds secrets by the names before them. */
export function namedSecrets(text: string): readonly Span[] {
  if (!mayNameSecret.test(text)) return [];
  return [...named(text), ...told(text), ...contained(text)].filter(({ start, end }) => start < end);
}
