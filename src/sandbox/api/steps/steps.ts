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

/** The faultless steps. */
export function createSteps(core: Core): Steps {
  return {
    ...matchSteps(),
    ...authSteps(core),
    ...tokenSteps(core),
    ...bodySteps(core),
    ...lookupSteps(core),
    ...choiceSteps(core),
    ...lifeSteps(core),
    ...shapeSteps(core),
  };
}
