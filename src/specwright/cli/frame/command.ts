import { EXIT_CODE } from './exit-code.ts';
import { commandHelp } from './help.ts';
import type { Io } from './io.ts';
import type { Operands } from './operand.ts';
import type { Options, Values } from './option.ts';
import { readArguments } from './read-arguments.ts';

/** A command as it is declared; its help and the types of what `run` gets follow from that. */
export interface Declaration<A extends Operands, O extends Options> {
  /** What it does, in sentences; lines of at most 100 characters. */
  readonly about: string;
  readonly operands: A;
  readonly options: O;
  /** Shown below the options. */
  readonly notes?: string;
  /** @returns the exit code */
  run(given: Values<A & O>, io: Io): Promise<number>;
}

/** A command that can be called; `calledAs` is what the user typed to call it. */
export interface Command {
  call(calledAs: string, args: readonly string[], io: Io): Promise<number>;
}

export function command<const A extends Operands, const O extends Options>(
  declaration: Declaration<A, O>,
): Command {
  const { operands, options } = declaration;
  return {
    call: async (calledAs, args, io) => {
      const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
      if (own.includes('--help') || own.includes('-h')) {
        io.stdout.write(commandHelp(calledAs, declaration));
        return EXIT_CODE.fine;
      }
      // Each value was read by the declaration of its key.
      return declaration.run(readArguments(args, operands, options) as Values<A & O>, io);
    },
  };
}
