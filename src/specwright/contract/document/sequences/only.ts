import { own } from '../../../base/json.ts';
import { wordsOf } from '../../../base/names.ts';
import { keyOf } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import type { Made } from '../bound.ts';
import type { Steps } from '../steps.ts';
import { CLIENT_ERRORS } from '../steps.ts';
import { movesOf } from './move.ts';
import { statesOf } from './states.ts';

const FURTHER = /\b(that|which|who|whose|while|if|when|unless)\b/;

/** "The only owner cannot be removed": what the document says of the last record of a kind below another one. */
export async function only(steps: Steps, probe: Probe): Promise<void> {
  const list = steps.find('list');
  if (list === undefined) return;
  for (const bound of steps.records.ofRecord(steps.resource)) {
    if (bound.binding.role === 'read') continue;
    for (const { text } of steps.records.requests.refusals(bound.operation, /^4\d\d$/))
      for (const { name, members } of statesOf(steps.resource)) {
        const words = ` ${wordsOf(text).join(' ').toLowerCase()} `;
        const kind = members.find((member) => {
          const named = wordsOf(member).join(' ').toLowerCase();
          return ['last', 'only', 'sole'].some((one) => {
            const [, after] = words.split(` ${one} ${named} `);
            // "the only owner of a room that has guests": what it needs besides is not looked for.
            return named !== '' && after !== undefined && !FURTHER.test(after);
          });
        });
        if (kind === undefined) continue;
        const made = await steps.make(probe);
        const { seen, ended } = await steps.walk(probe, list, made);
        const [record, ...others] = seen.filter((entry) => own(entry, name) === kind);
        if (record === undefined || others.length > 0 || !ended || made.place.size === 0) continue;
        const last: Made = { ...made, record, id: keyOf(record, steps.resource.idProperty) };
        const { choice } =
          movesOf(steps).find((move) => move.bound === bound && move.choice?.member !== kind) ?? {};
        const because = `it is the last ${kind} (${text.trim()})`;
        await steps.send(probe, bound, last, because, {
          ...(choice && {
            body: steps.records.requests.tied(bound.operation, {
              ...steps.records.requests.least(bound.operation),
              [choice.name]: choice.member,
            }),
          }),
          accept: CLIENT_ERRORS,
          violation: because,
        });
      }
  }
}
