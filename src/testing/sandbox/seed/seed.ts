import type { Agent, Case, Contact, Disposition, LaunchPoint, Service, TaskOrder } from '../store/records.ts';

/** A user of the tenant; every field but the name has a default. */
export interface SeedUser {
  readonly username: string;
  /** API secret; made from the user name where absent. */
  readonly secret?: string;
  readonly privileges?: readonly string[];
  readonly locked?: boolean;
}

/** A contact that exists before the first request. */
export type SeedContact = Contact['info'] & { readonly extContactId: string };

/** A case that exists before the first request. */
export type SeedCase = Case['info'] & { readonly extCaseId: string; readonly extContactId: string };

/** The status of a seeded task; `with-agent` is what no published status names. */
export type SeedTaskStatus = 'CREATED' | 'QUEUED' | 'DEFERRED' | 'with-agent' | 'COMPLETED';

/** A task that exists before the first request. */
export interface SeedTask {
  readonly extTaskId: string;
  readonly status: SeedTaskStatus;
  readonly service: string;
  readonly priority?: number;
  readonly order?: TaskOrder;
  readonly subject?: string;
  readonly extContactId?: string;
  readonly extCaseId?: string;
  readonly dispositionName?: string;
  readonly note?: string;
}

/** What a tenant holds when the sandbox starts. Its JSON Schema is `seed.schema.json`. */
export interface Seed {
  readonly $schema?: string;
  /** Host of the tenant, without a scheme. */
  readonly tenant: string;
  /** Whether the tenant may use the API at all; `false` gives code 14. */
  readonly featureEnabled?: boolean;
  readonly users: readonly SeedUser[];
  readonly agents?: readonly Agent[];
  readonly services: readonly Service[];
  readonly dispositions: readonly Disposition[];
  readonly caseCategories: readonly string[];
  /** The `custom_` keys that exist; looked at only under the rule `unknownCustomField`. */
  readonly customFields?: readonly string[];
  readonly launchPoints?: readonly LaunchPoint[];
  readonly contacts?: readonly SeedContact[];
  readonly cases?: readonly SeedCase[];
  readonly tasks?: readonly SeedTask[];
}
