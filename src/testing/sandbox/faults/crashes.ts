import { Refusal } from '../api/error-codes.ts';
import { refuse } from '../api/replies.ts';
import type { Exchange } from '../exchange.ts';
import { wrongAnswers } from './change.ts';
import type { Change, When } from './change.ts';
import type { Fault } from './fault.ts';

const wrongAnswer = wrongAnswers('negative-input');
const crash: Change = (_reply, _exchange, core) => refuse(core, new Refusal(13));

function crashes(
  name: string,
  breaks: string,
  when: When,
  on: (exchange: Exchange, reason: string) => boolean,
): Fault {
  return wrongAnswer(name, breaks, when, (reply, exchange, core) =>
    on(exchange, reply.reason ?? '') ? crash(reply, exchange, core) : reply,
  );
}

const bodyOf = ({ request }: Exchange): string => Buffer.from(request.body).toString('utf8');

/** Wrong or unusual requests that bring the server down instead of being refused. */
export const crashFaults: readonly Fault[] = [
  crashes(
    'malformed-json-crashes',
    'a malformed body is refused',
    { code: 4 },
    (_exchange, reason) => reason === 'the body is not JSON',
  ),
  crashes('wrong-type-crashes', 'a field of the wrong type is refused', { code: 4 }, (_exchange, reason) =>
    / must be (string|number|boolean)/.test(reason),
  ),
  crashes('null-crashes', 'a field that is null is refused', { code: 4 }, (exchange) =>
    /:\s*null/.test(bodyOf(exchange)),
  ),
  crashes('list-body-crashes', 'a list as a body is refused', { code: 4 }, (exchange) =>
    bodyOf(exchange).trim().startsWith('['),
  ),
  crashes('missing-field-crashes', 'a missing field is refused', { code: 4 }, (_exchange, reason) =>
    reason.includes('required property'),
  ),
  crashes('quote-in-id-crashes', 'ids may hold a quote', { token: false }, ({ taskId }) =>
    taskId.includes("'"),
  ),
  crashes('slash-in-id-crashes', 'ids may hold a slash', { token: false }, ({ taskId }) =>
    taskId.includes('/'),
  ),
  crashes('unicode-id-crashes', 'ids may hold any letters', { token: false }, ({ taskId }) =>
    /[^\x20-\x7e]/.test(taskId),
  ),
  crashes(
    'long-id-crashes',
    'an unknown id of any length is not found',
    { code: 8 },
    ({ taskId }) => taskId.length > 200,
  ),
  crashes('wrong-media-type-crashes', 'another media type is refused', { code: 4 }, (_exchange, reason) =>
    reason.includes('application/json'),
  ),
  crashes(
    'empty-body-crashes',
    'an empty body is refused',
    { code: 4 },
    ({ request }) => request.body.length === 0,
  ),
  crashes('unicode-text-crashes', 'texts may hold any letters', { operation: 'queueTask' }, (exchange) =>
    /[^\x20-\x7e\s]/.test(bodyOf(exchange)),
  ),
];
