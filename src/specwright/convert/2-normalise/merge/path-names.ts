import { isVariable, type Segment } from '../url/template.ts';

/** Names of the variables of one path, position by position: what most requests call each, no name twice. */
export function chooseNames(requests: readonly (readonly Segment[])[]): readonly string[] {
  const votes: Map<string, number>[] = [];
  for (const segments of requests) {
    segments
      .flat()
      .filter(isVariable)
      .forEach((piece, index) => {
        const count = (votes[index] ??= new Map());
        count.set(piece.variable, (count.get(piece.variable) ?? 0) + 1);
      });
  }
  const taken = new Set<string>();
  return votes.map((count) => free(favourite(count), taken));
}

function favourite(votes: ReadonlyMap<string, number>): string {
  return [...votes].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function free(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${name}${String(count)}`;
  taken.add(candidate);
  return candidate;
}

/** `/a/{id}/b`: the template with the chosen names. */
export function writePath(segments: readonly Segment[], names: readonly string[]): string {
  let index = 0;
  const parts = segments.map((segment) =>
    segment
      .map((piece) => (isVariable(piece) ? `{${names[index++] ?? piece.variable}}` : piece.text))
      .join(''),
  );
  return `/${parts.join('/')}`;
}
