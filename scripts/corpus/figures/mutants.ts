import type { Json } from '../../../src/specwright/base/json.ts';

/** Enough to judge a body; a list of a thousand equal entries says nothing more. */
const most = 40;

function wrong(value: Json): Json | undefined {
  if (typeof value === 'string') return 12_345;
  if (typeof value === 'number') return 'not a number';
  if (typeof value === 'boolean') return 'not a boolean';
  if (Array.isArray(value)) return { not: 'a list' };
  return value === null ? undefined : [];
}

function replace(value: Json, path: readonly string[], mutant: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return mutant;
  if (Array.isArray(value)) {
    return value.map((entry, index) => (String(index) === key ? replace(entry, rest, mutant) : entry));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replace(inner, rest, mutant) : inner]),
  );
}

function places(root: Json): (readonly string[])[] {
  const out: (readonly string[])[] = [];
  const open: { readonly value: Json; readonly path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let next = open.shift(); next !== undefined && out.length < most; next = open.shift()) {
    const { value, path } = next;
    out.push(path);
    if (typeof value !== 'object' || value === null) continue;
    const entries = Array.isArray(value)
      ? value.slice(0, 3).map((entry, index) => [String(index), entry] as const)
      : Object.entries(value);
    for (const [key, inner] of entries) open.push({ value: inner, path: [...path, key] });
  }
  return out;
}

function at(root: Json, path: readonly string[]): Json {
  let current: Json = root;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return null;
    current = (Array.isArray(current) ? current[Number(key)] : current[key]) ?? null;
  }
  return current;
}

/** The same value with one thing of the wrong type, at each place in turn. */
export function* mutantsOf(root: Json): Generator<{ readonly value: Json; readonly path: string }> {
  for (const path of places(root)) {
    const mutant = wrong(at(root, path));
    if (mutant !== undefined) yield { value: replace(root, path, mutant), path: `/${path.join('/')}` };
  }
}
