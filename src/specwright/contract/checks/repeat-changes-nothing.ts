import { answerCheck } from './check.ts';
import { stateFlaws } from './state-flaws.ts';

export const repeatChangesNothing = answerCheck(
  {
    id: 'repeat-changes-nothing',
    severity: 'error',
    layer: 'state',
    aftermath: true,
    what: 'Reading twice gives the same answer twice; a repeated call does not act twice.',
    why: 'Callers repeat after a time-out; a repeat that acts again does the work twice or undoes it.',
    fix: 'Keep reads free of side effects and recognise what was done before.',
  },
  (context) => stateFlaws(context, 'repeat-changes-nothing'),
);
