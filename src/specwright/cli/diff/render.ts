import type { Change } from '../../diff/change.ts';
import type { SideNames } from '../../diff/format/words.ts';
import type { Format } from './arguments.ts';

/** The report in the wanted format, ending in a line break. */
export async function render(format: Format, changes: readonly Change[], names: SideNames): Promise<string> {
  switch (format) {
    case 'json': {
      const breaking = changes.some((change) => change.level === 'breaking');
      return `${JSON.stringify({ breaking, changes }, null, 2)}\n`;
    }
    case 'markdown': {
      const { formatMarkdown } = await import('../../diff/format/markdown.ts');
      return formatMarkdown(changes);
    }
    case 'github': {
      const { formatGithub } = await import('../../diff/format/github.ts');
      return formatGithub(changes, names);
    }
    case 'text': {
      const { formatText } = await import('../../diff/format/text.ts');
      const colour = process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
      return formatText(changes, { colour, names });
    }
  }
}
