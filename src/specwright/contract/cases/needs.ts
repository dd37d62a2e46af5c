import type { Session } from '../engine/session.ts';
import type { HookName } from '../target/hooks.ts';

/** Conditions of cases: each says what is missing at the target, or nothing. */
export type Need = (session: Session) => string | undefined;

export const needsService: Need = ({ profile }) =>
  profile.services?.[0] === undefined ? 'the profile names no service ("services")' : undefined;

/** A target whose profile names no categories may know none. */
export const needsCategories: Need = ({ profile }) =>
  profile.categories === undefined ? 'the profile names no case categories ("categories")' : undefined;

export const needsToken: Need = ({ token, login }) =>
  token === undefined ? (login === undefined ? 'no credentials' : 'no token could be obtained') : undefined;

export const needsLogin: Need = ({ login }) => (login === undefined ? 'no credentials' : undefined);

export const needsUnprivileged: Need = ({ unprivileged, profile }) => {
  if (unprivileged !== undefined) return undefined;
  return profile.unprivileged === undefined
    ? 'the profile names no user without the privilege ("unprivileged")'
    : `the variable ${profile.unprivileged.clientSecretEnv} is not set`;
};

export const needsWire: Need = ({ wire }) =>
  wire === undefined ? 'the target is not reached over a socket' : undefined;

export const needsHook =
  (name: HookName): Need =>
  ({ hooks }) =>
    hooks[name] === undefined ? `the hook ${name} is missing` : undefined;

/** The first of several needs that is not met. */
export function all(...needs: readonly Need[]): Need {
  return (session) => {
    for (const need of needs) {
      const reason = need(session);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}
