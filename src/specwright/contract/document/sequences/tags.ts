import { own, ownNumber, type JsonObject } from '../../../base/json.ts';
import { unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { withValue } from '../../schema/place.ts';
import { flaw, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import type { Revision } from '../relations.ts';
import type { Steps } from '../steps.ts';
import { hasStatus, plain, wrapped } from '../values.ts';
import { movesOf } from './move.ts';

const header = (bound: Bound, pattern: RegExp): boolean =>
  bound.operation.parameters.some(({ in: place, name }) => place === 'header' && pattern.test(name));

/** The tag of a record changes with it, and decides where a request names one. */
export async function tags(steps: Steps, probe: Probe): Promise<void> {
  await revisions(steps, probe);
  await actedRevisions(steps, probe);
  const reading = steps.find('read');
  if (reading === undefined) return;
  const changing = ['merge', 'replace'] as const;
  const changes = changing.flatMap((role) => steps.find(role) ?? []);
  const deleting = steps.find('delete');
  const isSpoken =
    hasStatus(reading.operation, '304') ||
    header(reading, /^if-none-match$/i) ||
    [...changes, ...(deleting === undefined ? [] : [deleting])].some(
      (bound) => hasStatus(bound.operation, '412', '428') || header(bound, /^if-match$/i),
    );
  if (!isSpoken) return;
  const made = await steps.make(probe);
  const first = await tagOf(steps, probe, reading, made, 'the document speaks of tags');
  if (first === undefined) return;
  await tagOf(steps, probe, reading, made, 'the record has not changed', (tag) => tag === first);
  const isCached = hasStatus(reading.operation, '304');
  if (isCached)
    await steps.send(probe, reading, made, 'the record is as If-None-Match names it', {
      headers: { 'if-none-match': first },
      accept: [304],
    });
  let stale: string | undefined;
  const taken = new Map<Bound, JsonObject>();
  for (const bound of changes) {
    const current = await tagOf(steps, probe, reading, made, 'the record exists');
    if (current === undefined) return;
    let answered: string | undefined;
    for (const body of steps.others(bound, await steps.look(probe, made))) {
      const { answer } = await steps.send(probe, bound, made, 'If-Match names the record as it is', {
        body,
        headers: { 'if-match': current },
        mayRefuse: true,
      });
      if (!isSuccess(answer)) continue;
      taken.set(bound, body);
      answered = answer?.headers['etag'];
      break;
    }
    if (!taken.has(bound)) continue;
    stale = current;
    await tagOf(
      steps,
      probe,
      reading,
      made,
      `${bound.operation.id} changed the record`,
      (tag) => tag !== current,
    );
    await isOfAnswer(steps, probe, reading, made, bound, answered);
    if (isCached)
      await steps.send(probe, reading, made, 'the record has changed since If-None-Match', {
        headers: { 'if-none-match': current },
      });
  }
  await acted(steps, probe, reading);
  for (const move of stale === undefined ? [] : movesOf(steps)) {
    const { operation } = move.bound;
    if (!hasStatus(operation, '412') || !header(move.bound, /^if-match$/i)) continue;
    const fresh = await steps.make(probe);
    const because = 'If-Match names another state than the record has';
    await steps.send(probe, move.bound, fresh, because, {
      body: await move.usual(probe),
      headers: { 'if-match': '"no-such-tag"' },
      // What the state of the record does not allow may be refused for that.
      accept: documented(operation).filter((status) => status >= 400),
      violation: because,
    });
  }
  for (const bound of [...changes, ...(deleting === undefined ? [] : [deleting])]) {
    const known = taken.get(bound);
    // What is refused for another reason says nothing of tags.
    if (known === undefined && bound !== deleting) continue;
    const body = known && { body: known };
    if (hasStatus(bound.operation, '412')) {
      const because = 'If-Match names another state than the record has';
      for (const tag of ['"no-such-tag"', ...(stale === undefined ? [] : [stale])])
        await steps.send(probe, bound, made, because, {
          ...body,
          headers: { 'if-match': tag },
          accept: [412],
          violation: because,
        });
    }
    if (hasStatus(bound.operation, '428')) {
      const because = 'If-Match is missing';
      await steps.send(probe, bound, made, because, {
        ...body,
        headers: {},
        accept: [428],
        violation: because,
      });
    }
  }
  // What is changed whatever its state may be as it once was: that comes last.
  for (const [bound, body] of taken) {
    const words = steps.records.requests.parameterWords(bound.operation, 'If-Match');
    if (/(^|[\s`'"])\*([\s`'".,]|$)/.test(words))
      await steps.send(probe, bound, made, `If-Match is * (${words})`, {
        body,
        headers: { 'if-match': '*' },
        mayRefuse: true,
      });
  }
}

/** The tag that a change answers with is the one that the record has then. */
async function isOfAnswer(
  steps: Steps,
  probe: Probe,
  reading: Bound,
  made: Made,
  { operation }: Bound,
  answered: string | undefined,
): Promise<void> {
  const isStated = operation.responses.some(
    ({ status, headers }) => status.startsWith('2') && headers.includes('etag'),
  );
  // A weak one may be only that of the answer.
  if (!isStated || answered?.startsWith('"') !== true) return;
  const because = `${operation.id} answered with the one that the record has since`;
  await tagOf(steps, probe, reading, made, because, (tag) => tag.startsWith('W/') || tag === answered);
}

/** As {@link isOfAnswer}, for actions. */
async function acted(steps: Steps, probe: Probe, reading: Bound): Promise<void> {
  const done = new Set<Bound>();
  for (const move of movesOf(steps)) {
    if (done.has(move.bound) || move.isChange) continue;
    const made = await steps.make(probe);
    const { answer } = (await move.carryOut(probe, made)) ?? {};
    if (!isSuccess(answer)) continue;
    done.add(move.bound);
    await isOfAnswer(steps, probe, reading, made, move.bound, answer?.headers['etag']);
  }
}

/** A body that names an older state of the record than it has is refused, where the document says so. */
async function revisions(steps: Steps, probe: Probe): Promise<void> {
  const { records } = steps;
  for (const bound of [steps.find('merge'), steps.find('replace')]) {
    const revision = bound && records.revisionOf(bound);
    if (bound === undefined || revision === undefined) continue;
    const stated = staleness(steps, bound, revision);
    if (stated === undefined) continue;
    const made = await steps.make(probe);
    const before = await steps.look(probe, made);
    const old = own(before, revision.property);
    const body = steps.other(bound, before);
    const { answer } = await steps.send(probe, bound, made, `${revision.name} is that of the record`, {
      body,
      mayRefuse: true,
    });
    if (!isSuccess(answer) || old === undefined) continue;
    const because = `${revision.name} is that of an earlier state (${stated.text.trim()})`;
    const inner = unwrap(body, bound.binding.bodyWrapper) ?? {};
    await steps.send(probe, bound, made, because, {
      body: withValue(wrapped(bound, inner), revision.place, old),
      isStale: true,
      accept: [Number(stated.status)],
      violation: because,
    });
  }
}

/** As {@link revisions}, for an action: what it is allowed to do is refused with a revision that the record never had. */
async function actedRevisions(steps: Steps, probe: Probe): Promise<void> {
  const { records } = steps;
  const done = new Set<Bound>();
  for (const move of movesOf(steps)) {
    const { bound } = move;
    const revision = bound.binding.role === 'act' ? records.revisionOf(bound) : undefined;
    const stated = revision && staleness(steps, bound, revision);
    if (revision === undefined || stated === undefined || done.has(bound)) continue;
    const { answer } = (await move.carryOut(probe, await steps.make(probe))) ?? {};
    if (!isSuccess(answer)) continue;
    done.add(bound);
    const made = await steps.make(probe);
    const current = ownNumber(await steps.look(probe, made), revision.property);
    const body = await move.usual(probe);
    if (current === undefined || body === undefined) continue;
    const because = `${revision.name} is not that of the record (${stated.text.trim()})`;
    await steps.send(probe, bound, made, because, {
      body: withValue(body, revision.place, current + 7),
      isStale: true,
      accept: [Number(stated.status)],
      violation: because,
    });
  }
}

/** What the document says of a body that names another state of the record than the present one. */
function staleness(
  { records }: Steps,
  { operation }: Bound,
  { property }: Revision,
): { readonly text: string; readonly status: string } | undefined {
  return records.requests
    .refusals(operation, /^4(00|09|12|22)$/)
    .find(({ text }) => STALE.test(text) || plain(text).includes(plain(property)));
}

const STALE = /\b(stale|outdated|concurrent|someone else|in the meantime|no longer current)/i;

/** The tag of a record; that it has one, and what must hold of it, is demanded of the answer. */
async function tagOf(
  steps: Steps,
  probe: Probe,
  reading: Bound,
  made: Made,
  because: string,
  holds: (tag: string) => boolean = () => true,
): Promise<string | undefined> {
  const demand = stateDemand(function* (_json, { headers }) {
    const tag = headers['etag'];
    if (tag === undefined)
      yield flaw(
        `${reading.operation.id} answers without ETag`,
        `ETag, because ${because}`,
        'no ETag',
        'no tag',
      );
    else if (!holds(tag))
      yield flaw(
        `${reading.operation.id} answers with the wrong ETag`,
        `another one, because ${because}`,
        tag,
        `tag ${because.replace(/^\S+ changed/, 'changed')}`,
      );
  });
  const { answer } = await steps.send(probe, reading, made, because, { demands: [demand] });
  return isSuccess(answer) ? answer?.headers['etag'] : undefined;
}
