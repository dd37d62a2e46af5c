import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackAddress, isLoopbackHost } from '../../base/http.ts';
import { receiveWeb, sendWeb } from '../http/web.ts';
import { decodeParameter, PathRouter } from '../path-router.ts';
import { SandboxError } from '../sandbox-error.ts';
import { EventFeed } from './event-feed.ts';
import { livePage, type PageParts } from './page/live-page.ts';
import type { ControlRoute, ControlRoutes } from './routes.ts';
import { CONTROL_PREFIX, isControlPath, LIVE_PAGE } from './web-path.ts';

/** Who may use the control plane: programs on this machine, everybody who can connect, or nobody. */
export type ControlAccess = 'loopback' | 'any' | 'off';

/** The control plane and the live page, for those who may use them. */
export class ControlPlane {
  readonly #access: ControlAccess;
  readonly #hasRoot: boolean;
  readonly #page: PageParts;
  readonly #feed: EventFeed;
  readonly #describe: () => string;
  readonly #router = new PathRouter<ControlRoute>();
  readonly #endpoints: Readonly<Record<string, string>>;

  /**
   * @param describe state and requests as one JSON text, for the live page.
   */
  constructor(
    routes: ControlRoutes,
    page: PageParts,
    describe: () => string,
    { access = 'loopback', hasRoot = false }: { access?: ControlAccess | undefined; hasRoot?: boolean },
  ) {
    this.#hasRoot = hasRoot;
    this.#access = access;
    this.#page = page;
    this.#describe = describe;
    this.#feed = new EventFeed(describe);
    for (const [name, route] of Object.entries(routes)) {
      const [method = '', path = ''] = name.split(' ');
      this.#router.add(method, path, route);
    }
    this.#endpoints = {
      'GET /': 'the live page',
      [`GET ${LIVE_PAGE}`]: 'the live page too, also where the API has the root for itself',
      [`GET ${CONTROL_PREFIX}`]: 'this list',
      [`GET ${CONTROL_PREFIX}/events`]: 'state and requests as server-sent events',
      ...Object.fromEntries(
        Object.entries(routes).map(([name, [does]]) => [name.replace(' ', ` ${CONTROL_PREFIX}`), does]),
      ),
    };
  }

  /** Answers in process, where only the switch counts: the caller runs here anyway. */
  fetch = async (request: Request): Promise<Response> =>
    this.#access === 'off' ? nothingHere() : this.#answer(request);

  /** Answers over a socket. */
  serve = async (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): Promise<void> => {
    const refusal = refuse(this.#access, incoming);
    await sendWeb(outgoing, refusal ?? (await this.#answer(receiveWeb(incoming, body))));
  };

  /** Whether a path belongs to the control plane or is the live page, which leaves the root to an API that has one. */
  readonly isWeb = (path: string): boolean => isControlPath(path) || (path === '/' && !this.#hasRoot);

  /** Ends what streams. */
  close(): void {
    this.#feed.close();
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const isGet = request.method === 'GET';
    if (isGet && (pathname === '/' || pathname === LIVE_PAGE)) return livePage(this.#page, this.#describe());
    if (isGet && pathname === CONTROL_PREFIX) return Response.json({ endpoints: this.#endpoints });
    if (isGet && pathname === `${CONTROL_PREFIX}/events`) return this.#feed.subscribe();
    const found = this.#router.find(pathname.slice(CONTROL_PREFIX.length));
    const route = found?.methods.get(request.method);
    if (found === undefined || route === undefined) {
      return failure(404, 'not-found', `See GET ${CONTROL_PREFIX} for what there is.`);
    }
    try {
      const params = found.params.map(decodeParameter);
      return Response.json(route[1]({ params, text: await request.text() }));
    } catch (error) {
      if (error instanceof SandboxError) return failure(error.status, error.code, error.message);
      if (error instanceof RangeError) return failure(400, 'bad-request', error.message);
      return failure(500, 'internal', `The control plane failed: ${String(error)}`);
    }
  }
}

function failure(status: number, error: string, message: string): Response {
  return Response.json({ error, message }, { status });
}

function nothingHere(): Response {
  return new Response('There is nothing at this path.\n', { status: 404 });
}

/**
 * Programs on this machine may use the control plane. A web page that happens to be open in a browser on
 * this machine may not: its requests carry an `Origin` of their own, or a `Host` that is not a local name.
 */
function refuse(access: ControlAccess, { socket, headers }: IncomingMessage): Response | undefined {
  if (access === 'off') return nothingHere();
  const { origin, host = 'localhost' } = headers;
  const foreignPage = origin !== undefined && origin !== `http://${host}`;
  const local = isLoopbackAddress(socket.remoteAddress ?? '') && isLoopbackHost(host.replace(/:\d+$/, ''));
  if (!foreignPage && (access === 'any' || local)) return undefined;
  return new Response('Only programs on this machine may use the control plane.\n', { status: 403 });
}
