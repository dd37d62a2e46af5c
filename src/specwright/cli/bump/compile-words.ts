const MOST = 160;

interface Pattern {
  readonly fits: RegExp;
  readonly words: (found: readonly string[]) => string;
}

/** What the compiler says, by its own sentences, and what that means to somebody who calls an API. */
const PATTERNS: readonly Pattern[] = [
  {
    fits: /^Property '([^']+)' is missing in type/,
    words: ([name = '']) => `"${name}" is required now`,
  },
  {
    fits: /is missing the following properties from type .*?: ([^:]+)$/,
    words: ([names = '']) => `${quoted(names.split(', '))} are required now`,
  },
  {
    fits: /may only specify known properties, (?:but|and) '?"?([^'"]+)"?'? does not exist/,
    words: ([name = '']) => `"${name}" is not a property any more`,
  },
  {
    fits: / has no exported member (?:named )?'?([^'.]+)'?/,
    words: ([name = '']) => `"${name}" is not exported any more`,
  },
  {
    fits: /^Property '([^']+)' does not exist on type/,
    words: ([name = '']) => `"${name}" is not there any more`,
  },
  {
    fits: /expression of type '"([^"]+)"' can't be used to index/,
    words: ([name = '']) => `"${name}" is not there any more`,
  },
  {
    fits: /^(?:Type|Argument of type) '(.*)' is not assignable to (?:type|parameter of type) '(.*)'/,
    words: ([from = '', to = '']) => `${clipped(from)} does not fit ${clipped(to)}`,
  },
  {
    fits: /^Type '(.*)' is not comparable to type '(.*)'/,
    words: ([from = '', to = '']) => `${clipped(from)} and ${clipped(to)} have nothing in common`,
  },
  {
    fits: /^Expected (\S+) arguments?, but got (\d+)/,
    words: ([expected = '', got = '']) => `the call takes ${expected} arguments, not ${got}`,
  },
];

/** A message of the compiler in our words; one without a pattern keeps its own, cut where it gets long. */
export function compileWords(message: string): string {
  for (const { fits, words } of PATTERNS) {
    const [found, ...groups] = fits.exec(message) ?? [];
    if (found !== undefined) return words(groups);
  }
  return clipped(message.replace(/\.$/, ''));
}

function clipped(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST - 3)}...` : text;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
