import { isSecretName } from './secret-names.ts';

/*
 * Secrets inside text, found by the name before them: JSON (also inside a JSON string), XML elements and
 * attributes, forms and query strings, command lines, headers.
 */

/** Groups: 1 name, 2 value. */
const named: readonly RegExp[] = [
  /["']([\w .:-]{1,80})["']\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){1,8192}?)"/g,
  /["']([\w .:-]{1,80})["']\s{0,20}:\s{0,20}'([^'\\\n]{1,2048})'/g,
  // the same inside a string, its quotes escaped
  /\\["']([\w .:-]{1,80})\\{1,8}["']\s{0,20}:\s{0,20}\\{1,8}["']([^"'\\]{1,4096})\\/g,
  /<([A-Za-z_][\w:.-]{0,80})(?:\s[^<>]{0,300})?>([^<]{3,4096})<\//g,
  /[?&\s"'](\w[\w.-]{0,60})=["']?([^\s&"'<>,;\\]{3,4096})/g,
  /(?:^|[\n"'`]|-H\s)\s{0,8}([A-Za-z][\w-]{2,40}):[ \t]{0,8}([^\s"'`<>{},]{6,4096})(?=["'`\s]|$)/g,
];

/** Calls back with each secret; the number is where its value starts. */
export function eachNamedSecret(text: string, found: (value: string, start: number) => void): void {
  for (const pattern of named) {
    for (const match of text.matchAll(pattern)) {
      const [whole, name = '', value = ''] = match;
      if (isSecretName(name)) found(value, match.index + whole.lastIndexOf(value));
    }
  }
}

/** `"pin": 1234` in JSON text: a number, replaced by another number. */
export const namedNumber = /(\\{0,8}"([\w .:-]{1,80}?)\\{0,8}"\s{0,20}:\s{0,20})(-?\d[\d.]{2,30})\b/g;
