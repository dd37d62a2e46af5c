import type {
  Case as AnyCase,
  Probe as AnyProbe,
  Session as AnySession,
  Trial as AnyTrial,
} from 'specwright/contract';
import type { Workspace } from './domain/workspace.ts';
import type { Hooks } from './target/hooks.ts';
import type { Profile } from './target/profile.ts';

/** Username and API secret of a user of the tenant. */
export interface Login {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the cases of this API share in addition to the engine's part of the session. */
export interface Tenant {
  readonly profile: Profile;
  readonly hooks: Hooks;
  readonly login: Login | undefined;
  /** A user without the privilege, where the profile names one and its secret is at hand. */
  readonly unprivileged: Login | undefined;
  readonly workspace: Workspace;
}

export type Case = AnyCase<Tenant>;
export type Probe = AnyProbe<Tenant>;
export type Session = AnySession<Tenant>;
export type Trial = AnyTrial<Tenant>;
