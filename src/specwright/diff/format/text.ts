import type { Change, Place } from '../change.ts';
import type { Level } from '../level.ts';
import { countLine, type SideNames } from './words.ts';

export interface TextOptions {
  readonly colour: boolean;
  readonly names: SideNames;
}

const codes: Readonly<Record<Level, number>> = { breaking: 31, warning: 33, info: 2 };

/** A report for people: the grave changes in full, the others in one line each. */
export function formatText(changes: readonly Change[], options: TextOptions): string {
  const paint = (level: Level, text: string): string =>
    options.colour ? `\u001B[${codes[level]}m${text}\u001B[0m` : text;
  const blocks = changes.map((change) => block(change, options.names, paint));
  return [...blocks, countLine(changes), ''].join('\n');
}

type Paint = (level: Level, text: string) => string;

function block(change: Change, names: SideNames, paint: Paint): string {
  const head = `${paint(change.level, change.level)}: ${where(change)}${change.title} [${change.id}]`;
  if (change.level === 'info')
    return change.accepted === undefined ? head : `${head}\n  accepted: ${change.accepted}`;
  return [head, ...details(change, names).map((line) => `  ${line}`), ''].join('\n');
}

function where(change: Change): string {
  const [first, ...more] = change.operations;
  if (first === undefined) return '';
  return more.length === 0 ? `${first}: ` : `${first} and ${more.length} more: `;
}

function details(change: Change, names: SideNames): string[] {
  return [
    `was  ${place(change.base, names.base)}`,
    `is   ${place(change.revision, names.revision)}`,
    `why  ${change.why}`,
    ...(change.guess === undefined ? [] : [`guess  ${change.guess}`]),
    ...(change.inferred === undefined ? [] : ['inferred from samples, not from documentation']),
    `wire ${change.wire}, TypeScript ${change.typescript}`,
    ...(change.mend === '' ? [] : [`mend ${change.mend}`]),
  ];
}

function place(at: Place | undefined, name: string): string {
  if (at === undefined) return 'nowhere';
  const line = at.line === undefined ? '' : `:${at.line}`;
  return `${name}${line} ${at.pointer === '' ? '/' : at.pointer}`;
}
