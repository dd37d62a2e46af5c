import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTaskRoutingClient } from 'bpcc-task-routing';
import { createSandbox, verify } from 'bpcc-task-routing-testing';
import { contractView, render } from 'specwright/contract';
import { badges } from './badges.ts';
import { openPage } from './pages/browser.ts';
import { ROOT } from './pages/root.ts';

/*
 * `npm run pictures`: the pictures of the READMEs, from the real thing in headless Chromium. What the clock shows is
 * fixed where it can be, so that a picture changes when its subject does.
 */

const FOLDER = path.join(ROOT, 'docs/images');
const DAY = '2026-01-31T12:00:00Z';
const LOOK = { width: 1000, height: 640 };

await mkdir(FOLDER, { recursive: true });
for (const [name, badge] of badges()) await writeFile(path.join(FOLDER, name), badge);
await writeFile(path.join(FOLDER, 'report.png'), await reportPicture());
await writeFile(path.join(FOLDER, 'sandbox.png'), await sandboxPicture());

/** The report of a run against a sandbox that breaks its contract in one way. */
async function reportPicture(): Promise<Buffer> {
  await using sandbox = createSandbox({ faults: ['token-lacks-expiry'], randomSeed: 1 });
  const { url } = await sandbox.listen();
  const report = await verify({
    target: url,
    profile: sandbox.profile,
    credentials: sandbox.credentials,
    mode: 'full',
    sources: ['wire'],
  });
  const view = contractView(report, {
    tool: { name: 'specwright', version: '0.1.0' },
    date: DAY,
    documents: [],
    target: 'http://127.0.0.1:4010',
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'picture-'));
  try {
    const file = path.join(folder, 'report.html');
    await writeFile(file, render(view, 'html'));
    return await picture(`file://${file}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The live page of a sandbox at work. */
async function sandboxPicture(): Promise<Buffer> {
  const sandbox = createSandbox({ randomSeed: 1 });
  const { url, close } = await sandbox.listen();
  try {
    const client = createTaskRoutingClient({ tenantUrl: url, ...sandbox.credentials });
    for (const [index, subject] of ['Call back', 'Check the order', 'Send the contract'].entries()) {
      await client.queueTask({
        extTaskId: `case-${index + 1}`,
        serviceName: 'Task Service',
        priority: 10 * (index + 1),
        contactInfo: { firstName: 'Amara' },
        caseInfo: { category: 'Technical Support' },
        taskInfo: { subject },
      });
    }
    sandbox.control.take('case-1');
    return await picture(url);
  } finally {
    await close();
  }
}

async function picture(url: string): Promise<Buffer> {
  const page = await openPage(url, LOOK);
  try {
    await page.evaluate('new Promise((done) => setTimeout(done, 800))');
    return await page.screenshot();
  } finally {
    await page.close();
  }
}
