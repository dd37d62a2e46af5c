import { UsageError } from './command-error.ts';

/** What a command takes beside its options, in order. */
export interface Operand<T> {
  /** For the usage line: `INPUT`, `[FROM]`, `VERSION VERSION...`. */
  readonly shown: string;
  /** Takes its share away from what is left. @throws UsageError */
  read(left: string[]): T;
}

export type Operands = Readonly<Record<string, Operand<unknown>>>;

/** One operand that has to be there; `request` asks for it where it is not. */
export function required(name: string, request: string): Operand<string> {
  return {
    shown: name,
    read: (left) => {
      const found = left.shift();
      if (found === undefined || found === '') throw new UsageError(request);
      return found;
    },
  };
}

export function optional(name: string): Operand<string | undefined> {
  return { shown: `[${name}]`, read: (left) => left.shift() };
}

/** All that are left, `least` or more of them. */
export function several(name: string, least: number, request: string): Operand<readonly string[]> {
  return {
    shown: `${`${name} `.repeat(least)}...`.replace(' ...', '...'),
    read: (left) => {
      if (left.length < least) throw new UsageError(request);
      return left.splice(0);
    },
  };
}
