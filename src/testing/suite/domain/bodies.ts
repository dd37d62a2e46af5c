import type { JsonObject, Settings } from 'specwright/contract';
import type { Session } from '../tenant.ts';

/** The category of the documented example: for targets whose profile names none. */
const DOCUMENTED_CATEGORY = 'Technical Support';

/** The part of a session that names things. */
export interface Naming {
  readonly profile: Session['profile'];
  readonly settings: Pick<Settings, 'runId'>;
}

/** External ids of this run: unique at the target, and recognisable as ours. */
export function runName(session: Naming, name: string): string {
  return `${session.settings.runId}-${name}`;
}

/** The first service that the profile names; cases that need one are skipped without it. */
export function firstService(session: Naming): string {
  return session.profile.services?.[0] ?? '';
}

export function category(session: Naming): string {
  return session.profile.categories?.[0] ?? DOCUMENTED_CATEGORY;
}

/** A valid body of Queue Task that no other case sends, so that nothing but the change under test can be refused. */
export function uniqueTask(session: Naming, name: string): JsonObject {
  return {
    extTaskId: runName(session, name),
    serviceName: firstService(session),
    contactInfo: contactInfo(session),
    caseInfo: { category: category(session) },
    taskInfo: { subject: `Contract check ${runName(session, name)}` },
  };
}

export function contactInfo(session: Naming): JsonObject {
  return {
    firstName: 'Contract',
    lastName: 'Check',
    emails: [{ type: 'PRIMARY', address: `${session.settings.runId}@example.com` }],
  };
}
