import type { Lack } from 'specwright/contract';
import type { HookName } from './target/hooks.ts';
import type { Session } from './tenant.ts';

/** Conditions of cases: each says what is missing at the target, or nothing. */
export type Need = (session: Session) => Lack | undefined;

/** A need that the profile meets. */
export function lacksInProfile(what: string): Lack {
  return { reason: `the profile names ${what}`, option: '--profile' };
}

export const needsService: Need = ({ profile }) =>
  profile.services?.[0] === undefined ? lacksInProfile('no service ("services")') : undefined;

/** A target whose profile names no categories may know none. */
export const needsCategories: Need = ({ profile }) =>
  profile.categories === undefined ? lacksInProfile('no case categories ("categories")') : undefined;

export const needsLogin: Need = ({ login }) =>
  login === undefined ? { reason: 'no credentials', option: 'credentials' } : undefined;

export const needsToken: Need = (session) =>
  session.token === undefined ? (needsLogin(session) ?? { reason: 'no token could be obtained' }) : undefined;

export const needsUnprivileged: Need = ({ unprivileged, profile }) => {
  if (unprivileged !== undefined) return undefined;
  return profile.unprivileged === undefined
    ? lacksInProfile('no user without the privilege ("unprivileged")')
    : { reason: `the variable ${profile.unprivileged.clientSecretEnv} is not set` };
};

export const needsWire: Need = ({ wire }) =>
  wire === undefined ? { reason: 'the target is not reached over a socket' } : undefined;

export const needsHook =
  (name: HookName): Need =>
  ({ hooks }) =>
    hooks[name] === undefined ? { reason: `the hook ${name} is missing`, option: '--hooks' } : undefined;

/** The first of several needs that the target lacks. */
export function all(...needs: readonly Need[]): Need {
  return (session) => {
    for (const need of needs) {
      const lack = need(session);
      if (lack !== undefined) return lack;
    }
    return undefined;
  };
}

/** A token, and a service to queue tasks under. */
export const needsTasks = all(needsToken, needsService);
