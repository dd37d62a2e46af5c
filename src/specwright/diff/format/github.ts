import type { Change, Place } from '../change.ts';
import type { Level } from '../level.ts';
import { countLine, type SideNames } from './words.ts';

const commands: Readonly<Record<Level, string>> = { breaking: 'error', warning: 'warning', info: 'notice' };

/** Annotations of a GitHub Actions run, at the line of the revision where it is known. */
export function formatGithub(changes: readonly Change[], names: SideNames): string {
  const lines = changes.map((change) => {
    const place = change.revision ?? change.base;
    const properties = [
      `title=${property(change.id)}`,
      ...at(place, change.revision === undefined ? names.base : names.revision),
    ];
    return `::${commands[change.level]} ${properties.join(',')}::${data(message(change))}`;
  });
  return [...lines, countLine(changes), ''].join('\n');
}

function at(place: Place | undefined, name: string): string[] {
  if (place === undefined) return [];
  return [`file=${property(name)}`, ...(place.line === undefined ? [] : [`line=${place.line}`])];
}

function message(change: Change): string {
  const where = change.operation === undefined ? '' : `${change.operation}: `;
  const mend = change.mend === '' ? '' : ` ${change.mend}`;
  return `${where}${change.title}. ${change.why}${mend}`;
}

/** Workflow commands end at a line break; `%` escapes. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
