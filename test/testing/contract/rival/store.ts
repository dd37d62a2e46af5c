import { randomBytes, randomUUID } from 'node:crypto';
import type { Readings } from './readings.ts';

export interface RivalTask {
  readonly taskId: string;
  readonly extTaskId: string | undefined;
  readonly caseId: string;
  readonly contactId: string;
  readonly createdAt: number;
  stage: 'queued' | 'parked' | 'with-agent' | 'completed' | 'canceled';
  serviceName: string;
  priority: number;
  order: string;
  dispositionName: string | undefined;
}

export interface RivalToken {
  readonly user: string;
  expired: boolean;
}

/** Everything a rival remembers. */
export class RivalStore {
  readonly tasks = new Map<string, RivalTask>();
  readonly byExternal = new Map<string, RivalTask>();
  readonly cases = new Map<string, { caseId: string; contactId: string }>();
  readonly contacts = new Map<string, string>();
  readonly tokens = new Map<string, RivalToken>();
  failNext: number | undefined;
  requests = 0;
  #digits = 5_432_000;

  newId(shape: Readings['ids']): string {
    if (shape === 'uuid') return randomUUID();
    if (shape === 'digits') return String((this.#digits += 1));
    return randomBytes(12).toString('hex');
  }
}
export const tenant = {
  users: { 'peer.bot': 'PeerSecret1234567890', 'peer.reader': 'ReaderSecret0987654321' },
  privileged: new Set(['peer.bot']),
  services: new Map([
    ['Alpha Tasks', 'Task'],
    ['Beta Tasks', 'Task'],
    ['Voice Line', 'Voice'],
  ]),
  dispositions: new Set(['Abandoned', 'Resolved', 'Withdrawn']),
  categories: new Set(['Technical Support', 'Billing']),
  launchPoints: new Map<string, { serviceName: string; priority?: number }>([
    ['lp-with', { serviceName: 'Alpha Tasks', priority: 7 }],
    ['lp-without', { serviceName: 'Beta Tasks' }],
  ]),
} as const;

export const rivalProfile = {
  services: ['Alpha Tasks', 'Beta Tasks'],
  otherService: 'Voice Line',
  dispositions: ['Resolved', 'Withdrawn'],
  categories: ['Technical Support', 'Billing'],
  launchPoints: [
    { id: 'lp-with', serviceName: 'Alpha Tasks', priority: 7 },
    { id: 'lp-without', serviceName: 'Beta Tasks' },
  ],
  unprivileged: { clientId: 'peer.reader', clientSecretEnv: 'BPCC_UNPRIVILEGED_SECRET' },
};
