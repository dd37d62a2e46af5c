import type { Core } from '../../core.ts';
import { authSteps } from './auth.ts';
import type { AuthSteps } from './auth.ts';
import { bodySteps } from './body.ts';
import type { BodySteps } from './body.ts';
import { choiceSteps } from './choice.ts';
import type { ChoiceSteps } from './choice.ts';
import { lifeSteps } from './life.ts';
import type { LifeSteps } from './life.ts';
import { lookupSteps } from './lookup.ts';
import type { LookupSteps } from './lookup.ts';
import { matchSteps } from './match.ts';
import type { MatchSteps } from './match.ts';
import { shapeSteps } from './shape.ts';
import type { ShapeSteps } from './shape.ts';
import { tokenSteps } from './token.ts';
import type { TokenSteps } from './token.ts';

/**
 * What the server does, one decision a function. Operations are written in these steps and call them
 * through `core.steps` alone, so that a named fault can replace any single one.
 */
export interface Steps
  extends MatchSteps, AuthSteps, TokenSteps, BodySteps, LookupSteps, ChoiceSteps, LifeSteps, ShapeSteps {}

/**
 * The faultless steps. Every one is named here, because V8 turns an object that is put together by
 * spreading into a dictionary: a hundred times slower to make, and slower with each call.
 */
export function createSteps(core: Core): Steps {
  const match = matchSteps();
  const auth = authSteps(core);
  const token = tokenSteps(core);
  const body = bodySteps(core);
  const lookup = lookupSteps(core);
  const choice = choiceSteps(core);
  const life = lifeSteps(core);
  const shape = shapeSteps(core);
  return {
    matchPath: match.matchPath,
    matchMethod: match.matchMethod,
    bearerToken: auth.bearerToken,
    findSession: auth.findSession,
    isExpired: auth.isExpired,
    userOf: auth.userOf,
    featureEnabled: auth.featureEnabled,
    hasPrivilege: auth.hasPrivilege,
    withinLimit: auth.withinLimit,
    acceptsGrant: token.acceptsGrant,
    acceptsScope: token.acceptsScope,
    findUser: token.findUser,
    secretMatches: token.secretMatches,
    isLocked: token.isLocked,
    makeToken: token.makeToken,
    openSession: token.openSession,
    lifetime: token.lifetime,
    acceptsMediaType: body.acceptsMediaType,
    text: body.text,
    parse: body.parse,
    violations: body.violations,
    readExternal: lookup.readExternal,
    findTask: lookup.findTask,
    findService: lookup.findService,
    takesTasks: lookup.takesTasks,
    findDisposition: lookup.findDisposition,
    offers: lookup.offers,
    findLaunchPoint: lookup.findLaunchPoint,
    taskByExtId: lookup.taskByExtId,
    caseByExtId: lookup.caseByExtId,
    contactByExtId: lookup.contactByExtId,
    categoryExists: lookup.categoryExists,
    customFieldExists: lookup.customFieldExists,
    serviceName: choice.serviceName,
    priority: choice.priority,
    order: choice.order,
    screenPops: choice.screenPops,
    disposition: choice.disposition,
    contactInfo: choice.contactInfo,
    caseInfo: choice.caseInfo,
    taskInfo: choice.taskInfo,
    isSpent: life.isSpent,
    refuseUpdate: life.refuseUpdate,
    refuseCancel: life.refuseCancel,
    enqueue: life.enqueue,
    move: life.move,
    setPriority: life.setPriority,
    cancel: life.cancel,
    queuedIn: life.queuedIn,
    newId: life.newId,
    token: shape.token,
    queued: shape.queued,
    status: shape.status,
    canceled: shape.canceled,
    refused: shape.refused,
  };
}
