import { answerCheck } from './check.ts';
import { stateFlaws } from './state-flaws.ts';

export const linkedRecords = answerCheck(
  {
    id: 'linked-records',
    severity: 'error',
    layer: 'state',
    aftermath: true,
    what: 'A call links what it creates to the records that the ids in the request name, and makes new ones where there are none.',
    why: 'A wrong link shows somebody the wrong customer; a missing one makes duplicates on every call.',
    fix: 'Look the ids up before creating anything; let a record that is found bring what it is linked to.',
  },
  (context) => stateFlaws(context, 'linked-records'),
);
