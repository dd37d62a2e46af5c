/*
 * What a call of a generated client needs besides the core: credentials, checks, bodies other than JSON, the words of
 * errors. One chunk, loaded ahead.
 */
import { ApiError, nameErrors } from '../api-error.ts';
import * as errors from './errors.ts';

export { checkWith } from './check-with.ts';
export { resultOf } from './result-of.ts';
export { Signer } from './signer.ts';
export { WORDS } from './words.ts';

nameErrors('specwright', { ApiError, ...errors });
