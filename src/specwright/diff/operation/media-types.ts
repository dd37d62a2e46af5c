/** How a media type of the revision relates to one of the base. */
type Relation = 'same' | 'parameters' | 'changed' | 'widened' | 'narrowed';

export interface MatchedTypes {
  readonly matched: readonly (readonly [string, string, Relation])[];
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

type Test = (one: string, other: string) => Relation | undefined;

/** Pairs media types: the same name, the same but for parameters such as `version`, one that contains the other. */
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

const sameBare: Test = (one, other) => {
  if (bare(one) !== bare(other)) return undefined;
  const was = parametersOf(one);
  const is = parametersOf(other);
  const isKept = [...was].every(([name, value]) => (is.get(name) ?? value) === value);
  if (!isKept) return 'changed';
  return one.split(';').length === other.split(';').length ? 'same' : 'parameters';
};

/** Parameters such as `version=1`, names and values without case; UTF-8 is what is meant without a charset. */
function parametersOf(name: string): ReadonlyMap<string, string> {
  const listed = name.split(';').slice(1);
  const pairs = listed.map((one): [string, string] => {
    const [key = '', value = ''] = one.split('=', 2).map((part) => part.trim().toLowerCase());
    return [key, value.replaceAll('"', '')];
  });
  return new Map([['charset', 'utf-8'], ...pairs]);
}

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
