import { refuse } from '../api/replies.ts';
import { Refusal } from '../error-codes.ts';
import type { Exchange } from '../exchange.ts';
import { wrongAnswers, type Change, type When } from './fault.ts';

function crashIf(is: (exchange: Exchange, reason: string) => boolean): Change {
  return (reply, exchange, core) =>
    is(exchange, reply.reason ?? '') ? refuse(core, new Refusal(13)) : reply;
}

const bodyOf = ({ request }: Exchange): string => Buffer.from(request.body).toString('utf8');
const invalid: When = { code: 4 };
const byTask: When = { not: 'getAccessToken' };

/** Wrong or unusual requests that bring the server down instead of being refused. */
export const crashFaults = wrongAnswers('negative-input', {
  'malformed-json-crashes': [
    'a malformed body is refused',
    invalid,
    crashIf((_exchange, reason) => reason === 'the body is not JSON'),
  ],
  'wrong-type-crashes': [
    'a field of the wrong type is refused',
    invalid,
    crashIf((_exchange, reason) => / must be (string|number|boolean)/.test(reason)),
  ],
  'null-crashes': [
    'a field that is null is refused',
    invalid,
    crashIf((exchange) => /:\s*null/.test(bodyOf(exchange))),
  ],
  'list-body-crashes': [
    'a list as a body is refused',
    invalid,
    crashIf((exchange) => bodyOf(exchange).trim().startsWith('[')),
  ],
  'missing-field-crashes': [
    'a missing field is refused',
    invalid,
    crashIf((_exchange, reason) => reason.includes('required property')),
  ],
  'quote-in-id-crashes': ['ids may hold a quote', byTask, crashIf(({ taskId }) => taskId.includes("'"))],
  'slash-in-id-crashes': ['ids may hold a slash', byTask, crashIf(({ taskId }) => taskId.includes('/'))],
  'unicode-id-crashes': [
    'ids may hold any letters',
    byTask,
    crashIf(({ taskId }) => /[^\x20-\x7e]/.test(taskId)),
  ],
  'long-id-crashes': [
    'an unknown id of any length is not found',
    { code: 8 },
    crashIf(({ taskId }) => taskId.length > 200),
  ],
  'wrong-media-type-crashes': [
    'another media type is refused',
    invalid,
    crashIf((_exchange, reason) => reason.includes('application/json')),
  ],
  'empty-body-crashes': [
    'an empty body is refused',
    invalid,
    crashIf(({ request }) => request.body.length === 0),
  ],
  'unicode-text-crashes': [
    'texts may hold any letters',
    { operation: 'queueTask' },
    crashIf((exchange) => /[^\x20-\x7e\s]/.test(bodyOf(exchange))),
  ],
});
