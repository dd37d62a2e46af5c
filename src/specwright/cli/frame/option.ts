import { suggestion } from '../../base/closest.ts';
import { UsageError } from './command-error.ts';

/** An option as a command declares it: how the help shows it, and how its values are read. */
export interface Option<T> {
  /** What follows the option, in capitals; absent for a flag. */
  readonly valueName?: string;
  /** For the help, without a full stop. */
  readonly words: string;
  /** One letter. */
  readonly short?: string;
  /** The value where none follows the option. */
  readonly alone?: string;
  /** Heading of the help that the option is listed under. */
  heading?: string;
  /** Reads the values in the order they were given. @throws UsageError */
  read(given: readonly string[], name: string): T;
}

/** The options of a command: `maxLatency` is `--max-latency` on the command line. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** What was given, typed by the declaration. */
export type Values<Declared> = {
  readonly [K in keyof Declared]: Declared[K] extends {
    read(given: readonly string[], name: string): infer T;
  }
    ? T
    : never;
};

interface Extra {
  readonly short?: string;
  readonly alone?: string;
}

interface WithDefault<T> extends Extra {
  readonly default: T;
}

/** An option without a value. */
export function flag(words: string, extra: Extra = {}): Option<boolean> {
  return { ...extra, words, read: (given) => given.length > 0 };
}

/** An option whose value any function reads; what it throws becomes the sentence for the user. The last one given wins. */
export function value<T>(
  valueName: string,
  words: string,
  read: (text: string, name: string) => T,
  extra: WithDefault<T>,
): Option<T>;
export function value<T>(
  valueName: string,
  words: string,
  read: (text: string, name: string) => T,
  extra?: Extra,
): Option<T | undefined>;
export function value<T>(
  valueName: string,
  words: string,
  read: (text: string, name: string) => T,
  extra: Extra & { readonly default?: T } = {},
): Option<T | undefined> {
  const { default: absent, ...rest } = extra;
  const shown = absent === undefined ? words : `${words} (default: ${String(absent)})`;
  return {
    ...rest,
    valueName,
    words: shown,
    read: (given, name) => {
      const last = given.at(-1);
      return last === undefined ? absent : explained(name, () => read(last, name));
    },
  };
}

function explained<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    throw new UsageError(`${name}: ${error.message}`);
  }
}

const asWritten = (text: string): string => text;

/** A text, for example the name of a file. */
export function text(valueName: string, words: string, extra: WithDefault<string>): Option<string>;
export function text(valueName: string, words: string, extra?: Extra): Option<string | undefined>;
export function text(valueName: string, words: string, extra?: Extra): Option<string | undefined> {
  return value(valueName, words, asWritten, extra);
}

/** A text that may be given several times. */
export function texts(valueName: string, words: string): Option<readonly string[]> {
  return { valueName, words, read: (given) => given };
}

/** One of several words. */
export function choice<const T extends string>(
  known: readonly T[],
  words: string,
  extra: WithDefault<T>,
): Option<T>;
export function choice<const T extends string>(
  known: readonly T[],
  words: string,
  extra?: Extra,
): Option<T | undefined>;
export function choice<const T extends string>(
  known: readonly T[],
  words: string,
  extra?: Extra,
): Option<T | undefined> {
  const read = (given: string, name: string): T => {
    const found = known.find((one) => one === given);
    if (found !== undefined) return found;
    const sentence = `${name} takes one of ${known.join(', ')}, not ${JSON.stringify(given)}.`;
    throw new UsageError(`${sentence}${suggestion(given, known)}`);
  };
  return value(known.join('|'), words, read, extra);
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** Fractions are refused. */
  readonly whole?: boolean;
}

/** A number within limits. */
export function number(valueName: string, words: string, range: Range & WithDefault<number>): Option<number>;
export function number(valueName: string, words: string, range: Range & Extra): Option<number | undefined>;
export function number(
  valueName: string,
  words: string,
  { from, to, whole = false, ...extra }: Range & Extra,
): Option<number | undefined> {
  const read = (given: string, name: string): number => {
    const found = given.trim() === '' ? Number.NaN : Number(given);
    if (found >= from && found <= to && !(whole && !Number.isInteger(found))) return found;
    const kind = whole ? 'a whole number' : 'a number';
    throw new UsageError(`${name} takes ${kind} from ${from} to ${to}, not ${JSON.stringify(given)}.`);
  };
  return value(valueName, words, read, extra);
}

/** Lists the options under a heading of their own in the help. */
export function under<O extends Options>(heading: string, options: O): O {
  for (const option of Object.values(options)) option.heading = heading;
  return options;
}

/** `maxLatency` as it is typed: `--max-latency`. */
export function typedName(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
