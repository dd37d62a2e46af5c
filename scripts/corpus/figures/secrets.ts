import type { Json } from '../../../src/specwright/base/json.ts';
import { Counter, type Tally } from '../figure.ts';
import { list, object, parse, text } from '../raw/values.ts';
import type { FigureContext } from './context.ts';

const secretName =
  /(pass(word|wd|phrase)?|pwd|secret|token|api[-_ ]?key|access[-_]?key|private[-_]?key|authorization|signature|credential)s?\d*$/i;
const cursor = /(page|next|continuation|sync|cursor|skip)[-_]?token$/i;
const forms = [
  /\beyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]+)?/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\b(?:sk|rk|pk)_(?:live|test)_[0-9A-Za-z]{16,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/g,
  /\bAIza[\w-]{35}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END/g,
];

/** Random enough that its author did not mean it as a word, a name or a hint. */
function isSecret(value: string): boolean {
  const secret = value.trim();
  if (secret.length < 10 || /[\s{}<>]|^https?:/.test(secret)) return false;
  if (
    /your|example|placeholder|xxxx|here$|^redacted|client_credentials|refresh_token|authorization_code/i.test(
      secret,
    )
  )
    return false;
  return /\d/.test(secret) && /[a-z]/i.test(secret);
}

class SecretScan {
  readonly found = new Set<string>();

  add(value: string): void {
    const secret = value.replace(/^(Bearer|Basic|Token)\s+/i, '').trim();
    if (isSecret(secret)) this.found.add(secret);
  }

  scan(root: Json): void {
    const open: Json[] = [root];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (typeof next === 'string') this.#text(next, open);
      if (typeof next !== 'object' || next === null) continue;
      const entry = object(next);
      const name = text(entry['key']) || text(entry['name']);
      if (secretName.test(name) && !cursor.test(name)) this.add(text(entry['value']));
      for (const [key, value] of Object.entries(next)) {
        if (secretName.test(key) && !cursor.test(key)) this.add(text(value));
        open.push(value);
      }
    }
  }

  #text(value: string, open: Json[]): void {
    for (const form of forms) for (const match of value.matchAll(form)) this.add(match[0]);
    if (/^\s*[[{]/.test(value)) {
      const json = parse(value);
      if (typeof json === 'object' && json !== null) open.push(json);
    }
  }
}

/** Auth blocks keep an API key under the name `value`. */
function authValues(root: Json): string[] {
  const out: string[] = [];
  const open: Json[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const block = object(next)['apikey'];
    for (const entry of list(block).map(object)) if (entry['key'] === 'value') out.push(text(entry['value']));
    out.push(text(object(block)['value']));
    for (const value of Object.values(next)) open.push(value);
  }
  return out;
}

/** Secrets of the collection that the document contains: `hit` are those that do not. */
export function secretsHidden({ raw, view }: FigureContext): Tally {
  const scan = new SecretScan();
  scan.scan(raw.json);
  for (const value of authValues(raw.json)) scan.add(value);
  const document = JSON.stringify(view.json);
  const counter = new Counter();
  for (const secret of scan.found) {
    counter.count(
      !document.includes(JSON.stringify(secret).slice(1, -1)),
      () => `${secret.slice(0, 6)}... (${String(secret.length)} characters)`,
    );
  }
  return counter;
}
