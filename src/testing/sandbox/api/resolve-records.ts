import type { Core } from '../core.ts';
import type { Case, Contact, Task } from '../store/records.ts';
import type { QueueTaskInput } from './body-validators.ts';
import { Refusal } from '../error-codes.ts';

/** What is to be created. */
export type NewContact = Omit<Contact, 'id' | 'uses'>;
/** What is to be created. */
export type NewCase = Omit<Case, 'id' | 'contactId' | 'uses'>;

/** What a new task belongs to: known records, or what to create. */
export interface Records {
  readonly contact: Contact | NewContact;
  readonly case: Case | NewCase;
  readonly info: Task['info'];
}

/** De-duplicates by external ids. Info blocks of what is known already are ignored; the others are needed. */
export function resolveRecords(core: Core, input: QueueTaskInput): Records | Refusal {
  const known = input.extCaseId ? core.steps.caseByExtId(input.extCaseId) : undefined;
  const contact = known === undefined ? resolveContact(core, input) : contactOf(core, known, input);
  const record = known ?? newCase(core, input);
  const info = core.steps.taskInfo(input);
  if (contact === undefined || record === undefined || info === undefined) {
    const lacking = Object.entries({ contactInfo: contact, caseInfo: record, taskInfo: info });
    const fields = lacking.filter(([, found]) => found === undefined).map(([name]) => name);
    return new Refusal(4, fields, 'needed, as no external id names a known record');
  }
  return checkNames(core, { contact, case: record, info });
}

function resolveContact(core: Core, input: QueueTaskInput): Records['contact'] | undefined {
  const { extContactId: extId } = input;
  const known = extId ? core.steps.contactByExtId(extId) : undefined;
  if (known !== undefined) return known;
  const info = core.steps.contactInfo(input);
  return info && { info, ...(extId && { extId }) };
}

/** The contact of a known case stays, unless the rule says that the request names another. */
function contactOf(core: Core, { contactId }: Case, input: QueueTaskInput): Contact | undefined {
  const named = input.extContactId ? core.steps.contactByExtId(input.extContactId) : undefined;
  const own = core.store.contacts.get(contactId);
  return core.settings.rules.caseContactConflict === 'request' ? (named ?? own) : own;
}

function newCase(core: Core, input: QueueTaskInput): NewCase | undefined {
  const info = core.steps.caseInfo(input);
  return info && { info, ...(input.extCaseId && { extId: input.extCaseId }) };
}

/** Names inside the info blocks that are used; those of blocks that are ignored may be anything. */
function checkNames(core: Core, records: Records): Records | Refusal {
  const fresh = [
    ...('id' in records.contact ? [] : [['contactInfo', records.contact.info] as const]),
    ...('id' in records.case ? [] : [['caseInfo', records.case.info] as const]),
    ['taskInfo', records.info] as const,
  ];
  if (!('id' in records.case) && !core.steps.categoryExists(records.case.info.category)) {
    return new Refusal(4, ['caseInfo.category'], 'no case category has this name');
  }
  const unknown = fresh.flatMap(([block, info]) =>
    unknownFields(core, info).map((name) => `${block}.${name}`),
  );
  return unknown.length > 0 ? new Refusal(4, unknown.slice(0, 5), 'no such custom field') : records;
}

function unknownFields({ steps }: Core, info: object): string[] {
  return Object.keys(info).filter((name) => name.startsWith('custom_') && !steps.customFieldExists(name));
}
