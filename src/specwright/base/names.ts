/** Words that JavaScript or TypeScript keeps for itself, in strict code too. */
const RESERVED = wordSet(
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield',
);

/** Words of a text: runs of letters and digits, split where lower case turns into upper case. */
export function wordsOf(text: string): readonly string[] {
  return text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').match(/[A-Za-z0-9]+/g) ?? [];
}

/** `bornOn`, `born_on` and `BornOn` are one name. */
export function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z\d]/g, '');
}

/** `contact-info`, `contactInfo` and `contact info` -> `ContactInfo` */
export function pascalCase(text: string): string {
  return wordsOf(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `contact-info`, `ContactInfo` and `contact info` -> `contactInfo` */
export function camelCase(text: string): string {
  const name = pascalCase(text);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function isReservedWord(word: string): boolean {
  return RESERVED.has(word);
}

/** A JavaScript identifier made of a text: the text itself where it already is one. */
export function identifier(text: string): string {
  const name = /^[A-Za-z_$][\w$]*$/.test(text) ? text : camelCase(text);
  if (name === '') return 'unnamed';
  return isReservedWord(name) || /^\d/.test(name) ? `_${name}` : name;
}

/** Gives each name once: a name already taken gets the lowest free number from 2 on. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  /** The next number to try, by name: a thousand equal names cost a thousand steps, not half a million. */
  readonly #next = new Map<string, number>();
  readonly #separator: string;

  /** @param separator - goes between a name and its number */
  constructor(separator = '') {
    this.#separator = separator;
  }

  has(name: string): boolean {
    return this.#taken.has(name);
  }

  claim(name: string): string {
    let unique = name;
    for (let count = this.#next.get(name) ?? 2; this.#taken.has(unique); count += 1) {
      unique = `${name}${this.#separator}${String(count)}`;
      this.#next.set(name, count + 1);
    }
    this.#taken.add(unique);
    return unique;
  }
}

/* Singular and plural of English nouns, as they appear in names. */

/** Singular and plural of nouns that follow no rule below. */
const IRREGULAR: readonly (readonly [string, string])[] = pairs(
  'person people man men woman women child children mouse mice goose geese foot feet tooth teeth ox oxen ' +
    'index indices vertex vertices matrix matrices appendix appendices radius radii criterion criteria ' +
    'phenomenon phenomena analysis analyses crisis crises thesis theses hypothesis hypotheses parenthesis parentheses ' +
    'diagnosis diagnoses synopsis synopses axis axes life lives knife knives wife wives wolf wolves leaf leaves ' +
    'shelf shelves half halves thief thieves loaf loaves self selves calf calves elf elves scarf scarves quiz quizzes',
);
const SINGULARS = new Map(IRREGULAR.map(([one, many]) => [many, one]));
const PLURALS = new Map(IRREGULAR);

/** Nouns that are the same in singular and plural, have no plural, or only look like one. */
const UNCHANGED = wordSet(
  'series species news means headquarters data metadata media sms mms gps dns tls https aws css js ios macos cors pos ' +
    'qos os dos chaos cosmos kudos ethos pathos sas saas paas iaas nas texas ' +
    'whereas as was has analytics logistics economics physics politics mathematics electronics diagnostics ' +
    'always perhaps thanks yes',
);
/** Nouns in -s that take -es. */
const ENDS_IN_S = wordSet(
  'alias bias canvas atlas gas lens status bus virus bonus campus census corpus focus nexus surplus apparatus ' +
    'prospectus consensus chorus cactus octopus genius plus minus iris',
);
/** Nouns in -us and -is that are the plural of a word in -u and -i. */
const ENDS_IN_VOWEL = wordSet(
  'menu sku cpu gpu guru emu api kpi uri ski taxi emoji wiki alibi gui cli poi bikini',
);
/** Nouns in -ie, whose plural looks like that of a word in -y. */
const ENDS_IN_IE = wordSet(
  'movie cookie calorie selfie zombie brownie genie hoodie rookie prairie smoothie veggie birdie goalie foodie indie ' +
    'necktie junkie hippie freebie newbie sortie magpie roadie techie auntie pixie pie tie lie die',
);
/** Nouns in -che, whose plural looks like that of a word in -ch. */
const ENDS_IN_CHE = wordSet('cache niche ache headache creche quiche avalanche cliche psyche moustache');
/** Nouns in -o that take -es. */
const ENDS_IN_O = wordSet('hero potato tomato echo veto torpedo embargo cargo mosquito volcano tornado');

/**
 * The singular of a noun: of the last word where a name has several. A word that is not a plural stays.
 *
 * @example singular('emails') // 'email'
 * @example singular('orderStatuses') // 'orderStatus'
 * @example singular('Cookies') // 'Cookie'
 */
export function singular(name: string): string {
  return changeLastWord(name, singularOf);
}

/**
 * The plural of a noun: of the last word where a name has several.
 *
 * @example plural('address') // 'addresses'
 */
export function plural(name: string): string {
  return changeLastWord(name, pluralOf);
}

function singularOf(word: string): string {
  const irregular = SINGULARS.get(word);
  if (irregular !== undefined) return irregular;
  if (!word.endsWith('s') || word.length < 3) return word;
  if (UNCHANGED.has(word) || ENDS_IN_S.has(word)) return word;
  const stem = word.slice(0, -1);
  if (ENDS_IN_VOWEL.has(stem)) return stem;
  if (/(?:ss|us|is)$/.test(word)) return word;
  return stem.endsWith('e') ? singularOfEs(stem) : stem;
}

/** @param stem - a plural without its last `s` */
function singularOfEs(stem: string): string {
  const shorter = stem.slice(0, -1);
  if (/[^aeiou]i$/.test(shorter)) return ENDS_IN_IE.has(stem) ? stem : `${shorter.slice(0, -1)}y`;
  if (shorter.endsWith('ch')) return ENDS_IN_CHE.has(stem) ? stem : shorter;
  if (shorter.endsWith('s')) return shorter.endsWith('ss') || endsInS(shorter) ? shorter : stem;
  if (/(?:sh|x|zz|tz)$/.test(shorter) || ENDS_IN_O.has(shorter)) return shorter;
  return stem;
}

/** `taskstatus` is a `status` too: names without capitals join their words. */
function endsInS(word: string): boolean {
  return ENDS_IN_S.has(word) || /(?:status|alias|campus|canvas|census)$/.test(word);
}

function pluralOf(word: string): string {
  const irregular = PLURALS.get(word);
  if (irregular !== undefined) return irregular;
  if (SINGULARS.has(word)) return word;
  if (ENDS_IN_S.has(word)) return `${word}es`;
  if (UNCHANGED.has(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) || ENDS_IN_O.has(word) ? `${word}es` : `${word}s`;
}

/** Longer words are not nouns. */
const LONGEST_NOUN = 40;

/** Changes the last word of a name, which is in small letters for `change`; its own case stays. */
function changeLastWord(name: string, change: (word: string) => string): string {
  const end = name.slice(-LONGEST_NOUN);
  const word = /(?:[A-Za-z]*\d+s|[A-Z]+s|[A-Z]?[a-z]+|[A-Z]+)$/.exec(end)?.[0] ?? '';
  const lower = word.toLowerCase();
  const changed = change(lower);
  let same = 0;
  while (same < lower.length && lower[same] === changed[same]) same += 1;
  const added = changed.slice(same);
  const isCapital = word.length > 1 && word === word.toUpperCase();
  return name.slice(0, name.length - word.length + same) + (isCapital ? added.toUpperCase() : added);
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

function pairs(words: string): readonly (readonly [string, string])[] {
  return [...words.matchAll(/(\w+) (\w+)/g)].map(([, one = '', many = '']) => [one, many]);
}
