import type { Random } from 'specwright/sandbox';
import type { QueueTaskInput } from '../api/body-validators.ts';
import type { Tenant } from '../store/tenant.ts';

const FIRST_NAMES = ['Amara', 'Jonas', 'Mei', 'Rahul', 'Lucia', 'Noah', 'Fatima', 'Oskar', 'Zoe', 'Diego'];
const SUBJECTS = [
  'Call back about an invoice',
  'Check a delivery address',
  'Renewal of a contract',
  'Missing document',
  'Question about a product',
  'Complaint to follow up',
  'Demo asked for',
  'Change of a bank account',
];

/** A task as a CRM might send it. */
export function inventTask({ services, categories }: Tenant, random: Random): QueueTaskInput {
  const names = [...services.values()].filter(({ type }) => type === 'Task').map(({ name }) => name);
  return {
    serviceName: random.pick(names) ?? '',
    priority: random.pick([1, 1, 1, 5, 10, 50]) ?? 1,
    contactInfo: { firstName: random.pick(FIRST_NAMES) ?? 'John' },
    caseInfo: { category: random.pick([...categories.keys()]) ?? '' },
    taskInfo: { subject: random.pick(SUBJECTS) ?? 'Task' },
  };
}
