import { answerCheck } from './check.ts';
import { stateFlaws } from './state-flaws.ts';

export const refusalChangesNothing = answerCheck(
  {
    id: 'refusal-changes-nothing',
    severity: 'error',
    layer: 'state',
    aftermath: true,
    what: 'After a refused call everything is as it was.',
    why: 'A caller that gets a refusal does not undo what was done anyway.',
    fix: 'Validate and authorise first, write last, all or nothing.',
  },
  (context) => stateFlaws(context, 'refusal-changes-nothing'),
);
