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
  /** Errors on the console, and what could not be loaded. */
  readonly problems: readonly string[];
  /** Opens another address, and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** Looks at the same page in another width, or in the colours for the dark. */
  look(look: PageOptions): Promise<void>;
  /** The value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  /** What is visible, as PNG. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
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

/** Opens a page and waits until it is loaded. Driven by the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/. */
export async function openPage(url: string, first: PageOptions = {}): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'browser-'));
  const browser = spawn(chromium ?? 'chromium', [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const problems: string[] = [];
  let loaded = (): void => undefined;
  const send = connect(browser.stdio[3] as Writable, browser.stdio[4] as Readable, (method, params) => {
    if (method === 'Page.loadEventFired') loaded();
    const problem = problemOf(method, params);
    if (problem !== undefined) problems.push(problem);
  });
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, parameters: object = {}) => send(method, parameters, String(sessionId));
  const look = async ({ width = 1280, height = 800, dark = false }: PageOptions): Promise<void> => {
    await page('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await page('Emulation.setEmulatedMedia', {
      features: [
        { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ],
    });
  };
  await look(first);
  for (const domain of ['Page', 'Runtime', 'Log']) await page(`${domain}.enable`);
  const open = async (address: string): Promise<void> => {
    const done = new Promise<void>((resolve) => (loaded = resolve));
    const { errorText } = await page('Page.navigate', { url: address });
    if (errorText !== undefined) throw new Error(`${address}: ${String(errorText)}`);
    await done;
  };
  await open(url);
  return {
    problems,
    open,
    look,
    evaluate: async (expression) => {
      const parameters = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await page('Runtime.evaluate', parameters);
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return Object(result).value;
    },
    screenshot: async () => {
      const { data } = await page('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(String(data), 'base64');
    },
    close: async () => {
      const ended = new Promise((resolve) => browser.once('exit', resolve));
      await Promise.race([send('Browser.close', {}), ended]);
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

function problemOf(method: string, params: Record<string, unknown>): string | undefined {
  if (method === 'Runtime.exceptionThrown') return JSON.stringify(params['exceptionDetails']);
  const entry = Object(params['entry']);
  if (method === 'Log.entryAdded' && entry.level === 'error') return `${entry.text} ${entry.url ?? ''}`;
  return method === 'Runtime.consoleAPICalled' && params['type'] === 'error'
    ? JSON.stringify(params['args'])
    : undefined;
}

type Send = (method: string, parameters: object, sessionId?: string) => Promise<Record<string, unknown>>;

/** Messages are JSON texts that end with a zero byte. */
function connect(
  input: Writable,
  output: Readable,
  listen: (method: string, params: Record<string, unknown>) => void,
): Send {
  const waiting = new Map<number, (answer: Record<string, unknown>) => void>();
  let rest = '';
  output.on('data', (chunk: Buffer) => {
    const texts = (rest + chunk.toString()).split('\0');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      const message = JSON.parse(text);
      if (message.method !== undefined) listen(message.method, message.params);
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
