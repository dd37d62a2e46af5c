import type { Lack } from 'specwright/contract';
import { lacksInProfile, needsHook, type Need } from '../../needs.ts';
import type { Session } from '../../tenant.ts';
import type { HookName } from '../../target/hooks.ts';
import type { LaunchPoint, Profile } from '../../target/profile.ts';
import { DEFAULT_DISPOSITION } from '../../domain/model.ts';
import { NO_SERVICE } from '../../domain/requests.ts';
import type { DispositionRole, LaunchPointRole, ServiceRole, Step } from './step.ts';

/** A name that is unknown at every tenant. */
const UNKNOWN_DISPOSITION = 'No such disposition (contract check)';

export function serviceFor(profile: Profile, role: ServiceRole): string | undefined {
  if (typeof role === 'number') return profile.services?.[role];
  switch (role) {
    case 'first':
      return profile.services?.[0];
    case 'second':
      return profile.services?.[1];
    case 'not-a-task-service':
      return profile.otherService;
    case 'unknown':
      return NO_SERVICE;
  }
}

/**
 * The default disposition plays no part where there are others: it would hide that a server ignores what is sent.
 * Without any in the profile it plays the first, for it exists everywhere.
 */
export function dispositionFor(profile: Profile, role: DispositionRole): string | undefined {
  if (role === 'unknown') return UNKNOWN_DISPOSITION;
  const [first, second] = (profile.dispositions ?? []).filter((name) => name !== DEFAULT_DISPOSITION);
  return role === 'first' ? (first ?? DEFAULT_DISPOSITION) : second;
}

export function launchPointFor(profile: Profile, role: LaunchPointRole): LaunchPoint | undefined {
  const wanted = role === 'with-priority';
  return profile.launchPoints?.find(({ priority }) => (priority !== undefined) === wanted);
}

/** What a workflow needs and the target does not offer; `undefined` when it can be played. */
export function missingFor(steps: readonly Step[]): Need {
  return (session) => {
    for (const step of steps) {
      const reason = missingRole(step, session.profile) ?? missingHook(step, session);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

function missingRole(step: Step, profile: Profile): Lack | undefined {
  if (rolesOf(step).some((role) => serviceFor(profile, role) === undefined)) {
    return lacksInProfile('too few services ("services", "otherService")');
  }
  const disposition = 'disposition' in step ? step.disposition : undefined;
  if (disposition !== undefined && dispositionFor(profile, disposition) === undefined) {
    return lacksInProfile('too few "dispositions"');
  }
  const launchPoint = 'queue' in step ? step.launchPoint : undefined;
  if (launchPoint !== undefined && launchPointFor(profile, launchPoint) === undefined) {
    return lacksInProfile(
      `no launch point ${launchPoint === 'with-priority' ? 'with' : 'without'} a priority`,
    );
  }
  return undefined;
}

function rolesOf(step: Step): readonly ServiceRole[] {
  if ('queue' in step) return step.service === null ? [] : [step.service ?? 'first'];
  if ('bulkCancel' in step) return [step.bulkCancel];
  return 'update' in step && step.service !== undefined ? [step.service] : [];
}

function missingHook(step: Step, session: Session): Lack | undefined {
  const needed = hookOf(step);
  return needed && needsHook(needed)(session);
}

function hookOf(step: Step): HookName | undefined {
  if ('take' in step) return 'takeTask';
  if ('park' in step) return 'deferTask';
  return 'complete' in step ? 'completeTask' : undefined;
}
