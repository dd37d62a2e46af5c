import { matchAnswer } from '../engine/match-answer.ts';
import { readingText } from '../../../testing/suite/domain/readings.ts';
import { answerCheck, type AnswerContext, type Flaw } from './check.ts';
import { stateReadings } from './state-flaws.ts';

export const otherReading = answerCheck(
  {
    id: 'other-reading',
    severity: 'info',
    what: 'Where the publication is silent or contradicts itself, says which reading the server follows. Never a finding that fails a run.',
    why: 'Code that is to work with several servers must allow for all readings in use.',
    mend: 'Nothing to mend; tell the client to expect it.',
  },
  function* (context) {
    const { expectation, answer, exact } = context;
    if (expectation === undefined || exact) return;
    const reading = matchAnswer(expectation, answer, exact)?.reading ?? toleratedBreach(context);
    if (reading !== undefined) yield observation(context, reading, String(answer.status));
    for (const { field, accepted } of stateReadings(context)) {
      yield observation(context, accepted.reading ?? '', `${field} ${JSON.stringify(accepted.value)}`);
    }
  },
);

function toleratedBreach({ expectation, answer }: AnswerContext): string | undefined {
  return answer.status >= 200 && answer.status < 300 ? expectation?.tolerated : undefined;
}

function observation({ operation }: AnswerContext, reading: string, actual: string): Flaw {
  return {
    title: `${operation?.id ?? 'the server'}: ${readingText(reading)}`,
    expected: 'one of several readings',
    actual,
    essence: `${reading} ${actual}`,
  };
}
