import { Hono } from 'hono';
import type { Core } from '../core.ts';
import type { Control } from './control.ts';
import { controlPrefix } from './web-path.ts';

/** The control plane as an application. */
export interface ControlApp {
  fetch(request: Request): Response | Promise<Response>;
  close(): void;
}

/** Builds the control plane and the live page. */
export function createControlApp(core: Core, control: Control): ControlApp {
  const app = new Hono();
  app.get(`${controlPrefix}/state`, (context) => context.json(control.state()));
  return { fetch: (request) => app.fetch(request), close: () => core.log.clear() };
}
