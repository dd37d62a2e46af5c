import { idNameAfter } from './parameter-name.ts';
import { isVariable, type Piece, type Segment } from './template.ts';

/*
 * `/files/3677287625` and `/files/7170802730/tasks` are one route with an id in it. A segment counts as
 * an id only when it looks like one and another request has something else in its place.
 */

const idForms: readonly RegExp[] = [
  /^\d+$/,
  /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  /^[0-9a-f]{24}$/i,
  /^[0-9a-f]{32}([0-9a-f]{8})?$/i,
  /^[\w.+-]+@[\w-]+(\.[\w-]+)*$/,
];

function textOf(segment: Segment | undefined): string | undefined {
  const [piece] = segment ?? [];
  return segment?.length === 1 && piece !== undefined && !isVariable(piece) ? piece.text : undefined;
}

function isIdLike(text: string | undefined): text is string {
  return text !== undefined && idForms.some((form) => form.test(text));
}

function isLoneVariable(segment: Segment): boolean {
  return segment.length === 1 && segment.every(isVariable);
}

/** `/api/1/users` and `/api/2/users` are versions, and nothing before a number says what it counts. */
function isVersionPlace(before: Segment | undefined): boolean {
  const text = textOf(before);
  return before === undefined || (text !== undefined && /^(api|rest|v|ver|version|versions)$/i.test(text));
}

const separator = '\u0000';
const hole = '\u0001';

function keyOf(segment: Segment): string {
  if (isIdLike(textOf(segment)) || isLoneVariable(segment)) return hole;
  return segment.map((piece) => (isVariable(piece) ? '{}' : piece.text)).join('');
}

/** Values seen in each place, by the path up to it with other ids and variables taken for equal. */
class Places {
  readonly #seen = new Map<string, Set<string>>();

  add(prefix: string, segment: Segment): void {
    const value = textOf(segment) ?? hole;
    const known = this.#seen.get(prefix);
    if (known === undefined) this.#seen.set(prefix, new Set([value]));
    else known.add(value);
  }

  varies(prefix: string): boolean {
    return (this.#seen.get(prefix)?.size ?? 0) > 1;
  }
}

function eachHole(segments: readonly Segment[], visit: (prefix: string, index: number) => void): void {
  let prefix = '';
  for (const [index, segment] of segments.entries()) {
    const key = keyOf(segment);
    if (key === hole) visit(prefix, index);
    prefix += key + separator;
  }
}

function asVariable(text: string, before: string | undefined): Piece {
  return { variable: idNameAfter(before), written: text, literal: text };
}

/** Paths of all requests -> the same paths with the literal ids that vary turned into variables. */
export function parametriseIds(paths: readonly (readonly Segment[])[]): (readonly Segment[])[] {
  const places = new Places();
  for (const segments of paths) {
    eachHole(segments, (prefix, index) => places.add(prefix, segments[index] ?? []));
  }
  return paths.map((segments) => {
    const out = [...segments];
    eachHole(segments, (prefix, index) => {
      const text = textOf(segments[index]);
      if (!isIdLike(text) || !places.varies(prefix)) return;
      if (/^\d{1,2}$/.test(text) && isVersionPlace(segments[index - 1])) return;
      out[index] = [asVariable(text, textOf(segments[index - 1]))];
    });
    return out;
  });
}
