import type { Seed } from './seed/seed.ts';
import { taskRoutingPrivilege } from './store/records.ts';

/** What exists at a target, for the contract checks. */
export interface SandboxProfile {
  /** Host of the tenant. */
  readonly scope: string;
  /** Services of type Task. */
  readonly services: string[];
  /** A service of another type. */
  readonly otherService?: string;
  readonly dispositions: string[];
  readonly categories: string[];
  readonly launchPoints: { readonly id: string; readonly serviceName: string; readonly priority?: number }[];
  /** A user without the privilege; the environment variable named holds the secret. */
  readonly unprivileged?: { readonly clientId: string; readonly clientSecretEnv: string };
}

/** The profile of a seed. */
export function profileOf(seed: Seed): SandboxProfile {
  const other = seed.services.find(({ type }) => type !== 'Task');
  const unprivileged = seed.users.find(
    ({ privileges = [], locked }) => !locked && !privileges.includes(taskRoutingPrivilege),
  );
  return {
    scope: seed.tenant,
    services: seed.services.filter(({ type }) => type === 'Task').map(({ name }) => name),
    ...(other !== undefined && { otherService: other.name }),
    dispositions: seed.dispositions.map(({ name }) => name),
    categories: [...seed.caseCategories],
    launchPoints: (seed.launchPoints ?? []).map(({ id, service, priority }) => ({
      id,
      serviceName: service,
      ...(priority !== null && { priority }),
    })),
    ...(unprivileged !== undefined && {
      unprivileged: { clientId: unprivileged.username, clientSecretEnv: 'BPCC_UNPRIVILEGED_SECRET' },
    }),
  };
}
