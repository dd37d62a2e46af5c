import type { JsonObject } from '../../../../specwright/base/json.ts';
import { assertDisturbance } from '../../disturb/check-disturbance.ts';
import { faults } from '../../faults/registry.ts';
import { SandboxError } from '../../../../specwright/sandbox/sandbox-error.ts';
import { readObject } from './context.ts';
import type { Control } from '../control.ts';
import type { ControlRoutes } from './context.ts';

const disturbanceFields = [
  'operation',
  'times',
  'share',
  'errorCode',
  'leavesRecord',
  'mishap',
  'latency',
  'retryAfter',
];

/** Named faults, and trouble to come. */
export function addFaultRoutes({ app, core, control }: ControlRoutes): void {
  const report = () => ({ active: core.faults.map(({ name }) => name), coming: core.disturbances.list() });
  app.get('/faults', ({ json }) =>
    json({ ...report(), available: faults.map(({ name, group, breaks }) => ({ name, group, breaks })) }),
  );
  app.post('/faults', async (context) => {
    const body = await readObject(context, ['name', 'names', ...disturbanceFields]);
    const names = namesIn(body);
    if (names.length > 0) control.fault(...names);
    else addTrouble(control, body);
    return context.json(report());
  });
  app.delete('/faults', ({ json }) => {
    control.clearFaults();
    return json(report());
  });
  app.delete('/faults/:name', ({ req, json }) => {
    control.clearFault(req.param('name'));
    return json(report());
  });
}

function addTrouble(control: Control, body: unknown): void {
  assertDisturbance(body);
  control.failNext(body);
}

function namesIn({ name, names }: JsonObject): string[] {
  const listed = names ?? (name === undefined ? [] : [name]);
  if (Array.isArray(listed)) {
    const texts = listed.filter((entry) => typeof entry === 'string');
    if (texts.length === listed.length) return texts;
  }
  throw new SandboxError('bad-request', 'name must be text, names a list of texts.');
}
