export { nameErrors, type ErrorDetails } from './api-error.ts';
export { onAbort, sleep } from './bounded.ts';
export { orThrow, type Settled } from './call-meta.ts';
export { checkSchema, UNKNOWN_FIELD, type Schema } from './check-schema.ts';
export * from './documented/index.ts';
export type { CommonFailure, ErrorKind, ErrorWords } from './explain.ts';
export { guarded } from './guarded.ts';
export type { Operation, Parameters, Plan } from './operation.ts';
export {
  isHeader,
  settingsOf,
  unknownName,
  wrongNumber,
  type RuntimeOptions,
  type Settings,
} from './options.ts';
export { Pace } from './pace.ts';
export { serverUrl, userAgentOf } from './place.ts';
export { preload } from './preload.ts';
export { backoffMs } from './retry.ts';
export { Runtime, type Api, type TokenGrant } from './runtime.ts';
export type { TokenSource } from './token-source.ts';
export type { Check } from './validation.ts';
export { wrongPath } from './wrong-path.ts';
