import type { Random } from '../../specwright/base/random.ts';
import type { Disturbances } from './disturb/disturbances.ts';
import type { Fault } from './faults/fault.ts';
import type { Clock } from '../../specwright/sandbox/clock.ts';
import type { Ids } from './store/ids.ts';
import type { RequestLog } from '../../specwright/sandbox/request-log.ts';
import type { Settings } from './settings.ts';
import type { Steps } from './api/steps/steps.ts';
import type { Store } from './store/store.ts';
import type { Tenant } from './store/tenant.ts';

/** Everything one sandbox consists of. There are no globals: two sandboxes in one process share nothing. */
export interface Core {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: RequestLog;
  readonly disturbances: Disturbances;
  settings: Settings;
  ids: Ids;
  tenant: Tenant;
  store: Store;
  /** What the server does, step by step; faults replace single steps. */
  steps: Steps;
  /** Named faults that are switched on. */
  faults: readonly Fault[];
}
