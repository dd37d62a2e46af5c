import { jsonSchema } from '../api/overlay.ts';
import { responsePointer } from '../api/pointers.ts';
import { errorCodeOf, restsOnReading } from '../engine/match-answer.ts';
import { documentedCheck } from './check.ts';

export const errorCodeAllowed = documentedCheck(
  {
    id: 'error-code-allowed',
    severity: 'error',
    layer: 'content',
    what: 'The application error code is one that the document allows for the operation and the status.',
    why: 'A code that cannot come with this status sends callers looking for a cause that is not there.',
    fix: 'Keep one table of codes with their statuses and answer from that table only.',
    culprit: 'spec',
    suggest: ({ actual, spec }) =>
      jsonSchema(spec, { properties: { errorCode: { enum: [Number(actual)] } } }),
  },
  function* ({ operation, response, answer, expectation, exact }) {
    const code = errorCodeOf(answer);
    if (response.errorCodes.length === 0 || code === undefined || response.errorCodes.includes(code)) return;
    if (restsOnReading(expectation, answer, exact)) return;
    yield {
      title: `${operation.id} answers ${answer.status} with error code ${code}, which is not documented there`,
      expected: `one of ${response.errorCodes.join(', ')}`,
      actual: String(code),
      spec: responsePointer(operation, response.status),
      essence: String(code),
    };
  },
);
