import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.ts';
import { isLoopback, isLocalName } from '../../../specwright/sandbox/http/loopback.ts';
import type { ControlAccess } from '../options.ts';
import type { Control } from './control.ts';
import { receiveWeb, sendWeb } from '../../../specwright/sandbox/http/web.ts';
import type { ControlApp } from './app.ts';

/** The control plane and the live page, for those who may use them. */
export class WebFace {
  readonly #core: Core;
  readonly #control: Control;
  readonly #access: ControlAccess;
  #app: Promise<ControlApp> | undefined;

  constructor(core: Core, control: Control, access: ControlAccess) {
    this.#core = core;
    this.#control = control;
    this.#access = access;
  }

  /** Answers in process, where only the switch counts: the caller runs here anyway. */
  fetch = async (request: Request): Promise<Response> =>
    this.#access === 'off' ? nothingHere() : this.#answer(request);

  /** Answers over a socket. */
  serve = async (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): Promise<void> => {
    const refusal = refuse(this.#access, incoming);
    await sendWeb(outgoing, refusal ?? (await this.#answer(receiveWeb(incoming, outgoing, body))));
  };

  /** Ends what streams. */
  close(): void {
    void this.#app?.then((app) => app.close());
  }

  /** The toolkit is loaded with the first request: start-up stays quick, and many never need it. */
  async #answer(request: Request): Promise<Response> {
    this.#app ??= import('./app.ts').then(({ createControlApp }) =>
      createControlApp(this.#core, this.#control),
    );
    return (await this.#app).fetch(request);
  }
}

function nothingHere(): Response {
  return new Response('There is nothing at this path.\n', { status: 404 });
}

/**
 * Programs on this machine may use the control plane. A web page that happens to be open in a browser on
 * this machine may not: its requests carry an `Origin` of their own, or a `Host` that is no local name.
 */
function refuse(access: ControlAccess, { socket, headers }: IncomingMessage): Response | undefined {
  if (access === 'off') return nothingHere();
  const { origin, host } = headers;
  const foreignPage = origin !== undefined && origin !== `http://${host}`;
  const outside = access === 'loopback' && !(isLoopback(socket.remoteAddress) && isLocalName(host));
  if (!foreignPage && !outside) return undefined;
  return new Response('The control plane answers programs on this machine only.\n', { status: 403 });
}
