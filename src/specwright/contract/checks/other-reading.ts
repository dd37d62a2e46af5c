import { matchAnswer } from '../engine/match-answer.ts';
import { answerCheck, type AnswerContext } from './check.ts';
import type { Flaw } from './description.ts';
import { stateReadings } from './state-flaws.ts';

export const otherReading = answerCheck(
  {
    id: 'other-reading',
    severity: 'info',
    what: 'Where the publication is silent or contradicts itself, says which reading the server follows. A warning where the authors of the suite are sure of theirs (confidence 0.6 and more), else an observation.',
    why: 'Code that is to work with several servers must allow for all readings in use.',
    fix: 'Nothing to fix; make sure that the client expects it.',
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

/** From this confidence on, a server that follows another reading is worth a warning. */
const SURE = 0.6;

function observation({ operation, readings }: AnswerContext, reading: string, actual: string): Flaw {
  const known = readings[reading];
  return {
    severity: (known?.confidence ?? 0) >= SURE ? 'warning' : 'info',
    title: `${operation?.id ?? 'the server'} ${known?.text ?? reading}`,
    expected: 'one of several readings, for the publication is silent',
    actual,
    reading,
    essence: `${reading} ${actual}`,
  };
}
