import type { JsonPointer } from '../base/json.ts';
import { parsePointer } from '../base/pointer.ts';

interface Wanted {
  pointer?: JsonPointer;
  readonly children: Map<string, Wanted>;
}

const quote = 34;
const backslash = 92;

/**
 * Lines of pointers in a JSON text that is known to be valid, in one pass that looks only where one is wanted.
 * A pointer that leads nowhere gets the line of the last thing on its way.
 */
export function linesOf(text: string, pointers: Iterable<JsonPointer>): ReadonlyMap<JsonPointer, number> {
  const root: Wanted = { children: new Map() };
  for (const pointer of pointers) want(root, pointer);
  const offsets = new Map<JsonPointer, number>();
  new Scanner(text, offsets).value(root, 0);
  return toLines(text, offsets);
}

function want(root: Wanted, pointer: JsonPointer): void {
  let node = root;
  for (const step of parsePointer(pointer)) {
    const next: Wanted = node.children.get(step) ?? { children: new Map() };
    node.children.set(step, next);
    node = next;
  }
  node.pointer = pointer;
}

function toLines(text: string, offsets: ReadonlyMap<JsonPointer, number>): ReadonlyMap<JsonPointer, number> {
  const lines = new Map<JsonPointer, number>();
  let line = 1;
  let end = text.indexOf('\n');
  for (const [pointer, offset] of [...offsets].sort(([, one], [, other]) => one - other)) {
    for (; end >= 0 && end < offset; end = text.indexOf('\n', end + 1)) line += 1;
    lines.set(pointer, line);
  }
  return lines;
}

class Scanner {
  private at = 0;
  private readonly text: string;
  private readonly offsets: Map<JsonPointer, number>;

  constructor(text: string, offsets: Map<JsonPointer, number>) {
    this.text = text;
    this.offsets = offsets;
  }

  /** Reads one value; `start` is where its key (or itself) stands. */
  value(wanted: Wanted | undefined, start: number): void {
    this.space();
    if (wanted === undefined || wanted.children.size === 0) {
      if (wanted?.pointer !== undefined) this.offsets.set(wanted.pointer, start);
      this.skip();
      return;
    }
    if (wanted.pointer !== undefined) this.offsets.set(wanted.pointer, start);
    for (const pointer of below(wanted)) this.offsets.set(pointer, start);
    const open = this.text[this.at];
    if (open === '{') this.object(wanted);
    else if (open === '[') this.list(wanted);
    else this.skip();
  }

  private object(wanted: Wanted): void {
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text[this.at] === '}' || this.at >= this.text.length) break;
      const start = this.at;
      const key = this.key();
      this.space();
      this.at += 1; // the colon
      this.value(wanted.children.get(key), start);
      this.space();
      if (this.text[this.at] === ',') this.at += 1;
    }
    this.at += 1;
  }

  private list(wanted: Wanted): void {
    this.at += 1;
    for (let index = 0; ; index += 1) {
      this.space();
      if (this.text[this.at] === ']' || this.at >= this.text.length) break;
      this.value(wanted.children.get(String(index)), this.at);
      this.space();
      if (this.text[this.at] === ',') this.at += 1;
    }
    this.at += 1;
  }

  private key(): string {
    const start = this.at;
    this.string();
    const raw = this.text.slice(start + 1, this.at - 1);
    if (!raw.includes('\\')) return raw;
    const parsed: unknown = JSON.parse(this.text.slice(start, this.at));
    return String(parsed);
  }

  private string(): void {
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const code = this.text.charCodeAt(this.at);
      if (code === backslash) this.at += 1;
      else if (code === quote) break;
    }
    this.at += 1;
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && code !== 0xfeff) return;
      this.at += 1;
    }
  }

  /** Passes over one value of any kind without looking inside. */
  private skip(): void {
    let depth = 0;
    for (; this.at < this.text.length;) {
      const code = this.text.charCodeAt(this.at);
      if (code === quote) {
        this.string();
        if (depth === 0) return;
        continue;
      }
      if (code === 123 || code === 91) depth += 1;
      else if (code === 125 || code === 93) {
        if (depth === 0) return;
        depth -= 1;
        if (depth === 0) {
          this.at += 1;
          return;
        }
      } else if (depth === 0 && code === 44) return;
      this.at += 1;
    }
  }
}

function* below(wanted: Wanted): Generator<JsonPointer> {
  for (const child of wanted.children.values()) {
    if (child.pointer !== undefined) yield child.pointer;
    yield* below(child);
  }
}
