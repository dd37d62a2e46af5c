import type { Case } from '../tenant.ts';
import { authCases } from './auth.ts';
import { edgeCases } from './edges.ts';
import { exampleCases } from './examples.ts';
import { errorCases } from './errors.ts';
import { httpCases } from './http.ts';
import { negativeCases } from './negative.ts';
import { positiveCases } from './positive.ts';
import { randomCases } from './random.ts';
import { tokenCases } from './token.ts';
import { wireCases } from './wire.ts';
import { workflowCases } from './workflow/cases.ts';

/** Every case for the Task Routing API, in the order of the sources. */
export function taskRoutingCases(): readonly Case[] {
  return [
    ...tokenCases(),
    ...exampleCases(),
    ...errorCases(),
    ...positiveCases(),
    ...negativeCases(),
    ...edgeCases(),
    ...authCases(),
    ...httpCases(),
    ...wireCases(),
    ...workflowCases(),
    ...randomCases(),
  ];
}
