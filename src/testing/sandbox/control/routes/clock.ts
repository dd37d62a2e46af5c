import { SandboxError } from '../../../../specwright/sandbox/sandbox-error.ts';
import { assertAutopilotOptions } from '../../agents/autopilot.ts';
import { readObject } from './context.ts';
import type { ControlRoutes } from './context.ts';

/** Sandbox time, and what goes on by itself as it passes. */
export function addClockRoutes({ app, control }: ControlRoutes): void {
  app.get('/clock', ({ json }) => json({ now: control.now.toISOString() }));
  app.post('/clock', async (context) => {
    const { advance } = await readObject(context, ['advance']);
    if (typeof advance !== 'string' && typeof advance !== 'number') {
      throw new SandboxError('bad-request', 'advance must be a duration, for example "2h".');
    }
    return context.json({ now: control.advance(advance).toISOString() });
  });
  app.post('/autopilot', async (context) => {
    const options: unknown = await readObject(context, ['arrivalsPerHour', 'handling', 'randomSeed']);
    assertAutopilotOptions(options);
    control.startAutopilot(options);
    return context.json({ autopilot: true });
  });
  app.delete('/autopilot', ({ json }) => {
    control.stopAutopilot();
    return json({ autopilot: false });
  });
}
