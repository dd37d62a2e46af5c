import { answerCheck } from './check.ts';
import { stateFlaws } from './state-flaws.ts';

export const stateAfterCall = answerCheck(
  {
    id: 'state-after-call',
    severity: 'error',
    layer: 'state',
    aftermath: true,
    what: 'What a call did is seen when it is read back, field by field.',
    why: 'A server may answer perfectly and do nothing, or do it to another record.',
    fix: 'Follow the call from the request handler to the store; compare with the transition named in the finding.',
  },
  (context) => stateFlaws(context, 'state-after-call'),
);
