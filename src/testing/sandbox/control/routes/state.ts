import { checkSeed } from '../../seed/check-seed.ts';
import { profileOf } from '../../profile.ts';
import { endpoints } from '../endpoints.ts';
import { isSnapshot } from '../check-snapshot.ts';
import { parse, readObject } from './context.ts';
import type { ControlRoutes } from './context.ts';
import { SandboxError } from '../../../../specwright/sandbox/sandbox-error.ts';

/** What there is to see, reset, and snapshots. */
export function addStateRoutes({ app, core, control, feed }: ControlRoutes): void {
  app.get('/', ({ json }) => json({ endpoints }));
  app.get('/state', ({ json }) => json(control.state()));
  app.get('/requests', ({ json }) => json({ requests: core.log.latest() }));
  app.get('/events', ({ req }) => feed.subscribe(req.raw.signal));
  app.get('/profile', ({ json }) => json(profileOf(control.seed)));
  app.get('/snapshot', ({ json }) => json(control.snapshot()));
  app.post('/snapshot', async ({ req, json }) => {
    const snapshot: unknown = parse(await req.text());
    if (!isSnapshot(snapshot)) throw new SandboxError('bad-snapshot', 'This is no snapshot of the sandbox.');
    control.restore(snapshot);
    return json(control.state());
  });
  app.post('/reset', async (context) => {
    const { seed } = await readObject(context, ['seed']);
    control.reset(seed === undefined ? undefined : checkSeed(seed));
    return context.json(control.state());
  });
}
