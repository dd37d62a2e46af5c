/*
 * A URL is cut apart at `/ ? & = # :`, and variable names may hold any of them. While it is cut, each
 * `{{name}}` stands as one private-use character that carries its index.
 */

const first = 0xe000;
const last = 0xf8ff;
const privateUse = /[\ue000-\uf8ff]/g;

export interface Shielded {
  readonly text: string;
  readonly names: readonly string[];
}

function closing(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length - 1; index += 1) {
    const pair = text.slice(index, index + 2);
    if (pair === '{{') depth += 1;
    else if (pair === '}}') depth -= 1;
    else continue;
    if (depth === 0) return index;
    index += 1;
  }
  return -1;
}

/** Puts a private-use character in place of each variable. */
export function shield(raw: string): Shielded {
  const text = raw.replace(privateUse, '');
  const names: string[] = [];
  const parts: string[] = [];
  let from = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', from)) {
    const close = closing(text, open);
    if (close < 0 || first + names.length > last) break;
    parts.push(text.slice(from, open), String.fromCharCode(first + names.length));
    names.push(text.slice(open + 2, close));
    from = close + 2;
  }
  parts.push(text.slice(from));
  return { text: parts.join(''), names };
}

function tokenName(character: string, names: readonly string[]): string | undefined {
  return names[character.charCodeAt(0) - first];
}

/** Puts the variables back as authors wrote them. */
export function unshield(text: string, names: readonly string[]): string {
  return text.replace(privateUse, (character) => `{{${tokenName(character, names) ?? ''}}}`);
}

/** Each run of text as it stands, each variable by its name. */
export function pieces(
  text: string,
  names: readonly string[],
): { readonly text?: string; readonly variable?: string }[] {
  return text
    .split(/([\ue000-\uf8ff])/)
    .filter((part) => part !== '')
    .map((part) => {
      const variable = part.length === 1 ? tokenName(part, names) : undefined;
      return variable === undefined ? { text: part } : { variable };
    });
}
