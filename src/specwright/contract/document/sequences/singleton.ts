import { unwrap } from '../../../openapi/resources.ts';
import { Skip, type Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import type { Steps } from '../steps.ts';
import { wrapped } from '../values.ts';
import { change, refused, replace } from './changes.ts';
import { everyValue } from './every-value.ts';

/** A record without an id is changed, read, and set back to what it was. */
export async function singleton(steps: Steps, probe: Probe, reading: Bound): Promise<void> {
  const place = await steps.records.place(probe, reading.operation);
  const exchange = await probe.send(steps.records.requests.request(reading.operation, { path: place }), {
    accept: [{ statuses: documented(reading.operation) }],
    because: 'the request is as the document says',
  });
  const record = unwrap(exchange.answer?.json, reading.binding.wrapper);
  if (record === undefined || !isSuccess(exchange.answer))
    throw new Skip('not exercised: there is nothing to read');
  const made: Made = { resource: steps.resource, id: '', sent: undefined, record, place, exchange };
  try {
    const known = await replace(steps, probe, made, await change(steps, probe, made, record));
    await refused(steps, probe, made, known);
    await everyValue(steps, probe, made);
  } finally {
    const changing = steps.find('replace', 'merge') ?? steps.creating;
    const names = new Set(steps.writable(changing).map(({ name }) => name));
    const before = Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)));
    await steps.send(probe, changing, made, 'it was so before', {
      body: wrapped(changing, before),
      mayRefuse: true,
    });
  }
}
