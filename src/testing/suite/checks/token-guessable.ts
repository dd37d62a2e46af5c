import { describeCheck, ownString, type Demand } from 'specwright/contract';

/** A token shorter than this can be found by trying. */
const SHORTEST = 16;
/** Two tokens that differ in no more characters than this are counted up. */
const FEW_CHARACTERS = 4;

export const tokenGuessable = describeCheck({
  id: 'token-guessable',
  severity: 'error',
  elsewhere: 'info',
  what: 'A token is long, differs from the one before in more than a few characters, and does not hold the name of its user. On other servers an observation, for the form of tokens is not published.',
  why: 'Who can guess a token can act as the user it belongs to.',
  fix: 'Take at least 128 bits from a secure generator.',
});

/** For token calls: whose token it is, and the token that was given before. */
interface TokenFacts {
  readonly user: string;
  readonly previous?: string;
}

export function tokenTellsNothing(facts: TokenFacts): Demand {
  return {
    check: tokenGuessable,
    *examine({ json }) {
      const token = ownString(json, 'access_token');
      const problem = token === undefined ? undefined : weakness(token, facts);
      if (problem === undefined) return;
      yield {
        title: `a token can be guessed: ${problem}`,
        expected: 'a token that tells nothing',
        actual: problem,
        essence: problem,
      };
    },
  };
}

function weakness(token: string, { user, previous }: TokenFacts): string | undefined {
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
