import { ownString } from '../../base/json.ts';
import { answerCheck } from './check.ts';

/** A token shorter than this can be found by trying. */
const SHORTEST = 16;
/** Two tokens that differ in no more characters than this are counted up. */
const FEW_CHARACTERS = 4;

export const tokenGuessable = answerCheck(
  {
    id: 'token-guessable',
    severity: 'error',
    what: 'A token is long, differs from the one before in more than a few characters, and does not hold the name of its user. On foreign servers an observation, for the form of tokens is not published.',
    why: 'Who can guess a token can act as the user it belongs to.',
    mend: 'Take at least 128 bits from a secure generator.',
  },
  function* ({ answer, expectation, exact }) {
    const token = ownString(answer.json, 'access_token');
    if (expectation?.token === undefined || token === undefined) return;
    const problem = weakness(token, expectation.token);
    if (problem === undefined) return;
    yield {
      severity: exact ? 'error' : 'info',
      title: `a token can be guessed: ${problem}`,
      expected: 'a token that tells nothing',
      actual: problem,
      essence: problem,
    };
  },
);

function weakness(
  token: string,
  { user, previous }: { user: string; previous?: string },
): string | undefined {
  if (token.length < SHORTEST) return `it has ${token.length} characters`;
  if (
    user !== '' &&
    [token, Buffer.from(token, 'base64url').toString('latin1')].some((text) => text.includes(user))
  ) {
    return 'it holds the name of its user';
  }
  if (previous === undefined || previous === token || previous.length !== token.length) return undefined;
  const differing = [...token].filter((character, index) => character !== previous[index]).length;
  return differing <= FEW_CHARACTERS ? 'it is the one before, counted up' : undefined;
}
