import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_SOURCES } from '../on-sources.ts';
import { openApiPage } from '../../scripts/pages/openapi-page.ts';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');
const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
const OPERATIONS = [
  'Get access token',
  'Queue task',
  'Query task',
  'Update task',
  'Cancel task',
  'Cancel service tasks',
];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bpcc-pages-'));
  const out = path.join(folder, 'api');
  await run(process.execPath, [...ON_SOURCES, 'scripts/pages.ts', '--out', out], { cwd: ROOT });
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const page = (file: string): Promise<string> => readFile(path.join(folder, 'api', file), 'utf8');

describe('the reference pages', () => {
  it('name every entry point as users import it, and what it exports', async () => {
    const start = await page('typescript/modules.html');
    for (const entry of [
      'bpcc-task-routing',
      'bpcc-task-routing/otel',
      'bpcc-task-routing-testing',
      'specwright',
      'specwright/contract',
    ]) {
      expect(start).toContain(`>${entry}<`);
    }
    expect(await page('typescript/functions/bpcc-task-routing.createTaskRoutingClient.html')).toContain(
      'tenantUrl',
    );
  });

  it('lead to each other', async () => {
    const landing = await page('index.html');
    for (const [, link = ''] of landing.matchAll(/href="([^"]+)"/g))
      expect((await page(link)).length).toBeGreaterThan(500);
  });

  it('ask no host for anything', async () => {
    const html = await page('http/index.html');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/);
  });

  it.skipIf(CHROMIUM === undefined)(
    'show every operation in a browser without a network',
    async () => {
      const { stdout } = await run(
        CHROMIUM ?? '',
        [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          `--user-data-dir=${path.join(folder, 'profile')}`,
          '--virtual-time-budget=20000',
          '--dump-dom',
          `file://${path.join(folder, 'api/http/index.html')}`,
        ],
        { maxBuffer: 64 * 1024 * 1024, timeout: 120_000 },
      );
      const drawn = stdout.replaceAll(/<script[\s\S]*?<\/script>/g, '');
      for (const operation of OPERATIONS) expect(drawn).toContain(operation);
      expect(drawn).toContain('taskLaunchPointId');
    },
    150_000,
  );
});

describe('the page of a document', () => {
  it('cannot be left by what stands in the document', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('</script>', '<!--', '<script>', '"', '&'), (text, tag) => {
        const document = JSON.stringify({ info: { title: `${text}${tag}${text}`, description: tag } });
        const html = openApiPage(document, 'const Redoc = {};');
        const embedded =
          /<script type="application\/json" id="document">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
        expect(JSON.parse(embedded)).toEqual(JSON.parse(document));
        expect(html.match(/<script/g)).toHaveLength(3);
      }),
    );
  });

  it('keeps end tags of the renderer inside the script', () => {
    const html = openApiPage('{"info":{"title":"A"}}', "const a = '</script><!--';");
    expect(html).toContain(String.raw`const a = '<\/script><\!--';`);
  });
});

it('answers a wrong argument on stderr with exit code 2', () => {
  const argv = [...ON_SOURCES, 'scripts/pages.ts', '--nonsense'];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('npm run pages -- --help');
});
