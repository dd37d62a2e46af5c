import { matchMethod } from '../match-method.ts';
import { matchPath } from '../router.ts';
import type { Route } from '../router.ts';
import type { ApiRequest, Exchange } from '../../exchange.ts';

/** Which operation a request asks for. */
export interface MatchSteps {
  matchPath(path: string): Route | undefined;
  matchMethod(request: ApiRequest, route: Route): Exchange | undefined;
}

export function matchSteps(): MatchSteps {
  return { matchPath, matchMethod };
}
