import { SandboxError } from '../../../../specwright/sandbox/sandbox-error.ts';
import { optionalText, readObject } from './context.ts';
import type { ControlRoutes } from './context.ts';

/** What agents do. */
export function addTaskRoutes({ app, control }: ControlRoutes): void {
  app.get('/tasks/:id', ({ req, json }) => {
    const task = control.task(req.param('id'));
    if (task === undefined) throw new SandboxError('unknown-task', 'There is no such task.');
    return json(task);
  });
  for (const verb of ['take', 'open', 'defer'] as const) {
    app.post(`/tasks/:id/${verb}`, async (context) => {
      const body = await readObject(context, ['agent']);
      return context.json(control[verb](context.req.param('id'), optionalText(body, 'agent')));
    });
  }
  app.post('/tasks/:id/complete', async (context) => {
    const body = await readObject(context, ['dispositionName', 'note']);
    const disposition = optionalText(body, 'dispositionName');
    return context.json(control.complete(context.req.param('id'), disposition, optionalText(body, 'note')));
  });
  app.post('/services/:name/take-next', async (context) => {
    const body = await readObject(context, ['agent']);
    const task = control.takeNext(context.req.param('name'), optionalText(body, 'agent'));
    return context.json({ task: task ?? null });
  });
}
