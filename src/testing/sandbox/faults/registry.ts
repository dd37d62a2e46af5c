import { authFaults } from './auth.ts';
import { boundaryFaults } from './boundaries.ts';
import { crashFaults } from './crashes.ts';
import { errorCodeFaults } from './error-code.ts';
import type { Fault } from './fault.ts';
import { httpFaults } from './http.ts';
import { mediaTypeFaults } from './media-type.ts';
import { negativeFaults } from './negative.ts';
import { schemaFaults } from './schema.ts';
import { securityFaults } from './security.ts';
import { stateFaults } from './state.ts';
import { recordFaults } from './state-records.ts';
import { statusFaults } from './status.ts';
import { timingFaults } from './timing.ts';

/** Every named fault, by group. */
export const faults: readonly Fault[] = [
  ...schemaFaults,
  ...mediaTypeFaults,
  ...statusFaults,
  ...errorCodeFaults,
  ...authFaults,
  ...negativeFaults,
  ...crashFaults,
  ...boundaryFaults,
  ...stateFaults,
  ...recordFaults,
  ...httpFaults,
  ...timingFaults,
  ...securityFaults,
];
