import { afterAll, describe, expect, test } from 'vitest';
import { documentSuite, verify, type Report } from '../../../../src/specwright/contract/index.ts';
import { shareOf } from '../../../share.ts';
import { start, type App } from './app.ts';
import { desk } from './desk.ts';
import { library } from './library.ts';
import { shop } from './shop.ts';

const apps = { library, shop, desk };
const rows: string[] = [];
afterAll(() => void process.stdout.write(`\n${rows.join('\n')}\n`));

/** With a fault, the first error is enough. */
async function verifyApp(app: App, fault?: string): Promise<Report> {
  const { server, url } = await start(app, fault);
  const found = new AbortController();
  try {
    return await verify({
      target: url,
      suite: documentSuite(app.document, { auth: app.auth }),
      mode: 'own',
      signal: found.signal,
      onEvent: (event) => {
        if (fault === undefined || event.type !== 'exchange') return;
        if (event.findings.some(({ severity }) => severity === 'error')) found.abort();
      },
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe.each(Object.entries(apps))('%s', (name, app) => {
  test('without a fault there is no finding, and nothing is left over', async () => {
    const report = await verifyApp(app);
    expect(
      report.findings
        .filter(({ severity, check }) => severity !== 'info' && check !== 'latency')
        .map(({ check, title, exchange, expected }) => ({
          check,
          title,
          expected,
          curl: exchange.curl,
          received: exchange.received,
        })),
    ).toEqual([]);
    expect(report.leftovers).toEqual([]);
    expect(report.verdict).toBe('honoured');
    expect(report.summary.requests).toBeGreaterThan(50);
    rows.push(
      `${name}: clean run 0 findings, ${report.summary.cases} cases, ${report.summary.requests} requests, ${report.summary.skipped} skipped, ${report.duration} ms`,
    );
  });

  test.each(shareOf(app.faults, 3))('%s is found', async (fault) => {
    const { findings } = await verifyApp(app, fault);
    const errors = findings.filter(({ severity }) => severity === 'error');
    rows.push(
      `${name}  ${errors.length > 0 ? 'found' : 'MISSED'}  ${fault}  ${[...new Set(errors.map(({ check }) => check))].join(', ')}`,
    );
    expect(errors).not.toEqual([]);
  });
});
