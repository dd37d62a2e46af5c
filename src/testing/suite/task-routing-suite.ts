import type { Suite } from 'specwright/contract';
import { builtinApi } from './builtin-api.ts';
import { taskRoutingCases } from './cases/registry.ts';
import { checks } from './checks/registry.ts';
import { cleanUp } from './clean-up.ts';
import { admit } from './domain/own-tasks.ts';
import { readings } from './domain/readings.ts';
import { soften } from './domain/soften.ts';
import { transitions } from './domain/transitions.ts';
import { Workspace } from './domain/workspace.ts';
import type { Hooks } from './target/hooks.ts';
import type { Profile } from './target/profile.ts';
import type { Login, Tenant } from './tenant.ts';

/** What is known of a tenant, and what may be done there. */
export interface TenantOptions {
  /** A user with the privilege. Cases that need a token are skipped without it. */
  readonly credentials?: Login;
  /** What exists at the target; what it does not name is skipped and counted. */
  readonly profile?: Profile;
  /** The secret of the user that `profile.unprivileged` names. */
  readonly unprivilegedSecret?: string;
  /** State that clients cannot cause. */
  readonly hooks?: Hooks;
}

/** A login as Basic authentication sends it: a short secret is not found inside it. */
function basicOf({ clientId, clientSecret }: Login): string {
  return Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
}

/**
 * The suite of the Task Routing API, to be handed to `verify` of specwright.
 *
 * @example
 * const suite = taskRoutingSuite({ credentials, profile: { services: ['Task Service'] } });
 * const report = await verify({ target: 'https://example.brightpattern.com', suite });
 */
export function taskRoutingSuite(options: TenantOptions = {}): Suite<Tenant> {
  const { credentials, profile = {}, hooks = {}, unprivilegedSecret } = options;
  return {
    api: builtinApi,
    checks,
    readings,
    soften,
    transitions,
    secrets: [credentials?.clientSecret, unprivilegedSecret, credentials && basicOf(credentials)],
    open: () => ({
      profile,
      hooks,
      login: credentials,
      unprivileged:
        profile.unprivileged === undefined || unprivilegedSecret === undefined
          ? undefined
          : { clientId: profile.unprivileged.clientId, clientSecret: unprivilegedSecret },
      workspace: new Workspace(),
    }),
    cases: taskRoutingCases,
    setUp: () => hooks.setup?.(),
    admit,
    observe: ({ workspace }, exchange) => workspace.observe(exchange),
    cleanUp,
    tearDown: () => hooks.teardown?.(),
  };
}
