import type { Turn } from 'specwright/contract';
import type { Case } from '../../tenant.ts';
import { makeCase } from '../make-case.ts';
import { play } from './play.ts';
import { missingFor } from './roles.ts';
import type { Workflow } from './step.ts';
import {
  agentWorkflows,
  bulkCancelAgentWorkflows,
  bulkCancelOf,
  bulkCancelWorkflows,
  workflows,
} from './workflows.ts';

/** Places in the profile whose services are canceled on their own; the first is seen enough in the other stories. */
const SERVICES = [1, 2, 3, 4];

/** Every story as a case. Those that cancel whole services run alone: they would take the tasks of others along. */
export function workflowCases(): readonly Case[] {
  return [
    ...workflows.map((story) => workflowCase(story, 'own', 'together')),
    ...agentWorkflows.map((story) => workflowCase(story, 'own', 'together')),
    ...bulkCancelWorkflows.map((story) => workflowCase(story, 'service', 'alone')),
    ...bulkCancelAgentWorkflows.map((story) => workflowCase(story, 'service', 'alone')),
    ...SERVICES.map((service) => workflowCase(bulkCancelOf(service), 'service', 'alone')),
  ];
}

function workflowCase({ id, title, steps }: Workflow, impact: Case['impact'], turn: Turn): Case {
  const missing = missingFor(steps);
  return makeCase(`workflow/${id}`, title, (probe) => play(probe, id, steps), { impact, turn, missing });
}
