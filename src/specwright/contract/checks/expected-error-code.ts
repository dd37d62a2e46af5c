import { responsePointer } from '../api/pointers.ts';
import { acceptedAnswers, errorCodeOf, matchAnswer } from '../engine/match-answer.ts';
import { answerCheck } from './check.ts';

export const expectedErrorCode = answerCheck(
  {
    id: 'expected-error-code',
    severity: 'error',
    layer: 'content',
    aftermath: true,
    what: 'The application error code is the right one for this case.',
    why: 'Callers renew the token on code 2 and give up on code 1; the wrong code makes them do the wrong thing.',
    fix: 'Compare the condition under which the server sends this code with the reason given in the finding.',
  },
  function* ({ operation, response, answer, expectation, exact }) {
    if (expectation === undefined || matchAnswer(expectation, answer, exact) !== undefined) return;
    const expected = acceptedAnswers(expectation, exact).filter(({ statuses }) =>
      statuses.includes(answer.status),
    );
    if (expected.length === 0) return;
    const codes = expected.map(({ code }) => String(code)).join(' or ');
    const came = errorCodeOf(answer);
    yield {
      title: `${operation?.id ?? 'the server'} answers ${answer.status} with ${came === undefined ? 'no error code' : `error code ${came}`} where ${codes} is expected`,
      expected: `error code ${codes}, because ${expectation.because}`,
      actual: answer.text.slice(0, 200) || 'an empty body',
      ...(operation && response && { spec: responsePointer(operation, response.status) }),
      essence: `${came} for ${codes}`,
      facets: [`came ${came}`, `expected ${codes}`],
    };
  },
);
