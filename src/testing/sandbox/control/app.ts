import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Core } from '../core.ts';
import { SandboxError } from '../../../specwright/sandbox/sandbox-error.ts';
import { addClockRoutes } from './routes/clock.ts';
import type { ControlRoutes } from './routes/context.ts';
import { addFaultRoutes } from './routes/faults.ts';
import { addStateRoutes } from './routes/state.ts';
import { addTaskRoutes } from './routes/tasks.ts';
import { addTenantRoutes } from './routes/tenant.ts';
import type { Control } from './control.ts';
import { EventFeed } from './event-feed.ts';
import { livePage } from './page/live-page.ts';
import { controlPrefix } from './web-path.ts';

/** The control plane as an application. */
export interface ControlApp {
  fetch(request: Request): Response | Promise<Response>;
  close(): void;
}

const statuses: Readonly<Record<SandboxError['code'], 400 | 404 | 409>> = {
  'unknown-task': 404,
  'unknown-service': 404,
  'unknown-user': 404,
  'unknown-fault': 404,
  'wrong-state': 409,
  'bad-seed': 400,
  'bad-snapshot': 400,
  'bad-request': 400,
  'no-control-plane': 404,
};

/** Builds the control plane and the live page. */
export function createControlApp(core: Core, control: Control): ControlApp {
  const feed = new EventFeed(core, control);
  const app = new Hono();
  const routes: ControlRoutes = { app: app.basePath(controlPrefix), core, control, feed };
  app.get('/', () => livePage(feed.describe()));
  for (const add of [addStateRoutes, addClockRoutes, addTaskRoutes, addFaultRoutes, addTenantRoutes])
    add(routes);
  app.notFound(({ json }) =>
    json({ error: 'not-found', message: `See GET ${controlPrefix} for what there is.` }, 404),
  );
  app.onError((error, { json }) => {
    const { code, status } = classify(error);
    return json(
      { error: code, message: code === 'internal' ? 'The control plane failed.' : error.message },
      status,
    );
  });
  return { fetch: (request) => app.fetch(request), close: () => feed.close() };
}

function classify(error: Error): { code: string; status: 400 | 404 | 409 | 500 } {
  if (error instanceof SandboxError) return { code: error.code, status: statuses[error.code] };
  if (error instanceof RangeError || error instanceof HTTPException)
    return { code: 'bad-request', status: 400 };
  return { code: 'internal', status: 500 };
}
