/** Names for things that a document leaves nameless, or names in a way that is no identifier. */

const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Words of a text: runs of letters and digits, split at a change from lower to upper case. */
export function wordsOf(text: string): readonly string[] {
  return text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').match(/[A-Za-z0-9]+/g) ?? [];
}

export function pascalCase(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** A JavaScript identifier made of a text: the text itself where it already is one. */
export function identifier(text: string): string {
  const plain = /^[A-Za-z_$][\w$]*$/.test(text) ? text : camelCase(wordsOf(text));
  if (plain === '') return 'unnamed';
  return RESERVED.has(plain) || /^\d/.test(plain) ? `_${plain}` : plain;
}

function camelCase(words: readonly string[]): string {
  const name = pascalCase(words);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Hands out names once each: a name already taken gets the lowest free number from 2 on. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  /** The next number to try, by name: a thousand equal names cost a thousand steps, not half a million. */
  readonly #next = new Map<string, number>();

  has(name: string): boolean {
    return this.#taken.has(name);
  }

  claim(name: string): string {
    let unique = name;
    for (let count = this.#next.get(name) ?? 2; this.#taken.has(unique); count += 1) {
      unique = `${name}${String(count)}`;
      this.#next.set(name, count + 1);
    }
    this.#taken.add(unique);
    return unique;
  }
}

/** `GET /users/{userId}` -> `getUsersByUserId`: for documents that give no operationId. */
export function inventOperationId(method: string, path: string): string {
  const words = path.split('/').flatMap((segment) => {
    const [variable] = /\{[^{}]*\}/.exec(segment) ?? [];
    return variable === undefined ? wordsOf(segment) : ['by', ...wordsOf(segment)];
  });
  return method.toLowerCase() + pascalCase(words);
}

/** `application/x-www-form-urlencoded` -> `XWwwFormUrlencoded`: tells the validators of several media types apart. */
export function mediaTypeSuffix(mediaType: string): string {
  return pascalCase(wordsOf(mediaType.slice(mediaType.indexOf('/') + 1)));
}
