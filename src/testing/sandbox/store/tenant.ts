import type { Seed, SeedUser } from '../seed/seed.ts';
import type { Agent, Disposition, LaunchPoint, Service, User } from './records.ts';

/** What administrators set up: users, services, dispositions and the like. */
export class Tenant {
  readonly host: string;
  featureEnabled: boolean;
  readonly users: ReadonlyMap<string, User>;
  readonly agents: readonly Agent[];
  readonly services: ReadonlyMap<string, Service>;
  readonly dispositions: ReadonlyMap<string, Disposition>;
  readonly categories: ReadonlyMap<string, string>;
  readonly customFields: ReadonlySet<string>;
  readonly launchPoints: ReadonlyMap<string, LaunchPoint>;

  constructor(seed: Seed) {
    this.host = seed.tenant;
    this.featureEnabled = seed.featureEnabled ?? true;
    this.users = keyed(seed.users.map(userFrom), (user) => user.username);
    this.agents = seed.agents ?? [];
    this.services = keyed(seed.services, (service) => service.name);
    this.dispositions = keyed(seed.dispositions, (disposition) => disposition.name);
    this.categories = keyed(seed.caseCategories, (category) => category);
    this.customFields = new Set(seed.customFields);
    this.launchPoints = keyed(seed.launchPoints ?? [], (launchPoint) => launchPoint.id);
  }
}

function userFrom(user: SeedUser): User {
  return {
    username: user.username,
    secret: user.secret ?? inventedSecret(user.username),
    privileges: user.privileges ?? [],
    locked: user.locked ?? false,
  };
}

/** A secret for a user whose seed states none: 64 alphanumerics that name their user, so that nobody takes them for real. */
export function inventedSecret(username: string): string {
  const name = username.replace(/[^A-Za-z0-9]/g, '');
  return `sandboxSecretOf${name}`.slice(0, 64).padEnd(64, '0');
}

function keyed<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [key(item), item]));
}
