/** How a media type of the revision relates to one of the base. */
type Relation = 'same' | 'parameters' | 'widened' | 'narrowed';

export interface MatchedTypes {
  readonly matched: readonly (readonly [string, string, Relation])[];
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

type Test = (one: string, other: string) => Relation | undefined;

/** Pairs media types: the same name, the same but for parameters such as `charset`, one that contains the other. */
export function matchMediaTypes(base: readonly string[], revision: readonly string[]): MatchedTypes {
  const matched: [string, string, Relation][] = [];
  let gone = base;
  const come = [...revision];
  for (const test of [exact, sameBare, contained]) {
    gone = gone.filter((one) => {
      const index = come.findIndex((other) => test(one, other) !== undefined);
      const [other] = index < 0 ? [] : come.splice(index, 1);
      if (other !== undefined) matched.push([one, other, test(one, other) ?? 'same']);
      return other === undefined;
    });
  }
  return { matched, gone, come };
}

const exact: Test = (one, other) => (one.toLowerCase() === other.toLowerCase() ? 'same' : undefined);

const sameBare: Test = (one, other) => (bare(one) === bare(other) ? 'parameters' : undefined);

const contained: Test = (one, other) => {
  if (contains(bare(other), bare(one))) return 'widened';
  return contains(bare(one), bare(other)) ? 'narrowed' : undefined;
};

function bare(name: string): string {
  return (name.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Ranges contain their members; `application/xml` contains `application/atom+xml`, which is XML too. */
function contains(whole: string, part: string): boolean {
  if (whole === part) return true;
  if (whole === '*/*') return true;
  const [type, subtype] = whole.split('/');
  const [partType, partSubtype] = part.split('/');
  if (type !== partType || subtype === undefined || partSubtype === undefined) return false;
  return subtype === '*' || partSubtype.endsWith(`+${subtype}`);
}
