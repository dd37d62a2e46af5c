import { answerCheck, own, responsePointer, type AnswerContext } from 'specwright/contract';

/** A day: no token of this API is known to live longer than an hour. */
const LONGEST_LIFETIME = 86_400;

export const tokenAnswer = answerCheck(
  {
    id: 'token-answer',
    severity: 'error',
    layer: 'content',
    what: 'The token call gives a token that can go into a header field, of type Bearer, and a lifetime in whole seconds between one second and a day.',
    why: 'Clients plan the renewal by the lifetime: a wrong one means a refused call or a token request per call.',
    fix: 'Send the remaining lifetime in seconds.',
  },
  function* (context) {
    const { operation, answer, response } = context;
    if (answer.status !== 200 || own(answer.json, 'access_token') === undefined) return;
    const problem = defect(context);
    if (problem === undefined) return;
    yield {
      title: `the token call answers with ${problem.what}`,
      expected: problem.due,
      actual: problem.came,
      ...(operation && response && { spec: responsePointer(operation, response.status) }),
      essence: problem.what,
    };
  },
);

function defect({ answer }: AnswerContext): { what: string; due: string; came: string } | undefined {
  const token = own(answer.json, 'access_token');
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    return { what: 'a token that fits no header field', due: 'visible ASCII', came: typeof token };
  }
  const type = own(answer.json, 'token_type');
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    return { what: 'another token type', due: 'Bearer', came: JSON.stringify(type) ?? 'nothing' };
  }
  const lifetime = own(answer.json, 'expires_in');
  const seconds = typeof lifetime === 'string' && /^\d+$/.test(lifetime) ? Number(lifetime) : lifetime;
  const plausible =
    typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_LIFETIME;
  return plausible
    ? undefined
    : {
        what: 'an implausible lifetime',
        due: `whole seconds, 1 to ${LONGEST_LIFETIME}`,
        came: JSON.stringify(lifetime) ?? 'nothing',
      };
}
