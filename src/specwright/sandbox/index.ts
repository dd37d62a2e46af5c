/**
 * A stateful server made from a document, and the parts to build one for a single API: an HTTP layer that
 * also breaks HTTP, a clock, disturbances, named faults, a control plane and a live page.
 *
 * @module
 */
export { createSandbox, type Sandbox, type SandboxOptions } from './document/create-sandbox.ts';
export type { DocumentControl, DocumentSnapshot } from './document/document-control.ts';
export type { Corrections, Explanation, Role } from '../openapi/resources.ts';
export type { DocumentDisturbance } from './document/document-api.ts';
export { Clock } from './clock.ts';
export { SandboxControl, type CommonState } from './control/control.ts';
export { ControlPlane, type ControlAccess } from './control/control-plane.ts';
export {
  bodyWith,
  commonRoutes,
  optionalFlag,
  optionalText,
  optionalTexts,
  type ControlCall,
  type ControlRoute,
  type ControlRoutes,
} from './control/routes.ts';
export type { PageParts } from './control/page/live-page.ts';
export { CONTROL_PREFIX } from './control/web-path.ts';
export { EFFECT_FIELDS, limitFields, MISHAPS, type Disturbance, type Mishap } from './disturb/disturbance.ts';
export { badGateway } from './disturb/break-reply.ts';
export { parseDuration } from './duration.ts';
export { Engine, nothingHere, otherMethod, type Api, type EngineCore } from './engine.ts';
export { plainReply, type ApiRequest, type Delivery, type Exchange, type Reply } from './exchange.ts';
export * from './faults/changes.ts';
export { changeWhen, type Change, type Fault, type Stepwise, type When } from './faults/fault.ts';
export { FaultSwitch } from './faults/fault-switch.ts';
export { checkFields, FLAG, numberAbove, parseObject, TEXT, type Fields } from './fields.ts';
export type { Listening, ListenOptions } from './http/listener.ts';
export { checkLatency, drawLatency, type Latency } from './latency.ts';
export { decodeParameter, PathRouter, type Route } from './path-router.ts';
export { assertRateLimit, retryAfterHeader, takeOne, type Allowance, type RateLimit } from './rate-limit.ts';
export { RequestLog, type LoggedRequest } from './request-log.ts';
export { SandboxError, type SandboxErrorCode } from './sandbox-error.ts';
export { keepState, type Kept } from './state-file.ts';
export { createServer, type SandboxServer } from './server.ts';
// What those who build on these parts need beside them: JSON values, pointers and chance.
export {
  isObject,
  objectAt,
  omit,
  own,
  ownList,
  ownNumber,
  ownStrings,
  type Json,
  type JsonObject,
} from '../base/json.ts';
export { resolve } from '../openapi/reference.ts';
export { childOf, parsePointer, valueAt } from '../base/pointer.ts';
export { seededRandom, systemRandom, type Random } from '../base/random.ts';
