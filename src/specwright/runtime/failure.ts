/*
 * What a call needs once something went wrong: waits, retries, errors with their sentences. A part of its own, so that
 * it does not delay the import of a client; loaded ahead, as it may be out of reach by the time of a failure.
 */
export { Explanation } from './explain.ts';
export { redactIssues } from './redact.ts';
export { recover } from './recover.ts';
export { mayHaveCompleted } from './retry.ts';
