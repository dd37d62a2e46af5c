/*
 * What a call needs once something went wrong: waits, retries, errors with their sentences. Loaded
 * with the first failure, so that a client that meets none does not carry it.
 */
export { conclude } from './conclude.ts';
export { recover } from './recover.ts';
