/*
 * What calls need and the making of a client does not: the exchange, waits, retries, errors with their sentences,
 * events, the raw reply, the token request. One chunk, so that it does not delay the import of a client; loaded ahead,
 * as it may be out of reach by the time of a call.
 */
export { wrongCallOptions } from './call-options.ts';
export { Emitter } from './emitter.ts';
export { exchange } from './exchange.ts';
export { Explanation } from './explain.ts';
export { Meta } from './meta.ts';
export { recover } from './recover.ts';
export { redactIssues } from './redact.ts';
export { writeStyledRequest } from './styled-request.ts';
export { renewToken } from './token-renewal.ts';
export { Validation } from './validation.ts';
