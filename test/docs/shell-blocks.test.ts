import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsOf, complaintOf } from './commands.ts';
import { allBlocks, ROOT } from '../../scripts/pages/doc-pages.ts';

const blocks = allBlocks().filter(({ language }) => language === 'sh');
const toRun = blocks.filter(({ flags }) => flags.includes('run'));

describe('commands in the pages', () => {
  it.each(blocks.map((block) => [block.at, block] as const))('%s is shell', (_at, { text }) => {
    const { stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
    expect(stderr).toBe('');
  });

  it.each(blocks.map((block) => [block.at, block] as const))(
    '%s names commands and flags that exist',
    async (_at, { text, page }) => {
      const folder = path.dirname(page);
      const complaints = await Promise.all(commandsOf(text).map((words) => complaintOf(words, folder)));
      expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
    },
    60_000,
  );

  it.each(toRun.map((block) => [block.at, block] as const))(
    '%s runs',
    (_at, { text }) => {
      const { status, stdout, stderr } = spawnSync('bash', ['-euc', text], { cwd: ROOT, encoding: 'utf8' });
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).not.toBe('');
    },
    60_000,
  );
});

describe('the reader of commands', () => {
  it('sees through pipes, variables, comments and line ends', () => {
    const text =
      'A=1 npm run diff -- --json a \\\n  b | head -n 3 # words\n\n# npm run nothing\nnpm ci && npm start';
    expect(commandsOf(text)).toEqual([
      ['npm', 'run', 'diff', '--', '--json', 'a', 'b'],
      ['head', '-n', '3'],
      ['npm', 'ci'],
      ['npm', 'start'],
    ]);
  });

  it('complains of what does not exist', async () => {
    expect(await complaintOf(['npm', 'run', 'nonsense'])).toContain('no script nonsense');
    expect(await complaintOf(['npm', 'frobnicate'])).toContain('no command');
    expect(await complaintOf(['npm', 'run', 'bench', '--', '--fastest'])).toContain('--fastest');
    expect(await complaintOf(['npm', 'run', '--silent', 'bench', '--', '--quick'])).toBeUndefined();
  });
});
