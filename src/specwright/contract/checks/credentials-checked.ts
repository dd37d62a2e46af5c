import { operationPointer } from '../api/pointers.ts';
import { answerCheck } from './check.ts';

export const credentialsChecked = answerCheck(
  {
    id: 'credentials-checked',
    severity: 'error',
    layer: 'call',
    what: 'A request without valid credentials, or of a user without the privilege, gets no 2xx.',
    why: 'Whoever reaches the server could read and change what belongs to others.',
    fix: 'Check token, lifetime and privilege before anything else, in one place for all operations.',
  },
  function* ({ operation, answer, expectation, exact }) {
    if (expectation?.intrusion === undefined || answer.status < 200 || answer.status > 299) return;
    if (expectation.tolerated !== undefined && !exact) return;
    yield {
      title: `${operation?.id ?? 'the server'} lets a request pass: ${expectation.intrusion}`,
      expected: `a refusal, because ${expectation.because}`,
      actual: `status ${answer.status}`,
      ...(operation && { spec: `${operationPointer(operation)}/security` }),
      essence: expectation.breach?.kind ?? expectation.intrusion,
      facets: [expectation.breach?.kind ?? expectation.intrusion],
    };
  },
);
