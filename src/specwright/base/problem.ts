import type { Json, JsonPointer } from './json.ts';

/**
 * How severe a problem is. `error`: nothing useful results. `warning`: something was changed, guessed or
 * contradicts itself. `info`: something was left out on purpose.
 */
export type ProblemSeverity = 'error' | 'warning' | 'info';

/** The values that the sentence of a problem is made of. */
export type ProblemArgs = Readonly<Record<string, Json | readonly Json[]>>;

/** What a stage reports about its input, as data. */
export interface Problem<Code extends string = string> {
  /** Stable, kebab-case, for example `not-a-collection`. */
  readonly code: Code;
  readonly severity: ProblemSeverity;
  /** Place in the input, as a JSON pointer; `''` is the whole input. */
  readonly at: JsonPointer;
  readonly args: ProblemArgs;
  /** What happened, in one sentence on one line. */
  readonly message: string;
}

/** One kind of problem: how severe it is, and its sentence. */
export interface ProblemKind<Args> {
  readonly severity: ProblemSeverity;
  readonly sentence: (args: Args) => string;
}

type NoArgs = Readonly<Record<string, never>>;

export function error<Args extends ProblemArgs = NoArgs>(
  sentence: (args: Args) => string,
): ProblemKind<Args> {
  return { severity: 'error', sentence };
}

export function warning<Args extends ProblemArgs = NoArgs>(
  sentence: (args: Args) => string,
): ProblemKind<Args> {
  return { severity: 'warning', sentence };
}

export function info<Args extends ProblemArgs = NoArgs>(sentence: (args: Args) => string): ProblemKind<Args> {
  return { severity: 'info', sentence };
}

/**
 * Makes the problems of one stage from one record per code: an unknown code, missing values or a code without words does
 * not compile.
 *
 * @example
 * const readProblem = problemsOf({
 *   'input-empty': error(() => 'The input is empty.'),
 *   'input-too-large': error(({ bytes }: { bytes: number }) => `The input has ${String(bytes)} bytes.`),
 * });
 * readProblem('input-too-large', '', { bytes: 9 });
 */
export function problemsOf<Args extends Record<string, ProblemArgs>>(kinds: {
  readonly [Code in keyof Args]: ProblemKind<Args[Code]>;
}): ProblemMaker<Args> {
  const make = <Code extends keyof Args & string>(code: Code, at: JsonPointer, args: Args[Code]) => {
    const { severity, sentence } = kinds[code];
    return { code, severity, at, args, message: onOneLine(sentence(args)) };
  };
  return Object.assign(make, { kinds });
}

/** Makes problems of one stage; `kinds` has their records, for pages that list them. */
export interface ProblemMaker<Args extends Record<string, ProblemArgs>> {
  <Code extends keyof Args & string>(code: Code, at: JsonPointer, args: Args[Code]): Problem<Code>;
  readonly kinds: { readonly [Code in keyof Args]: ProblemKind<Args[Code]> };
}

/** The codes of a function that `problemsOf` made. */
export type CodesOf<Make extends (...args: never[]) => Problem> = ReturnType<Make>['code'];

/** Text from the input cannot start a line of its own, nor bring control characters. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** The sentence, and the place it is about. */
export function messageWithPlace({ message, at }: Problem): string {
  return at === '' ? message : `${message} (at ${onOneLine(at)})`;
}
