import type { ApiDocument } from '../../../openapi/api-document.ts';
import type { Binding } from '../../../openapi/resources.ts';
import { answerFaults } from './answers.ts';
import { Facts, type DocumentFault } from './fault.ts';
import { requestFaults } from './requests.ts';
import { stateFaults } from './state.ts';

/** Every named fault, by group. */
const FAULTS: readonly DocumentFault[] = [...answerFaults, ...requestFaults, ...stateFaults];

/** The faults that break something that a document says. */
export function faultsOf(
  document: ApiDocument,
  bindings: ReadonlyMap<string, Binding>,
): readonly DocumentFault[] {
  const facts = new Facts(document, bindings);
  return FAULTS.filter(({ applies }) => applies(facts));
}
