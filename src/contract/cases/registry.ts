import type { Case } from '../engine/case.ts';
import { authCases } from './auth.ts';
import { errorCases } from './errors.ts';
import { tokenCases } from './token.ts';
import { workflowCases } from './workflow/cases.ts';

/** Every case for the Task Routing API, in the order of the sources. */
export function taskRoutingCases(): readonly Case[] {
  return [...tokenCases(), ...errorCases(), ...authCases(), ...workflowCases()];
}
