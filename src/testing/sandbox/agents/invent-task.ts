import type { Random } from '../../../specwright/base/random.ts';
import type { QueueTaskInput } from '../api/body-validators.ts';
import type { Tenant } from '../store/tenant.ts';

const firstNames = ['Amara', 'Jonas', 'Mei', 'Rahul', 'Lucia', 'Noah', 'Fatima', 'Oskar', 'Zoe', 'Diego'];
const subjects = [
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
    serviceName: pick(names, random) ?? '',
    priority: pick([1, 1, 1, 5, 10, 50], random) ?? 1,
    contactInfo: { firstName: pick(firstNames, random) ?? 'John' },
    caseInfo: { category: pick([...categories], random) ?? '' },
    taskInfo: { subject: pick(subjects, random) ?? 'Task' },
  };
}

function pick<Item>(items: readonly Item[], random: Random): Item | undefined {
  return items[Math.floor(random.next() * items.length)];
}
