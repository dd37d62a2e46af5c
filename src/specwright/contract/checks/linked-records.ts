import { answerCheck } from './check.ts';
import { stateFlaws } from './state-flaws.ts';

export const linkedRecords = answerCheck(
  {
    id: 'linked-records',
    severity: 'error',
    what: 'Queue Task links the task to the case and the contact that the external ids stand for, and makes new ones where there is none.',
    why: 'A wrong link shows the agent the wrong customer; a missing one makes duplicates on every call.',
    mend: 'Look the external ids up before creating anything; let a found case bring its own contact.',
  },
  (context) => stateFlaws(context, 'linked-records'),
);
