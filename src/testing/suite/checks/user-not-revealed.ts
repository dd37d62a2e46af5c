import { describeCheck, type Answer, type Demand } from 'specwright/contract';

export const userNotRevealed = describeCheck({
  id: 'user-not-revealed',
  severity: 'error',
  elsewhere: 'info',
  what: 'A wrong secret and an unknown user get the same answer. On other servers an observation, for that answer is not published.',
  why: 'A difference tells an attacker which users exist.',
  fix: 'Answer both from one place, with one sentence.',
});

/** The answer must be the same as this one: a difference would show what nobody should learn. */
export function sameAs(other: Answer): Demand {
  return {
    check: userNotRevealed,
    *examine({ status, text }) {
      if (other.status === status && other.text === text) return;
      yield {
        title: 'the token call shows whether a user exists',
        expected: `the answer to a wrong secret: ${other.status} ${other.text.slice(0, 120)}`,
        actual: `${status} ${text.slice(0, 120)}`,
        essence: 'told',
      };
    },
  };
}
