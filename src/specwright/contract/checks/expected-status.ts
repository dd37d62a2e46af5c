import { responsesPointer } from '../api/pointers.ts';
import { acceptedAnswers } from '../engine/match-answer.ts';
import type { Expectation } from '../engine/expectation.ts';
import { isSuccess, outcomeOf, type Answer } from '../exchange/exchange.ts';
import { answerCheck, type AnswerContext } from './check.ts';
import type { Flaw } from './description.ts';

export const expectedStatus = answerCheck(
  {
    id: 'expected-status',
    severity: 'error',
    layer: 'call',
    aftermath: true,
    what: 'The status is the right one for this case, not just one of those documented.',
    why: 'A 404 where a 400 is expected is well-formed and still wrong.',
    fix: 'Compare the order of the checks in the server with the reason given in the finding.',
  },
  function* (context) {
    const { operation, answer, expectation, exact, exchange } = context;
    if (expectation === undefined || isBreach(expectation, answer) || isUndocumented(context)) return;
    const accepted = acceptedAnswers(expectation, exact);
    const statuses = [...new Set(accepted.flatMap((entry) => entry.statuses))];
    const status = outcomeOf(answer);
    if (statuses.length === 0 || statuses.includes(status)) return;
    // A refusal that comes with 200 has no status of its own: where one is expected, or may come, any will do.
    const isOfHttp = statuses.every((one) => one === 405);
    const mayRefuse = statuses.includes(400) || (statuses.every((one) => one >= 400) && !isOfHttp);
    // What is refused for a record or a rule was let in first.
    const isLetIn = expectation.intrusion !== undefined && (status === 404 || status === 409);
    if (answer.refused !== undefined && mayRefuse && !isLetIn) return;
    const came = answer.refused === undefined ? String(status) : `${answer.status} with a refusal`;
    yield {
      title: `${operation?.id ?? `${exchange.request.method} outside the contract`} answers ${came} where ${wordsOf(statuses)} is expected`,
      expected: `${wordsOf(statuses)}, because ${expectation.because}`,
      actual: `${answer.status} ${answer.text.slice(0, 160)}`.trim(),
      ...(operation && { spec: responsesPointer(operation) }),
      ...kindOf(status, statuses[0] ?? 0),
    };
  },
);

/** Statuses in words; a whole class of them by its name. */
function wordsOf(statuses: readonly number[]): string {
  const few = statuses.filter(
    (status) => statuses.filter((other) => classOf(other) === classOf(status)).length < 50,
  );
  const classes = new Set(
    statuses.filter((status) => !few.includes(status)).map((status) => `${classOf(status)}xx`),
  );
  return [...few, ...classes].join(' or ');
}

function classOf(status: number): number {
  return Math.floor(status / 100);
}

/** A server that fails, or that lets nobody in, does so whatever was expected; a success is a success. */
function kindOf(came: number, expected: number): Pick<Flaw, 'essence' | 'facets'> {
  const kind = (status: number): string => (status >= 200 && status < 300 ? '2xx' : String(status));
  const alike = came >= 500 || came === 401 || came === 403;
  return {
    essence: alike ? String(came) : `${kind(came)} for ${kind(expected)}`,
    facets: [`came ${kind(came)}`, `expected ${kind(expected)}`],
  };
}

/** A status that the document does not know has a check of its own; it would be wrong in every case. */
function isUndocumented({ operation, response }: AnswerContext): boolean {
  return operation !== undefined && response === undefined;
}

/** A 2xx for what must be refused has checks of its own. */
function isBreach({ violation, intrusion }: Expectation, answer: Answer): boolean {
  return isSuccess(answer) && (violation !== undefined || intrusion !== undefined);
}
