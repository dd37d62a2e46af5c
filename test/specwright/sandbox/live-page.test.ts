import { execFileSync } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { createSandbox } from '../../../src/specwright/sandbox/index.ts';
import { chromium, openPage } from '../../../scripts/pages/browser.ts';
import { library } from './fixtures/library.ts';

test.skipIf(chromium === undefined)(
  'buttons reset, move the clock, inject an error and switch faults (needs Chromium)',
  async () => {
    const sandbox = createSandbox({ document: library });
    const { url } = await sandbox.listen();
    const headers = { 'x-key': 'k', 'content-type': 'application/json' };
    const create = () => fetch(`${url}/books`, { method: 'POST', headers, body: '{"title":"T"}' });
    const page = await openPage(`${url}/`);
    const click = (id: string) => page.evaluate(`document.getElementById('${id}').click()`);
    const shows = (text: string) =>
      vi.waitFor(async () => expect(await page.evaluate('document.body.innerText')).toContain(text), 10_000);
    try {
      await create();
      await shows('/books');
      expect(sandbox.control.state().collections).toEqual({ '/books': 1 });

      await page.evaluate(`document.getElementById('error').value = '{"status":503}'`);
      await click('inject');
      await shows('Done.');
      expect((await create()).status).toBe(503);
      expect((await create()).status).toBe(201);

      await page.evaluate(`document.getElementById('fault').value = 'create-not-stored'`);
      await click('fault-on');
      await shows('create-not-stored off');
      expect(sandbox.control.state().faults).toEqual(['create-not-stored']);
      await page.evaluate(`document.querySelector('#active button').click()`);
      await vi.waitFor(() => expect(sandbox.control.state().faults).toEqual([]), 5000);
      await page.evaluate(`document.getElementById('fault').value = 'no-such-fault'`);
      await click('fault-on');
      await shows('Unknown fault "no-such-fault"');
      sandbox.control.fault('delete-not-done', 'filter-ignored');
      await click('faults-off');
      await vi.waitFor(() => expect(sandbox.control.state().faults).toEqual([]), 5000);

      const before = sandbox.control.now.getTime();
      await page.evaluate(`document.getElementById('advance').value = '1h'`);
      await click('forward');
      await vi.waitFor(
        () => expect(sandbox.control.now.getTime() - before).toBeGreaterThanOrEqual(3_600_000),
        5000,
      );

      await click('reset');
      await vi.waitFor(() => expect(sandbox.control.state().collections).toEqual({}), 5000);
    } finally {
      await page.close();
      await sandbox.close();
    }
  },
  90_000,
);

test.skipIf(chromium !== undefined)('Chromium is absent: the buttons were not pressed', () => {
  expect(() => execFileSync('chromium', ['--version'], { stdio: 'ignore' })).toThrow('ENOENT');
});
