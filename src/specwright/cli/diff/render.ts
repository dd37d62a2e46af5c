import type { Change } from '../../diff/change.ts';
import { formatGithub } from '../../diff/format/github.ts';
import { formatMarkdown } from '../../diff/format/markdown.ts';
import { formatText } from '../../diff/format/text.ts';
import type { SideNames } from '../../diff/format/words.ts';

export const FORMATS = ['text', 'json', 'markdown', 'github'] as const;

interface RenderOptions {
  readonly names: SideNames;
  readonly colour: boolean;
}

/** The report in the wanted format, ending in a line break. */
export function render(
  format: (typeof FORMATS)[number],
  changes: readonly Change[],
  options: RenderOptions,
): string {
  switch (format) {
    case 'json': {
      const breaking = changes.some((change) => change.level === 'breaking');
      return `${JSON.stringify({ breaking, changes }, null, 2)}\n`;
    }
    case 'markdown':
      return formatMarkdown(changes);
    case 'github':
      return formatGithub(changes, options.names);
    case 'text':
      return formatText(changes, options);
  }
}
