import { parse as parseJsonc, type ParseError } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { allBlocks } from '../../scripts/pages/doc-pages.ts';

/** Languages of blocks, and what becomes of them. */
const PARSED = new Set(['json', 'jsonc', 'yaml', 'yml']);
const RUN = new Set(['ts', 'sh']);
/** Pictures and transcripts: nothing to run. */
const SHOWN = new Set(['', 'text', 'http', 'diff', 'mermaid', 'js', 'powershell']);

const blocks = allBlocks();

it.each(blocks.map((block) => [block.at, block] as const))(
  '%s is in a language that is checked',
  (_at, block) => {
    expect([...PARSED, ...RUN, ...SHOWN]).toContain(block.language);
  },
);

describe('data in the pages', () => {
  const data = blocks.filter(({ language }) => PARSED.has(language));

  it.each(data.map((block) => [block.at, block] as const))('%s parses', (_at, { language, text }) => {
    expect(errorsIn(language, text)).toEqual([]);
  });
});

function errorsIn(language: string, text: string): readonly unknown[] {
  if (!language.startsWith('json')) return parseDocument(text).errors;
  const errors: ParseError[] = [];
  parseJsonc(text, errors, { disallowComments: language === 'json' });
  return errors;
}
