import type { Json, JsonObject } from '../../../../specwright/base/json.ts';
import { SandboxError } from '../../../../specwright/sandbox/sandbox-error.ts';
import { assertSettingsChange } from '../change-settings.ts';
import { optionalFlag, optionalText, readObject } from './context.ts';
import type { ControlRoutes } from './context.ts';

/** Tokens, users and settings. */
export function addTenantRoutes({ app, core, control }: ControlRoutes): void {
  app.post('/tokens/expire', async (context) => {
    const body = await readObject(context, ['token']);
    return context.json({ expired: control.expireToken(optionalText(body, 'token')) });
  });
  app.post('/tokens/revoke', async (context) => {
    const body = await readObject(context, ['token']);
    return context.json({ revoked: control.revokeToken(optionalText(body, 'token')) });
  });
  app.patch('/users/:name', async (context) => {
    const body = await readObject(context, ['locked', 'privileges']);
    control.setUser(context.req.param('name'), rightsIn(body));
    return context.json({ users: control.state().users });
  });
  app.get('/settings', ({ json }) => json(core.settings));
  app.patch('/settings', async (context) => {
    const known = ['rules', 'tokenLifetime', 'rateLimit', 'latency', 'errorHeader', 'featureEnabled'];
    const change: unknown = await readObject(context, known);
    assertSettingsChange(change);
    control.set(change);
    return context.json({ ...core.settings, featureEnabled: core.tenant.featureEnabled });
  });
}

function rightsIn(body: JsonObject): { locked?: boolean; privileges?: string[] } {
  const locked = optionalFlag(body, 'locked');
  const privileges = body['privileges'] === undefined ? undefined : textsIn(body['privileges']);
  return { ...(locked !== undefined && { locked }), ...(privileges !== undefined && { privileges }) };
}

function textsIn(value: Json): string[] {
  const texts = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
  if (Array.isArray(value) && texts.length === value.length) return texts;
  throw new SandboxError('bad-request', 'privileges must be a list of texts.');
}
