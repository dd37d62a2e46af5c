import type { RawRequest } from '../raw/raw-request.ts';
import type { DocumentOperation, DocumentView } from './document-view.ts';

const spelled =
  /\{\{(?:[^{}]|\{\{[^{}]*\}\})*\}\}|\$?\{[^{}]+\}|<+[^<>]+>+|^:[\p{L}\p{N}_-]+|^\[[^[\]]+\]$/gu;

/** A segment with every spelling of a variable written `{}`; percent-encoding of odd characters undone. */
function plain(segment: string): string {
  const shaped = segment.replace(spelled, '{}').trim();
  try {
    return decodeURIComponent(shaped);
  } catch (cause) {
    if (cause instanceof URIError) return shaped;
    throw cause;
  }
}

const escaped = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A template segment fits the same template, and any text where a variable stands. */
function fits(template: string, written: string): boolean {
  const shape = plain(template);
  if (shape === written) return true;
  if (!shape.includes('{}')) return false;
  const source = shape.split('{}').map(escaped).join('.+');
  return new RegExp(`^${source}$`, 'su').test(written);
}

function fitsPath(template: readonly string[], written: readonly string[]): boolean {
  return (
    template.length === written.length &&
    template.every((segment, index) => fits(segment, written[index] ?? ''))
  );
}

function isExact(template: readonly string[], written: readonly string[]): boolean {
  return (
    template.length === written.length &&
    template.every((segment, index) => plain(segment) === written[index])
  );
}

/** Finds for a request the operation that documents it: same method, and a path that it goes through. */
export class Matcher {
  readonly #byMethod = new Map<string, DocumentOperation[]>();
  readonly #view: DocumentView;
  readonly #found = new Map<string, DocumentOperation | undefined>();

  constructor(view: DocumentView) {
    this.#view = view;
    for (const operation of view.operations) {
      const known = this.#byMethod.get(operation.method);
      if (known === undefined) this.#byMethod.set(operation.method, [operation]);
      else known.push(operation);
    }
  }

  find(request: RawRequest): DocumentOperation | undefined {
    const key = `${request.method} ${request.segments.join('/')} ${request.resolved.join('/')}`;
    if (!this.#found.has(key)) this.#found.set(key, this.#search(request));
    return this.#found.get(key);
  }

  #search({ method, segments, resolved }: RawRequest): DocumentOperation | undefined {
    const candidates = this.#byMethod.get(method) ?? [];
    const readings = [segments.map(plain), resolved.map(plain)];
    const passes = [isExact, fitsPath].flatMap((test) =>
      this.#view.bases.flatMap((base) => readings.map((written) => ({ test, base, written }))),
    );
    for (const { test, base, written } of passes) {
      const found = candidates.find((candidate) => test([...base, ...candidate.segments], written));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Method and path of a request with its variables written alike: one key per distinct operation. */
export function operationKey(request: RawRequest): string {
  return `${request.method} /${request.segments.map(plain).join('/')}`;
}
