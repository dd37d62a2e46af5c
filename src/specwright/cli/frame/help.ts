import type { Operands } from './operand.ts';
import { typedName, type Options } from './option.ts';

const WIDTH = 100;

/** Help for one command, from its declarations. */
export function commandHelp(
  calledAs: string,
  {
    about,
    operands,
    options,
    notes,
  }: {
    readonly about: string;
    readonly operands: Operands;
    readonly options: Options;
    readonly notes?: string | undefined;
  },
): string {
  const shown = Object.values(operands).map((operand) => operand.shown);
  const usage = ['Usage:', calledAs, ...shown, '[options]'].join(' ');
  return `${[usage, about, ...optionSections(options), ...(notes === undefined ? [] : [notes])].join('\n\n')}\n`;
}

/** Options by heading, those without one first; `--help` ends the first list. */
function optionSections(options: Options): readonly string[] {
  const sections = new Map<string, (readonly [string, string])[]>([['Options', []]]);
  for (const [key, { valueName, words, short, alone, heading = 'Options' }] of Object.entries(options)) {
    const value = valueName === undefined ? '' : alone === undefined ? ` ${valueName}` : ` [${valueName}]`;
    const row = [`${short === undefined ? '' : `-${short}, `}${typedName(key)}${value}`, words] as const;
    sections.set(heading, [...(sections.get(heading) ?? []), row]);
  }
  sections.get('Options')?.push(['-h, --help', 'show this text']);
  return [...sections].map(([heading, rows]) => `${heading}:\n${table(rows)}`);
}

/** Two columns; a left one that is too wide has its words below it. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const left = Math.min(28, Math.max(...rows.map(([name]) => name.length)));
  return rows
    .map(([name, words]) => {
      const [first = '', ...more] = wrapped(words, WIDTH - left - 4);
      const head =
        name.length > left ? [`  ${name}`, `${indent(left)}${first}`] : [`  ${name.padEnd(left)}  ${first}`];
      return [...head, ...more.map((line) => `${indent(left)}${line}`)].join('\n');
    })
    .join('\n');
}

function indent(left: number): string {
  return ' '.repeat(left + 4);
}

function wrapped(words: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
