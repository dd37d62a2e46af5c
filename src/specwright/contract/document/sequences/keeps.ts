import { isObject, own, type Json } from '../../../base/json.ts';
import { unwrap } from '../../../openapi/resources.ts';
import { Skip, type Probe } from '../../engine/case.ts';
import { remembered, show } from '../record-demands.ts';
import { documented, type Made } from '../records.ts';
import type { Steps } from '../steps.ts';
import { innerSchema, isRuled, successes, wrapped } from '../values.ts';

/** A body that the schema allows is taken, and what it says is shown later. */
export async function keeps(steps: Steps, probe: Probe, body: Json | undefined): Promise<void> {
  const known = await accepted(steps, probe, body);
  const made = known ?? (await steps.make(probe, body));
  await steps.read(probe, made, remembered(made.sent, made.record), 'it was created so');
}

/**
 * Where a valid body is refused, its values are tried one by one in a body that is taken: a rule about several of
 * them, which a schema cannot state, is not a finding.
 */
async function accepted(steps: Steps, probe: Probe, body: Json | undefined): Promise<Made | undefined> {
  const { creating, records } = steps;
  const { operation } = creating;
  const base = await records.make(probe, steps.resource);
  const place = base.place;
  let refusedWith: number | undefined;
  try {
    return await records.make(probe, steps.resource, {
      place,
      ...(body !== undefined && { body }),
      expectation: (sent) => {
        const { demands = [], because } = steps.created(sent);
        return { accept: [{ statuses: documented(operation) }], because, demands: [...demands] };
      },
    });
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    refusedWith = await records.refusalStatus(probe, creating, { path: records.at(creating, place) });
  }
  const inner = unwrap(body, creating.binding.bodyWrapper) ?? body;
  const schema = innerSchema(records.requests.schema(operation), creating.binding.bodyWrapper);
  if (!isObject(inner) || !isObject(base.sent))
    throw new Skip(`not exercised: ${operation.id} refuses a valid body`);
  const names = new Set([...Object.keys(inner), ...Object.keys(base.sent)]);
  const links = new Set(records.links(inner, steps.resource).map((link) => link.place[0]));
  for (const name of names) {
    const property = own(own(schema, 'properties'), name);
    if (own(inner, name) === own(base.sent, name) || steps.isLink(name) || links.has(name)) continue;
    const { [name]: _left, ...rest } = base.sent;
    const value = own(inner, name);
    const trial = value === undefined ? rest : { ...rest, [name]: value };
    const others = documented(operation).filter(
      (status) => isRuled(name, property) || status !== refusedWith,
    );
    const because = `the document allows ${name} ${show(value)}`;
    const request = records.requests.request(operation, {
      path: records.at(creating, place),
      body: records.fresh(creating, wrapped(creating, trial), 'x', name),
    });
    const exchange = await probe.send(request, {
      accept: [{ statuses: [...new Set([...successes(operation), 409, ...others])] }],
      because,
    });
    records.adopt(creating, exchange, place, trial);
  }
  throw new Skip('not exercised: a rule outside the schema refuses the body');
}
