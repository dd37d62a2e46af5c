import { createHmac } from 'node:crypto';
import { isLoopbackHost } from '../../../specwright/base/loopback.ts';
import { CommandError, UsageError } from '../../../specwright/cli/frame/command-error.ts';
import type { Io } from '../../../specwright/cli/frame/io.ts';
import { reasonOf } from '../../../specwright/cli/frame/reason-of.ts';
import type { WatchEvent } from './event.ts';
import { sleep } from 'specwright/runtime';

const MOST_TRIES = 8;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
const TIMEOUT = 10_000;

/** `t=SECONDS,v1=HEX`: the HMAC-SHA256 of `SECONDS.BODY`, so that a recorded delivery cannot be replayed later. */
export function signatureOf(secret: string, body: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/**
 * Sends events to an address until each is taken, one after another.
 *
 * @throws CommandError where one is not taken after several tries
 */
export function webhook(address: string, { env, fetch, signal }: Io): (event: WatchEvent) => Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
  if (!url || !safe || url.username || url.password)
    throw new UsageError('--post takes an https:// address without a password (http:// for this machine).');
  const secret = env['BPCC_WEBHOOK_SECRET']?.trim();
  return async (event) => {
    const body = JSON.stringify(event);
    let problem = '';
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      if (tries > 0) await sleep(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** tries), signal);
      if (signal.aborted) break;
      problem = await attempt(
        fetch,
        url,
        {
          'content-type': 'application/json',
          'x-event-id': event.id,
          ...(secret && { 'x-signature': signatureOf(secret, body, Date.now()) }),
        },
        body,
        signal,
      );
      if (problem === '') return;
    }
    const host = url.host;
    throw new CommandError(
      'webhook-failed',
      signal.aborted ? 'Stopped by a signal.' : `${host} did not take a change: ${problem}.`,
    );
  };
}

/** What went wrong; nothing where the event was taken. */
async function attempt(
  fetch: Io['fetch'],
  url: URL,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<string> {
  try {
    const init = { method: 'POST', headers, body, redirect: 'manual' as const };
    const response = await fetch(url, {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
    });
    await response.body?.cancel();
    return response.ok ? '' : `it answered ${response.status}`;
  } catch (error) {
    return reasonOf(error);
  }
}
