/*
 * What failures, the check of requests, runs of many tasks and watches need: one chunk apart from the core, loaded in the background of the import.
 */
export { queueAll } from './bulk.ts';
export { check } from './check.ts';
export { ERROR_WORDS } from './error-words.ts';
export { planRequest } from './request-options.ts';
export { Poller, waitForTask } from './watch-tasks.ts';
