import { CONTROL_PREFIX, SandboxError, type Json } from 'specwright/sandbox';
import type { SandboxHooks } from './hooks.ts';

/**
 * The hooks of a sandbox that runs as a process of its own, through its control plane.
 *
 * @param url - where it listens, for example `http://127.0.0.1:4010`
 * @param send - carries the requests; default: the global `fetch`
 * @throws SandboxError from every hook that the control plane refuses, or that finds none
 * @example
 * const hooks = sandboxHooksAt('http://127.0.0.1:4010');
 * await verify({ target: 'http://127.0.0.1:4010', credentials, profile, hooks });
 */
export function sandboxHooksAt(url: string | URL, send: typeof fetch = fetch): SandboxHooks {
  const post = async (path: string, body: object = {}): Promise<void> => {
    await ask(new URL(`${CONTROL_PREFIX}/${path}`, url), send, body);
  };
  const task = ({ taskId }: { readonly taskId: string }, verb: string, body?: object): Promise<void> =>
    post(`tasks/${encodeURIComponent(taskId)}/${verb}`, body);
  return {
    setup: async () => void (await ask(new URL(CONTROL_PREFIX, url), send)),
    takeTask: (named) => task(named, 'take'),
    deferTask: (named) => task(named, 'defer'),
    completeTask: (named, dispositionName) => task(named, 'complete', { dispositionName }),
    expireToken: (token) => post('tokens/expire', { token }),
    failNext: (errorCode) => post('faults', { errorCode, times: 1 }),
    teardown: async () => undefined,
  };
}

/** What exists at a sandbox that runs as a process of its own. @throws SandboxError */
export async function sandboxProfileAt(url: string | URL, send: typeof fetch = fetch): Promise<Json> {
  const answer: Json = await (await ask(new URL(`${CONTROL_PREFIX}/profile`, url), send)).json();
  return answer;
}

async function ask(url: URL, send: typeof fetch, body?: object): Promise<Response> {
  const post = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await send(url, post);
  if (answer.ok) return answer;
  throw new SandboxError(
    'no-control-plane',
    `${url.pathname} answers ${answer.status}: is a sandbox of this package listening there, without --no-control?`,
  );
}
