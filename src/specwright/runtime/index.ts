export type { MediaTypeDescriptor, OperationDescriptor, ParameterDescriptor } from '../openapi/operation.ts';
export { ApiError, nameErrors, type ErrorDetails } from './api-error.ts';
export { sleep } from './bounded.ts';
export {
  orThrow,
  type AnsweredCallMeta,
  type CallMeta,
  type CallPromise,
  type Settled,
  type WithMeta,
} from './call-meta.ts';
export { guarded } from './guarded.ts';
export type {
  CallInfo,
  Hooks,
  InvalidRequestEvent,
  InvalidResponseEvent,
  LogEvent,
  Logger,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  TokenEvent,
} from './events.ts';
export { checkSchema, type Schema } from './check-schema.ts';
export type { CommonFailure, ErrorKind, ErrorWords } from './explain.ts';
export type { CallOptions, Operation, Parameters, Plan } from './operation.ts';
export {
  isHeader,
  settingsOf,
  unknownName,
  wrongNumber,
  type FetchLike,
  type RuntimeOptions,
  type Settings,
  type ValidationOptions,
} from './options.ts';
export type { ValidationIssue } from './outcome.ts';
export { Pace } from './pace.ts';
export { preload } from './preload.ts';
export type { TokenSource } from './token-source.ts';
export { backoffMs, type RetryOptions } from './retry.ts';
export { Runtime, type Api, type TokenGrant } from './runtime.ts';
export { memoryTokenStore, type StoredToken, type TokenStore } from './token-store.ts';
export type { Check } from './validation.ts';
export {
  type BasicCredentials,
  type ClientCredentials,
  type Credentials,
  type Scheme,
  type Secret,
} from './documented/auth.ts';
export type {
  ApiCallOptions,
  ApiClient,
  ApiClientOptions,
  ApiDescription,
  ApiGroup,
  DescribedOperation,
  Input,
  NoInput,
  OperationsOf,
  Result,
  Safe,
  Streams,
} from './documented/client-types.ts';
export { createApiClient } from './documented/create-client.ts';
export {
  AbortedError,
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnexpectedResponseError,
} from './documented/errors.ts';
