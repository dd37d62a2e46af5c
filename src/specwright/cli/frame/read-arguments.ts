import { suggestion } from '../../base/closest.ts';
import { UsageError } from './command-error.ts';
import type { Operands } from './operand.ts';
import { typedName, type Option, type Options } from './option.ts';

/** Arguments sorted into what was given for each option, and the rest. */
interface Sorted {
  /** By key of the option, in the order given; a flag counts as an empty text. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly operands: string[];
}

/**
 * Reads the arguments of a command as its declarations say.
 *
 * @throws UsageError naming the argument that is wrong
 */
export function readArguments(
  args: readonly string[],
  operands: Operands,
  options: Options,
): Readonly<Record<string, unknown>> {
  const sorted = sortArguments(args, options);
  const read = [
    ...Object.entries(options).map(([key, option]) => [
      key,
      option.read(sorted.options.get(key) ?? [], typedName(key)),
    ]),
    ...Object.entries(operands).map(([key, operand]) => [key, operand.read(sorted.operands)]),
  ];
  const [surplus] = sorted.operands;
  if (surplus === undefined) return Object.fromEntries(read);
  const shown = Object.values(operands).map((operand) => operand.shown);
  const taken = shown.length === 0 ? 'options only' : shown.join(' ');
  throw new UsageError(`${JSON.stringify(surplus)} is too much: this command takes ${taken}.`);
}

function sortArguments(args: readonly string[], options: Options): Sorted {
  const found = new Map<string, string[]>();
  const operands: string[] = [];
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--') operands.push(...left.splice(0));
    else if (/^-[^-\d]/.test(arg)) left.unshift(...longForms(arg, options));
    else if (arg.startsWith('--')) {
      const { key, given } = readOption(arg, left, options);
      found.set(key, [...(found.get(key) ?? []), given]);
    } else operands.push(arg);
  }
  return { options: found, operands };
}

/** `-ey` as `--external --yes`. */
function longForms(arg: string, options: Options): readonly string[] {
  return Array.from(arg.slice(1), (letter) => {
    const [key] = Object.entries(options).find(([, { short }]) => short === letter) ?? [];
    if (key === undefined) throw new UsageError(`The option -${letter} is unknown.`);
    return typedName(key);
  });
}

function readOption(arg: string, left: string[], options: Options): { key: string; given: string } {
  const [name = '', ...inline] = arg.split('=');
  const key = Object.keys(options).find((one) => typedName(one) === name);
  const option = key === undefined ? undefined : options[key];
  if (key === undefined || option === undefined) {
    const known = [...Object.keys(options).map(typedName), '--help'];
    throw new UsageError(`The option ${name} is unknown.${suggestion(name, known)}`);
  }
  return { key, given: valueOf(name, option, inline.length > 0 ? inline.join('=') : undefined, left) };
}

function valueOf(
  name: string,
  { valueName, alone }: Option<unknown>,
  inline: string | undefined,
  left: string[],
): string {
  if (valueName === undefined) {
    if (inline === undefined) return '';
    throw new UsageError(`${name} takes no value, but was given ${JSON.stringify(inline)}.`);
  }
  const follows = left[0] !== undefined && !/^-[^\d]/.test(left[0]);
  const given = inline ?? (follows ? left.shift() : alone);
  if (given !== undefined && given !== '') return given;
  throw new UsageError(`${name} needs a value: ${name} ${valueName}.`);
}
