/*
 * `{ "id": {{id}}, "price": {{a}}.5 }` is no JSON. Each bare run that holds a variable becomes a string
 * with a private-use mark in front, so that the place is known after parsing.
 */

const mark = '\ue000';
const bareEnd = /[\s,:[\]{}"]/;

function stringEnd(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}

function commentEnd(text: string, start: number): number {
  const line = text[start + 1] === '/';
  const end = text.indexOf(line ? '\n' : '*/', start + 2);
  return end < 0 ? text.length : end + (line ? 0 : 2);
}

/** End of a run such as `-{{x}}.5`, or -1 where no variable starts here. */
function runEnd(text: string, start: number): number {
  let index = start;
  let found = false;
  while (index < text.length) {
    if (text.startsWith('{{', index)) {
      const close = text.indexOf('}}', index + 2);
      const name = close < 0 ? '' : text.slice(index + 2, close);
      if (close < 0 || name.length > 200 || /["{}\n]/.test(name)) return found ? index : -1;
      found = true;
      index = close + 2;
    } else if (bareEnd.test(text[index] ?? ' ')) return found ? index : -1;
    else index += 1;
  }
  return found ? index : -1;
}

/** Quotes every bare variable outside strings and comments. */
export function quoteBareVariables(text: string): string {
  if (!text.includes('{{')) return text;
  const parts: string[] = [];
  let from = 0;
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    if (character === '"') index = stringEnd(text, index);
    else if (character === '/' && /[/*]/.test(text[index + 1] ?? '')) index = commentEnd(text, index);
    else if (/[\s,:[\]}]/.test(character ?? '')) index += 1;
    else {
      const end = runEnd(text, index);
      if (end < 0) {
        index = character === '{' ? index + 1 : wordEnd(text, index);
        continue;
      }
      parts.push(text.slice(from, index), JSON.stringify(mark + text.slice(index, end)));
      from = end;
      index = end;
    }
  }
  parts.push(text.slice(from));
  return parts.join('');
}

function wordEnd(text: string, start: number): number {
  let index = start;
  while (index < text.length && !bareEnd.test(text[index] ?? ' ')) index += 1;
  return Math.max(index, start + 1);
}

export function isBare(value: string): boolean {
  return value.startsWith(mark);
}

export function unmark(value: string): string {
  return value.replaceAll(mark, '');
}
