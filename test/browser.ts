import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** The browser of this machine, if there is one. */
export const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

/** A page in a headless browser. */
export interface Page {
  /** The value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
];

/** Opens a page, driven by the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/. */
export async function openPage(url: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'browser-'));
  const browser = spawn(chromium ?? 'chromium', [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const send = connect(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
  const { targetId } = await send('Target.createTarget', { url });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  return {
    evaluate: async (expression) => {
      const parameters = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await send('Runtime.evaluate', parameters, String(sessionId));
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return Object(result).value;
    },
    close: async () => {
      const ended = new Promise((resolve) => browser.once('exit', resolve));
      browser.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Send = (method: string, parameters: object, sessionId?: string) => Promise<Record<string, unknown>>;

/** Messages are JSON texts that end with a zero byte. */
function connect(input: Writable, output: Readable): Send {
  const waiting = new Map<number, (answer: Record<string, unknown>) => void>();
  let rest = '';
  output.on('data', (chunk: Buffer) => {
    const texts = (rest + chunk.toString()).split('\0');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      const message = JSON.parse(text);
      waiting.get(message.id)?.(message.result ?? { exceptionDetails: message.error });
      waiting.delete(message.id);
    }
  });
  let count = 0;
  return (method, parameters, sessionId) =>
    new Promise((resolve) => {
      count += 1;
      waiting.set(count, resolve);
      input.write(
        `${JSON.stringify({ id: count, method, params: parameters, ...(sessionId && { sessionId }) })}\0`,
      );
    });
}
