import { answerCheck } from './check.ts';

export const userNotTold = answerCheck(
  {
    id: 'user-not-told',
    severity: 'error',
    what: 'A wrong secret and an unknown user get the same answer. On foreign servers an observation, for that answer is not published.',
    why: 'A difference tells an attacker which users exist.',
    mend: 'Answer both from one place, with one sentence.',
  },
  function* ({ answer, expectation, exact }) {
    const other = expectation?.sameAs;
    if (other === undefined || (other.status === answer.status && other.text === answer.text)) return;
    yield {
      severity: exact ? 'error' : 'info',
      title: 'the token call tells whether a user exists',
      expected: `the answer to a wrong secret: ${other.status} ${other.text.slice(0, 120)}`,
      actual: `${answer.status} ${answer.text.slice(0, 120)}`,
      essence: 'told',
    };
  },
);
