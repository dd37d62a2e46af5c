import { essence } from '../api/find.ts';
import { responsesPointer } from '../api/pointers.ts';
import { matchAnswer } from '../engine/match-answer.ts';
import { answerCheck } from './check.ts';

/** Refusals that HTTP itself defines, whatever the API: in the traffic of others they say something of the caller. */
const OF_HTTP = new Set([405, 408, 413, 414, 415, 431]);

export const statusDocumented = answerCheck(
  {
    id: 'status-documented',
    severity: 'error',
    layer: 'call',
    aftermath: true,
    what: 'The status of an answer is one that the document lists for the operation.',
    why: 'Callers branch on the status; an undocumented one takes the wrong branch.',
    fix: 'Send a documented status, or document the one that is sent.',
    culprit: 'spec',
    suggest: ({ actual, spec, contentType }) => ({
      target: spec,
      update: {
        [actual]: {
          description: 'Observed on a live server.',
          ...(contentType !== undefined && { content: { [essence(contentType)]: { schema: {} } } }),
        },
      },
    }),
  },
  function* ({ operation, response, answer, expectation, exact }) {
    if (operation === undefined || response !== undefined) return;
    // A case may provoke what is a matter of HTTP only, such as 413 or 415.
    if (expectation !== undefined && matchAnswer(expectation, answer, exact) !== undefined) return;
    yield {
      ...(expectation === undefined && OF_HTTP.has(answer.status) && { severity: 'info' as const }),
      title: `${operation.id} answers with status ${answer.status}, which is not documented`,
      expected: `one of ${operation.responses.map(({ status }) => status).join(', ')}`,
      actual: String(answer.status),
      spec: responsesPointer(operation),
      essence: String(answer.status),
    };
  },
);
