/* What a generated client runs on, and what its users may import. */
export type {
  MediaTypeDescriptor,
  OperationDescriptor,
  ParameterDescriptor,
} from '../../openapi/operation.ts';
export { ApiError } from '../api-error.ts';
export type { AnsweredCallMeta, CallMeta, CallPromise, WithMeta } from '../call-meta.ts';
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
} from '../events.ts';
export type { CallOptions } from '../operation.ts';
export type { FetchLike, ValidationOptions } from '../options.ts';
export { openTelemetryHooks, type OpenTelemetryApi, type OpenTelemetryOptions } from '../otel.ts';
export type { ValidationIssue } from '../outcome.ts';
export type { RetryOptions } from '../retry.ts';
export { memoryTokenStore, type StoredToken, type TokenStore } from '../token-store.ts';
export {
  type BasicCredentials,
  type ClientCredentials,
  type Credentials,
  type Scheme,
  type Secret,
} from './auth.ts';
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
} from './client-types.ts';
export { createApiClient } from './create-client.ts';
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
} from './errors.ts';
