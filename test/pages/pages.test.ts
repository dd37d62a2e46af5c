import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseDocument } from 'htmlparser2';
import { isTag, type AnyNode, type Element } from 'domhandler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, openPage, type Page } from '../../scripts/pages/browser.ts';
import { ON_SOURCES } from '../on-sources.ts';
import { shareOf } from '../share.ts';
import { serveFolder } from '../static-server.ts';
import { LOW_CONTRAST } from './low-contrast.ts';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');

const ALIKE = /^reference[\\/](?:http|typescript)[\\/]/;

let folder: string;
let site: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pages-'));
  site = path.join(folder, 'site');
  await run(process.execPath, [...ON_SOURCES, 'scripts/pages.ts', '--out', site], { cwd: ROOT });
}, 400_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const htmlFiles = (): string[] =>
  readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html') && name !== '404.html')
    .toSorted();

const read = (name: string): Promise<string> => readFile(path.join(site, name), 'utf8');

function elements(nodes: readonly AnyNode[]): Element[] {
  return nodes.flatMap((node) => (isTag(node) ? [node, ...elements(node.children)] : []));
}

describe('the site', () => {
  it('has the guides of both products, the references and what the records say', async () => {
    expect(htmlFiles()).toEqual(
      expect.arrayContaining([
        'index.html',
        'docs/another-collection.html',
        'docs/client.html',
        'docs/checks.html',
        'docs/errors.html',
        'reference/commands.html',
        'reference/diff-rules.html',
        'reference/faults.html',
        'reference/problems.html',
        'reference/http/queueTask.html',
        'reference/typescript/specwright/contract.html',
      ]),
    );
    expect(await read('reference/typescript/bpcc-task-routing.html')).toContain('createTaskRoutingClient');
    expect(await read('reference/http/queueTask.html')).toContain('taskLaunchPointId');
    expect(await read('reference/faults.html')).toContain('answer-field-missing');
    expect(await read('reference/problems.html')).toContain('number-not-representable');
    expect(await read('reference/problems.html')).not.toContain('undefined');
    expect(await read('reference/commands.html')).toContain('specwright verify');
  });

  it('has no link that leads nowhere', async () => {
    const parsed = new Map<string, Element[]>();
    for (const name of htmlFiles()) parsed.set(name, elements(parseDocument(await read(name)).children));
    const ids = new Map(
      [...parsed].map(([name, all]) => [name, new Set(all.map(({ attribs }) => attribs['id']))]),
    );
    const dead = [...parsed].flatMap(([name, all]) =>
      all.flatMap(({ name: tag, attribs: { href } }) => {
        if (tag !== 'a' || href === undefined || /^[a-z]+:/i.test(href)) return [];
        const { pathname, hash } = new URL(href, `http://site/${name.split(path.sep).join('/')}`);
        const file = decodeURI(pathname.slice(1)).replace(/(^|\/)$/, '$1index.html');
        const found = ids.get(file);
        const fine =
          found === undefined
            ? existsSync(path.join(site, file))
            : hash === '' || found.has(decodeURIComponent(hash.slice(1)));
        return fine ? [] : [`${name}: ${href}`];
      }),
    );
    expect(dead).toEqual([]);
  });

  it('asks no host for anything', async () => {
    for (const name of htmlFiles())
      expect(await read(name)).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="https?:/);
  });
});

describe.skipIf(chromium === undefined)('in a browser (needs Chromium)', () => {
  let server: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    server = await serveFolder(site);
  });
  afterAll(() => server.close());

  it('no page has an error, text that is hard to read, or more than its width, be it wide or narrow, light or dark', async () => {
    const looks = [
      { width: 1280, dark: false },
      { width: 400, dark: true },
    ];
    const page = await openPage(`${server.url}/`, looks[0]);
    const wrong: unknown[] = [];
    try {
      // Pages of one operation or one module are alike.
      const [alike, others] = [true, false].map((is) =>
        htmlFiles().filter((name) => ALIKE.test(name) === is),
      );
      for (const name of [...(others ?? []), ...shareOf(alike ?? [], 4)]) {
        await page.open(`${server.url}/${name}`);
        for (const look of looks) {
          await page.look(look);
          await page.evaluate(hasColours(look.dark));
          const wide = await page.evaluate(`document.documentElement.scrollWidth > innerWidth`);
          const pale = await page.evaluate(LOW_CONTRAST);
          if (wide === true || String(pale) !== '') wrong.push({ name, look, wide, pale });
        }
        // The next page is loaded in the look that this one ends with.
        looks.reverse();
      }
      expect(wrong).toEqual([]);
      expect(page.problems).toEqual([]);
    } finally {
      await page.close();
    }
  }, 300_000);

  it('a scenario runs against the sandbox', async () => {
    const page = await openPage(`${server.url}/docs/guides/crm-scenarios.html`);
    try {
      expect(await output(page, 2)).toBe('alreadyQueued\nQUEUED');
      expect(await output(page, 2)).toBe('alreadyQueued\nQUEUED');
      expect(page.problems).toEqual([]);
    } finally {
      await page.close();
    }
  }, 60_000);

  it('the search finds a check', async () => {
    const page = await openPage(`${server.url}/`);
    try {
      const text = await page.evaluate(`(async () => {
        const until = async (find) => { for (;;) { const found = find(); if (found) return found; await new Promise((go) => setTimeout(go, 50)); } };
        // The button does nothing until the scripts have run.
        const box = await until(() => {
          const open = document.querySelector('#localsearch-input');
          if (!open) document.querySelector('.DocSearch-Button')?.click();
          return open;
        });
        box.value = 'media-type-honest';
        box.dispatchEvent(new Event('input', { bubbles: true }));
        return (await until(() => document.querySelector('#localsearch-list li a'))).href;
      })()`);
      expect(text).toContain('/docs/checks.html#media-type-honest');
    } finally {
      await page.close();
    }
  }, 60_000);

  /** An expression that waits until the page has changed its colours. */
  function hasColours(dark: boolean): string {
    const changed = `document.documentElement.classList.contains('dark') === ${dark}`;
    return `(async () => { while (!(${changed})) await new Promise((go) => setTimeout(go, 10)); })()`;
  }

  async function output(page: Page, block: number): Promise<unknown> {
    return page.evaluate(`(async () => {
      const box = document.querySelector('.runnable[data-block="${block}"]');
      const until = async (find) => { while (!find()) await new Promise((go) => setTimeout(go, 50)); };
      box.querySelector(':scope > pre').hidden = true;
      while (box.querySelector(':scope > pre').hidden) {
        box.querySelector(':scope > button').click();
        await until(() => !box.querySelector(':scope > button').disabled);
        await new Promise((go) => setTimeout(go, 50));
      }
      return box.querySelector(':scope > pre').innerText;
    })()`);
  }
});

it('answers a wrong argument on stderr with exit code 2', () => {
  const argv = [...ON_SOURCES, 'scripts/pages.ts', '--nonsense'];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('npm run pages -- --help');
});
