import type { Clock, Random, RequestLog } from 'specwright/sandbox';
import type { Settings } from './settings.ts';
import type { Ids } from './store/ids.ts';
import type { Store } from './store/store.ts';
import type { Tenant } from './store/tenant.ts';

/** What a tenant consists of. */
export interface State {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: RequestLog;
  settings: Settings;
  ids: Ids;
  tenant: Tenant;
  store: Store;
}
