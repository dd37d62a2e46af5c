import type { Fault } from './fault.ts';

/** Every named fault, by group. */
export const faults: readonly Fault[] = [];
