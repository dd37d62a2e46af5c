import type { ControlPlane } from './control/control-plane.ts';
import type { ApiRequest, Reply } from './exchange.ts';
import { fromRequest, toResponse } from './http/fetch.ts';
import { listen, type Listening, type ListenOptions } from './http/listener.ts';

/** Largest body of a request to the control plane: a snapshot of everything that a sandbox can hold. */
const MAX_CONTROL_BYTES = 512 * 1024 * 1024;

/** How a sandbox is reached. */
export interface SandboxServer {
  /** Answers a request without any socket; a drop-in for the global `fetch`. Paths are relative to the base URL. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Listens on a socket as well, on any free port of the loopback interface unless told otherwise. */
  readonly listen: (options?: ListenOptions) => Promise<Listening>;
  /** Ends every listener. */
  readonly close: () => Promise<void>;
}

/** Serves an engine and its control plane, in process and on sockets. */
export function createServer(
  engine: { handle(request: ApiRequest): Reply; readonly maxBodyBytes: number },
  plane: Pick<ControlPlane, 'isWeb' | 'fetch' | 'serve' | 'close'>,
  baseUrl: string,
): SandboxServer {
  const open = new Set<Listening>();
  return {
    fetch: async (input, init) => {
      const isPath = typeof input === 'string' && input.startsWith('/');
      const request = new Request(isPath ? baseUrl + input : input, init);
      request.signal.throwIfAborted();
      if (plane.isWeb(new URL(request.url).pathname)) return plane.fetch(request);
      return toResponse(engine.handle(await fromRequest(request)), request);
    },
    listen: async (where = {}) => {
      const served = {
        handle: (request: ApiRequest) => engine.handle(request),
        isWeb: plane.isWeb,
        serveWeb: plane.serve,
        maxBodyBytes: engine.maxBodyBytes,
        maxWebBytes: MAX_CONTROL_BYTES,
      };
      const listening = await listen(served, where);
      open.add(listening);
      return listening;
    },
    close: async () => {
      plane.close();
      await Promise.all([...open].map((listening) => listening.close()));
      open.clear();
    },
  };
}
