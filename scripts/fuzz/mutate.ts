import type { Json } from '../../src/specwright/base/json.ts';
import type { Random } from './random.ts';

/** Texts that have broken programs before. */
const NASTY_TEXTS: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '*/ throw 1; /*',
  '`${process.exit()}`',
  '</script><script>',
  '{{a}}{{b}}',
  '{{{{}}}}',
  '../../etc/passwd',
  '%2e%2e%2f%',
  'https://<tenant-url>/:id/{id}?q=#f',
  '://',
  '🙂'.repeat(20),
  `${'a'.repeat(200)}!`,
  '((a+)+)+$',
  '| a | b |\n| --- | --- |\n| c |',
  '<table><tr><td>x</table>',
  '9'.repeat(400),
  '-0',
  '$ref',
  '#/components/schemas/A~1b',
];

const NASTY_VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  9_007_199_254_740_991,
  [],
  {},
  [[[[]]]],
  { $ref: '#' },
  [null, {}, 'x'],
  ...NASTY_TEXTS,
];

/** A changed copy of a JSON text: a few changes in the value, rarely one in the text itself. */
export function mutateJson(text: string, random: Random): string {
  const value: Json = JSON.parse(text);
  const changes = 1 + random.integer(6);
  let changed = value;
  for (let change = 0; change < changes; change += 1) changed = changeOne(changed, random);
  const result = JSON.stringify(changed);
  return random.integer(12) === 0 ? breakText(result, random) : result;
}

/** Walks down at random and changes what is there. */
function changeOne(value: Json, random: Random): Json {
  if (typeof value !== 'object' || value === null || random.integer(9) === 0)
    return replacement(value, random);
  const keys = Object.keys(value);
  const key = random.pick(keys);
  if (key === undefined) return replacement(value, random);
  if (random.integer(6) === 0) return reshape(value, key, random);
  return withEntry(value, key, changeOne(entryOf(value, key), random));
}

function replacement(value: Json, random: Random): Json {
  if (typeof value === 'string' && random.integer(2) === 0) {
    const cut = random.integer(value.length + 1);
    return value.slice(0, cut) + (random.pick(NASTY_TEXTS) ?? '') + value.slice(cut);
  }
  return random.pick(NASTY_VALUES) ?? null;
}

/** Takes an entry out, doubles it under another key, or wraps it. */
function reshape(value: Json[] | { [key: string]: Json }, key: string, random: Random): Json {
  const kind = random.integer(3);
  if (kind === 0) return withoutEntry(value, key);
  if (kind === 1) return withEntry(value, key, [entryOf(value, key)]);
  if (Array.isArray(value)) return [...value, entryOf(value, key)];
  return withEntry(value, random.pick(NASTY_TEXTS) ?? 'copy', entryOf(value, key));
}

function entryOf(value: Json[] | { [key: string]: Json }, key: string): Json {
  return (Array.isArray(value) ? value[Number(key)] : value[key]) ?? null;
}

/** `__proto__` becomes a key like any other. */
function withEntry(value: Json[] | { [key: string]: Json }, key: string, entry: Json): Json {
  if (Array.isArray(value)) return value.with(Number(key), entry);
  return Object.fromEntries([...Object.entries(value).filter(([name]) => name !== key), [key, entry]]);
}

function withoutEntry(value: Json[] | { [key: string]: Json }, key: string): Json {
  if (Array.isArray(value)) return value.toSpliced(Number(key), 1);
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

function breakText(text: string, random: Random): string {
  const at = random.integer(text.length + 1);
  return random.integer(2) === 0
    ? text.slice(0, at)
    : text.slice(0, at) + (random.pick(NASTY_TEXTS) ?? '') + text.slice(at);
}
