import type { Json } from '../../../../src/specwright/base/json.ts';
import * as fc from '../../../fast-check.ts';

/** One place of a document and what to do there. */
interface Mutation {
  readonly place: number;
  readonly kind: 'replace' | 'remove' | 'double' | 'rename' | 'move';
  readonly value: Json;
  readonly key: string;
}

const nasty: readonly Json[] = [
  '',
  null,
  0,
  -1,
  true,
  [],
  {},
  '{{x}}',
  '{{{{x}}',
  '}}{{',
  '<a>',
  '<script>*/</script>',
  '*/ process.exit() /*',
  '__proto__',
  'constructor',
  '\ud800',
  '\u0000',
  '\u2028',
  '/',
  '//',
  '?&=#',
  'https://',
  'http://[::1',
  '%%%',
  ':',
  '{',
  '{}',
  '{a}{b}',
  ';=',
  '9007199254740993',
  '1e400',
  [[[[]]]],
  { key: null, value: {} },
  { key: {}, value: [] },
  { type: 'basic', basic: null },
  { item: [] },
  { __proto__: null, request: 'x' },
];

const key = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'item',
    'request',
    'url',
    'key',
    'value',
    'type',
    'raw',
    'mode',
    'auth',
    'code',
    '',
  ),
  fc.string({ maxLength: 8 }),
);

const json: fc.Arbitrary<Json> = fc.json({ maxDepth: 3 }).map((text): Json => JSON.parse(text));

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom('replace', 'replace', 'remove', 'double', 'rename', 'move'),
  value: fc.oneof(fc.constantFrom(...nasty), json, fc.string({ unit: 'binary', maxLength: 30 })),
  key,
});

/** Every place that can be changed: containers with a key of theirs. */
function places(
  root: Json,
): { readonly holder: Json[] | Map<string, Json>; readonly key: string | number }[] {
  const out: { holder: Json[] | Map<string, Json>; key: string | number }[] = [];
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) next.forEach((_, index) => out.push({ holder: next as Json[], key: index }));
    else if (next instanceof Map) for (const name of next.keys()) out.push({ holder: next, key: name });
    for (const value of Array.isArray(next) ? next : next instanceof Map ? next.values() : [])
      open.push(value);
  }
  return out;
}

type Thawed = Json[] | Map<string, Thawed> | Json;

/** Objects as maps while they are changed, so that any key may be set. */
function thaw(value: Json): Json {
  const copy = (inner: Json): Thawed => {
    if (Array.isArray(inner)) return inner.map((entry) => copy(entry) as Json);
    if (typeof inner !== 'object' || inner === null) return inner;
    return new Map(Object.entries(inner).map(([name, entry]) => [name, copy(entry)]));
  };
  return copy(value) as Json;
}

function freeze(value: unknown): Json {
  if (Array.isArray(value)) return value.map(freeze);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, inner]) => [String(name), freeze(inner)]));
  return value as Json;
}

function apply(root: Json, { place, kind, value, key: name }: Mutation): void {
  const all = places(root);
  const target = all[place % Math.max(1, all.length)];
  if (target === undefined) return;
  const { holder, key: at } = target;
  const source = all[(place * 7 + 3) % all.length];
  const other =
    source === undefined
      ? null
      : source.holder instanceof Map
        ? source.holder.get(String(source.key))
        : source.holder[Number(source.key)];
  if (holder instanceof Map) {
    const old = holder.get(String(at)) ?? null;
    if (kind === 'remove' || kind === 'rename') holder.delete(String(at));
    if (kind === 'replace') holder.set(String(at), thaw(value));
    if (kind === 'rename' || kind === 'double') holder.set(name, old);
    if (kind === 'move') holder.set(String(at), thaw(freeze(other)));
    return;
  }
  if (kind === 'remove') holder.splice(Number(at), 1);
  else if (kind === 'double') holder.push(thaw(freeze(holder[Number(at)])));
  else holder[Number(at)] = kind === 'move' ? thaw(freeze(other)) : thaw(value);
}

/** A document with up to a dozen things done to it that no author would do. */
export function mutated(seed: Json, most = 12): fc.Arbitrary<Json> {
  return fc.array(mutation, { minLength: 1, maxLength: most }).map((mutations) => {
    const copy = thaw(seed);
    for (const one of mutations) apply(copy, one);
    return freeze(copy);
  });
}
