import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test, vi } from 'vitest';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import { chromium, openPage } from '../../../scripts/pages/browser.ts';
import { Caller } from './caller.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sandbox-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--hide-scrollbars',
];
const offline = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function browse(url: string, ...flags: string[]): Promise<string> {
  if (chromium === undefined) return '';
  const profile = mkdtempSync(join(folder, 'profile-'));
  // Server-sent events never end: the browser is told how long to look.
  const patience = ['--timeout=3000', `--user-data-dir=${profile}`];
  const { stdout } = await run(chromium, [...quiet, ...offline, ...patience, ...flags, url], {
    timeout: 60_000,
  });
  return stdout;
}

async function busySandbox() {
  const sandbox = createSandbox();
  const { url } = await sandbox.listen();
  const caller = await Caller.of(sandbox, url);
  await caller.queue({
    extTaskId: 'CRM-1',
    taskInfo: { subject: '<img src=x onerror="document.title=1">' },
    priority: 80,
  });
  await caller.queue({ priority: 101 });
  return { sandbox, url };
}

test('the page is one file that loads nothing from elsewhere', async () => {
  const response = await createSandbox().fetch('/');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await response.text()).not.toMatch(/https?:\/\//);
});

test.skipIf(chromium === undefined)(
  'it shows queues, tasks and refusals live, and markup as text (needs Chromium)',
  async () => {
    const { sandbox, url } = await busySandbox();
    const page = await browse(`${url}/`, '--dump-dom');
    await sandbox.close();
    for (const text of [
      'Task Service',
      'Renewal at risk',
      '#1 in queue',
      '400 / 4',
      'priority must be &lt;= 100',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).toContain('&lt;img src=x');
    expect(page).toContain('<title>Task Routing sandbox</title>');
  },
  90_000,
);

test.skipIf(chromium === undefined)(
  'its buttons take, defer and complete a task (needs Chromium)',
  async () => {
    const { sandbox, url } = await busySandbox();
    const page = await openPage(`${url}/`);
    const state = () => sandbox.control.task('CRM-1')?.state;
    const press = async (verb: string, wanted: string) => {
      const found = `[...document.querySelectorAll('#tasks li')].find((item) => item.innerText.includes('CRM-1'))`;
      const button = `[...(${found}?.querySelectorAll('button') ?? [])].find((one) => one.textContent === '${verb}')`;
      await vi.waitFor(async () => expect(await page.evaluate(`Boolean(${button})`)).toBe(true), 10_000);
      await page.evaluate(`${button}.click()`);
      await vi.waitFor(() => expect(state()).toBe(wanted), 5000);
    };
    try {
      await press('take', 'with-agent');
      await press('defer', 'deferred');
      await press('complete', 'completed');
      await page.evaluate(`document.getElementById('error').selectedIndex = 0`);
      await page.evaluate(`document.getElementById('inject').click()`);
      await vi.waitFor(() => expect(sandbox.control.trouble().coming).toHaveLength(1), 5000);
    } finally {
      await page.close();
      await sandbox.close();
    }
  },
  90_000,
);

test.skipIf(chromium === undefined).each([
  ['phone', 500, 900],
  ['desktop', 1280, 800],
])(
  'it can be pictured on a %s (needs Chromium)',
  async (name, width, height) => {
    const { sandbox, url } = await busySandbox();
    const picture = join(folder, `${name}.png`);
    await browse(`${url}/`, `--screenshot=${picture}`, `--window-size=${width},${height}`);
    await sandbox.close();
    const bytes = readFileSync(picture);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height]);
    // An empty page of this size compresses to a few kilobytes.
    expect(bytes.length).toBeGreaterThan(20_000);
  },
  90_000,
);

test.skipIf(chromium !== undefined)('Chromium is absent: the pictures were not taken', () => {
  expect(() => execFileSync('chromium', ['--version'], { stdio: 'ignore' })).toThrow('ENOENT');
});
