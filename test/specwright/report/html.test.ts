import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../../src/specwright/report/html.ts';
import type { ReportView, ViewFinding } from '../../../src/specwright/report/view.ts';
import { chromium, openPage, type Page } from '../../../scripts/pages/browser.ts';

const finding = (index: number): ViewFinding => ({
  id: 'status-documented',
  severity: index % 2 === 0 ? 'error' : 'info',
  label: index % 2 === 0 ? 'error' : 'observation',
  operation: `operation${index % 40}`,
  title: `answers 202 to request ${index}, where the document lists 200, 400 & 404`,
  details: [
    ['expected', 'one of 200, 400, 404'],
    ['actual', '202'],
  ],
  blocks: [['answer', '202 (3 ms)\ncontent-type: application/json\n{"id":"</script>"}']],
  places: [{ file: 'openapi.json', line: index + 1, pointer: '/paths/~1books/get' }],
  key: String(index),
  occurrences: 1,
});

const view = (findings: readonly ViewFinding[]): ReportView => ({
  title: 'Contract report',
  ok: findings.length === 0,
  headline: findings.length === 0 ? 'The contract is honoured.' : 'Broken.',
  meta: {
    tool: { name: 'specwright', version: '1.2.3' },
    date: '2026-01-31T12:00:00Z',
    documents: [{ name: 'openapi.json', sha256: 'abcdef012345'.padEnd(64, '0') }],
    target: 'https://api.example',
  },
  findings,
  headings: { error: 'Errors', warning: 'Warnings', info: 'Observations' },
  facts: [['left over', 'book-1']],
  sections: [
    {
      title: 'Coverage: 50 %',
      blocks: [
        {
          kind: 'table',
          head: ['Coverage matrix', ...Array.from({ length: 60 }, (_, index) => `status ${index}`)],
          rows: [[{ text: 'operation1' }, ...Array.from({ length: 60 }, () => ({ text: '1' }))]],
        },
      ],
    },
  ],
  suites: [],
  rules: [
    { id: 'status-documented', severity: 'error', title: 'What it is', reason: 'Because', fix: 'Do so' },
    { id: 'not-used', severity: 'error', title: 'Unused', reason: 'Because', fix: 'Do so' },
  ],
  data: {},
});

describe('the page of a report', () => {
  it('has the findings directly under the verdict, what was left over and the coverage below', () => {
    const page = html(view([finding(0)]));
    const places = [
      'Broken.</span>',
      'id="findings"',
      'left over',
      'Coverage matrix',
      'id="rule-status-documented"',
    ];
    expect(places.map((text) => page.indexOf(text))).toEqual(
      places.map((text) => page.indexOf(text)).toSorted((a, b) => a - b),
    );
    expect(page).not.toContain('Unused');
  });

  it('says nothing of findings when there are none', () => {
    expect(html(view([]))).not.toContain('Findings');
  });

  it('says how it was made above the verdict', () => {
    const [head = ''] = html(view([finding(0)])).split('Broken.</span>');
    for (const part of ['2026-01-31T12:00:00Z', 'specwright 1.2.3', 'abcdef012345', 'https://api.example'])
      expect(head).toContain(part);
  });
});

describe.skipIf(chromium === undefined)('the page in a browser (needs Chromium)', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'report-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const open = async (name: string, findings: readonly ViewFinding[]): Promise<Page> => {
    const file = path.join(folder, name);
    await writeFile(file, html(view(findings)));
    return openPage(`file://${file}`, { width: 1280 });
  };

  it('opens ten thousand findings in about the time of the first two hundred, and finds the last', async () => {
    const all = Array.from({ length: 10_000 }, (_, index) => finding(index));
    const page = await open('large.html', all);
    try {
      expect(await page.evaluate(`document.querySelectorAll('#items > details').length`)).toBe(200);
      const opened = await page.evaluate(`performance.getEntriesByType('navigation')[0].loadEventEnd`);
      // One second on a quiet machine, where drawing all of them takes five.
      expect(Number(opened)).toBeLessThan(3_000);
      await page.evaluate(`document.getElementById('more').click()`);
      expect(await page.evaluate(`document.querySelectorAll('#items > details').length`)).toBe(400);
      await page.evaluate(
        `fields.words.value = 'request 9998,'; document.getElementById('filter').dispatchEvent(new Event('input'))`,
      );
      const shown = `[...document.querySelectorAll('#items > details:not([hidden]) summary')].map((one) => one.innerText).join()`;
      expect(await page.evaluate(shown)).toContain('request 9998, where the document lists 200, 400 & 404');
      expect(await page.evaluate(`document.getElementById('shown').innerText`)).toBe('1 of 10000 findings');
    } finally {
      await page.close();
    }
  }, 60_000);

  it('links each finding to its check, and says that a wide table scrolls', async () => {
    const page = await open('small.html', [finding(0), finding(1)]);
    try {
      const target = `document.querySelector(document.querySelector('#items a').hash).innerText`;
      expect(await page.evaluate(target)).toBe('status-documented');
      expect(await page.evaluate(`document.querySelector('.scrolls').innerText`)).toContain('sideways');
      expect(await page.evaluate(`document.querySelector('.scrolls').hidden`)).toBe(false);
      expect(await page.evaluate(`document.documentElement.scrollWidth <= innerWidth`)).toBe(true);
    } finally {
      await page.close();
    }
  }, 60_000);
});
