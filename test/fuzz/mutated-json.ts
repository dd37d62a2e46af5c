import * as fc from '../fast-check.ts';
import { isObject, type Json } from '../../src/specwright/base/json.ts';

/** Texts that have broken programs before. */
const NASTY_TEXTS = [
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
  [],
  {},
  [[[[]]]],
  { $ref: '#' },
  [null, {}, 'x'],
];

const nastyText = fc.constantFrom(...NASTY_TEXTS);
const change = fc.oneof(
  fc.record({
    kind: fc.constant('replace' as const),
    value: fc.oneof(nastyText, fc.constantFrom(...NASTY_VALUES)),
  }),
  fc.record({ kind: fc.constant('splice' as const), text: nastyText, at: fc.nat() }),
  fc.record({ kind: fc.constant('remove' as const) }),
  fc.record({ kind: fc.constant('wrap' as const) }),
  fc.record({ kind: fc.constant('copy' as const), key: nastyText }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Changed texts of the examples: a few changes in the value, and seldom a text that is cut off. */
export function mutatedJson(examples: readonly string[]): fc.Arbitrary<string> {
  const steps = fc.array(fc.tuple(fc.array(fc.nat(), { maxLength: 12 }), change), {
    minLength: 1,
    maxLength: 6,
  });
  const cut = fc.option(fc.nat(), { freq: 12 });
  return fc.tuple(fc.constantFrom(...examples), steps, cut).map(([example, all, end]) => {
    const value = all.reduce<Json>(
      (changed, [turns, step]) => changeAt(changed, turns, step),
      JSON.parse(example),
    );
    const text = JSON.stringify(value);
    return end === null ? text : text.slice(0, end % (text.length + 1));
  });
}

/** Walks down, at each level to the entry that `turns` names, and changes what is there. */
function changeAt(value: Json, [turn, ...turns]: readonly number[], step: Change): Json {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const key = turn === undefined ? undefined : keys[turn % keys.length];
  if (key === undefined) return changeHere(value, step);
  if (Array.isArray(value)) return value.with(Number(key), changeAt(value[Number(key)] ?? null, turns, step));
  if (!isObject(value)) return value;
  return withEntry(value, key, changeAt(value[key] ?? null, turns, step));
}

function changeHere(value: Json, step: Change): Json {
  if (step.kind === 'replace') return step.value;
  if (step.kind === 'wrap') return [value];
  if (step.kind === 'splice') {
    const text = typeof value === 'string' ? value : '';
    const at = step.at % (text.length + 1);
    return text.slice(0, at) + step.text + text.slice(at);
  }
  if (Array.isArray(value)) return step.kind === 'remove' ? value.slice(1) : [...value, ...value.slice(0, 1)];
  if (!isObject(value)) return null;
  const [first, ...rest] = Object.entries(value);
  if (first === undefined) return null;
  return step.kind === 'remove' ? Object.fromEntries(rest) : withEntry(value, step.key, first[1] ?? null);
}

/** `__proto__` becomes a key like any other. */
function withEntry(value: { readonly [key: string]: Json }, key: string, entry: Json): Json {
  return Object.fromEntries([...Object.entries(value).filter(([name]) => name !== key), [key, entry]]);
}
