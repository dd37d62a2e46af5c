import { errorEnvelope } from './error-envelope.ts';
import { missingParameterNamed } from './missing-parameter-named.ts';
import { sweepList } from './sweep-list.ts';
import { tokenAnswer } from './token-answer.ts';
import { tokenGuessable } from './token-guessable.ts';
import { userNotTold } from './user-not-told.ts';

/** Checks that this API needs beside those of the engine. */
export const checks = [
  errorEnvelope,
  missingParameterNamed,
  tokenAnswer,
  sweepList,
  tokenGuessable,
  userNotTold,
] as const;
