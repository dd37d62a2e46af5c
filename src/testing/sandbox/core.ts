import type { State } from './state.ts';
import type { Steps } from './steps/steps.ts';

/** A tenant, and what its server does step by step. */
export interface Core extends State {
  /** Operations call nothing else, so that a named fault can override any single one. */
  steps: Steps;
}
