import { errorEnvelope } from './error-envelope.ts';
import { missingParameterNamed } from './missing-parameter-named.ts';
import { bulkCancelList } from './bulk-cancel-list.ts';
import { tokenAnswer } from './token-answer.ts';
import { tokenGuessable } from './token-guessable.ts';
import { userNotRevealed } from './user-not-revealed.ts';

/** Checks that this API needs beside those of the engine. */
export const checks = [
  errorEnvelope,
  missingParameterNamed,
  tokenAnswer,
  bulkCancelList,
  tokenGuessable,
  userNotRevealed,
] as const;
