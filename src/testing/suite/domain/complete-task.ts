import { objectAt, type JsonObject } from 'specwright/contract';
import { runName, uniqueTask, type Naming } from './bodies.ts';

/** A valid body of Queue Task that uses every documented property but the launch point. */
export function completeTask(session: Naming, name: string): JsonObject {
  const plain = uniqueTask(session, name);
  return {
    ...plain,
    extCaseId: runName(session, `${name}-case`),
    extContactId: runName(session, `${name}-contact`),
    priority: 2.5,
    order: 'fifo',
    screenpop: 'https://crm.example.com/cases/1',
    webScreenpopShowInTab: true,
    screenpopShowUponAnswer: false,
    screenpopData: [
      {
        type: 'web',
        url: 'https://crm.example.com/cases/1',
        label: 'Case',
        webScreenpopShowInTab: true,
        screenpopShowUponAnswer: true,
      },
    ],
    contactInfo: {
      firstName: 'Contract',
      lastName: 'Check',
      title: 'Dr.',
      position: 'Tester',
      summary: 'Made by a contract check',
      segment: 'Standard',
      dob: '1980-05-10T00:00:00.000Z',
      emails: [{ type: 'PRIMARY', address: `${session.settings.runId}@example.com` }],
      addresses: [
        {
          type: 'BILLING',
          postcode: '90210',
          state: 'CA',
          city: 'Beverly Hills',
          addressLine1: '123 Main Street',
          addressLine2: '2nd floor',
          country: 'US',
        },
      ],
    },
    caseInfo: { ...objectAt(plain, 'caseInfo'), priority: 1 },
    taskInfo: { ...objectAt(plain, 'taskInfo') },
  };
}
