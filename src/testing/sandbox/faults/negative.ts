import type { ValidationError } from '../../../../generated/validators.js';
import type { BodyOperation } from '../api/body-validators.ts';
import type { OperationId } from '../exchange.ts';
import { breaks, wrongSteps, type StepsOf } from './fault.ts';
import type { Steps } from '../steps/steps.ts';

/** Overlooks violations of the schema. */
function overlooks(is: (violation: ValidationError) => boolean, operation?: BodyOperation): StepsOf {
  return (base) => ({
    violations: (id, value) =>
      base
        .violations(id, value)
        .filter((found) => (operation !== undefined && operation !== id) || !is(found)),
  });
}

/** A required field of an object inside the body may be missing. */
function optional(place: RegExp, field: string): StepsOf {
  return overlooks(
    ({ keyword, instancePath, params }) =>
      keyword === 'required' && place.test(instancePath) && params['missingProperty'] === field,
  );
}

/** A keyword of the schema is not looked at where the place matches. */
function ignores(keyword: string, place: RegExp, operation?: BodyOperation): StepsOf {
  return overlooks((found) => found.keyword === keyword && place.test(found.instancePath), operation);
}

const missing = wrongSteps('negative-input', {
  'missing-service-accepted': breaks('serviceName or taskLaunchPointId is needed', (base) => ({
    serviceName: (input, launchPoint) => base.serviceName(input, launchPoint) ?? 'Task Service',
  })),
  'missing-contact-accepted': breaks('contactInfo is needed for a new contact', (base) => ({
    contactInfo: (input) => base.contactInfo(input) ?? { firstName: '' },
  })),
  'missing-case-accepted': breaks('caseInfo is needed for a new case', (base, { tenant }) => ({
    caseInfo: (input) => base.caseInfo(input) ?? { category: [...tenant.categories.keys()][0] ?? '' },
  })),
  'missing-task-accepted': breaks('taskInfo is needed for a new task', (base) => ({
    taskInfo: (input) => base.taskInfo(input) ?? { subject: '' },
  })),
  'missing-first-name-accepted': ['firstName is required', optional(/^\/contactInfo$/, 'firstName')],
  'missing-category-accepted': breaks('category is required', (base, core) => ({
    ...optional(/^\/caseInfo$/, 'category')(base, core),
    categoryExists: (name) => name === undefined || base.categoryExists(name),
  })),
  'missing-subject-accepted': ['subject is required', optional(/^\/taskInfo$/, 'subject')],
  'missing-email-type-accepted': [
    'the type of an email address is required',
    optional(/^\/contactInfo\/emails/, 'type'),
  ],
  'missing-email-address-accepted': [
    'the address of an email address is required',
    optional(/^\/contactInfo\/emails/, 'address'),
  ],
  'missing-address-type-accepted': [
    'the type of a postal address is required',
    optional(/^\/contactInfo\/addresses/, 'type'),
  ],
  'missing-pop-type-accepted': ['the type of a screen pop is required', optional(/^\/screenpopData/, 'type')],
  'missing-pop-url-accepted': ['the url of a screen pop is required', optional(/^\/screenpopData/, 'url')],
  'bulk-cancel-without-service-accepted': breaks('serviceName is required', (base, core) => ({
    ...optional(/^$/, 'serviceName')(base, core),
    findService: (name, id) => base.findService(name ?? 'Task Service', id),
  })),
  'empty-update-accepted': [
    'an update says what to change',
    overlooks(({ keyword }) => keyword === 'minProperties', 'updateTask'),
  ],
});

const types = wrongSteps('negative-input', {
  'priority-text-accepted': ['priority is a number', ignores('type', /^\/priority$/, 'queueTask')],
  'update-priority-text-accepted': ['priority is a number', ignores('type', /^\/priority$/, 'updateTask')],
  'flag-text-accepted': ['flags are true or false', ignores('type', /(ShowInTab|UponAnswer)$/)],
  'service-number-accepted': breaks('serviceName is text', (base, core) => ({
    ...ignores('type', /^\/serviceName$/)(base, core),
    findService: (name, id) => base.findService(typeof name === 'string' ? name : 'Task Service', id),
  })),
  'id-number-accepted': ['external ids are text', ignores('type', /^\/ext\w+Id$/)],
  'subject-number-accepted': ['subject is text', ignores('type', /^\/taskInfo\/subject$/)],
  'name-number-accepted': ['firstName is text', ignores('type', /^\/contactInfo\/firstName$/)],
  'null-accepted': ['fields are never null', nullable],
  'note-number-accepted': ['note is text', ignores('type', /^\/note$/)],
  'disposition-number-accepted': breaks('dispositionName is text', (base, core) => ({
    ...ignores('type', /^\/dispositionName$/)(base, core),
    disposition: (name) => base.disposition(typeof name === 'string' ? name : undefined),
  })),
  'second-email-not-checked': [
    'every element of a list is looked at',
    overlooks(({ instancePath }) => /^\/contactInfo\/emails\/[1-9]/.test(instancePath)),
  ],
  'not-a-number-accepted': breaks('NaN is not JSON', (base) => ({
    parse: (text) => base.parse(text.replace(/:NaN\b/, ':1')),
  })),
  'list-fields-not-checked': [
    'emails, addresses and screenpopData are lists',
    ignores('type', /^\/(contactInfo\/(emails|addresses)|screenpopData)$/),
  ],
  'block-as-text-accepted': ['the info blocks are objects', ignores('type', /^\/(contact|task)Info$/)],
  'list-body-accepted': breaks('a body is an object', (base) => ({
    parse: (text) => {
      const parsed = base.parse(text);
      return Array.isArray(parsed?.value) ? { value: parsed.value[0] ?? null } : parsed;
    },
  })),
  'custom-object-accepted': [
    'custom fields are text, numbers, true, false or null',
    ignores('type', /\/custom_/),
  ],
});

/** Nulls count as absent. */
function nullable(base: Steps): Partial<Steps> {
  return {
    parse: (text: string) =>
      base.parse(text.replace(/("[^"]+"):\s*null\s*,/g, '').replace(/,\s*"[^"]+":\s*null/g, '')),
  };
}

const values = wrongSteps('negative-input', {
  'unknown-order-accepted': breaks('order is fifo or lifo', (base, core) => ({
    ...ignores('enum', /^\/order$/)(base, core),
    order: (input) => (input.order === 'lifo' ? 'lifo' : 'fifo'),
  })),
  'order-in-capitals-accepted': breaks('order is fifo or lifo', (base) => ({
    parse: (text) => base.parse(text.replace(/"order":\s*"(FIFO|LIFO)"/, (match) => match.toLowerCase())),
  })),
  'unknown-email-type-accepted': [
    'the type of an email address is one of three',
    ignores('enum', /^\/contactInfo\/emails/),
  ],
  'unknown-address-type-accepted': [
    'the type of a postal address is one of four',
    ignores('enum', /^\/contactInfo\/addresses/),
  ],
  'unknown-pop-type-accepted': [
    'the type of a screen pop is one of five',
    ignores('enum', /^\/screenpopData/),
  ],
  'bad-date-accepted': ['dob is a date and time', ignores('format', /^\/contactInfo\/dob$/)],
  'undeclared-field-accepted': [
    'bodies hold documented fields alone',
    ignores('additionalProperties', /^$/, 'queueTask'),
  ],
  'undeclared-contact-field-accepted': [
    'contactInfo holds documented fields and custom_ ones',
    ignores('additionalProperties', /^\/contactInfo/),
  ],
  'undeclared-task-field-accepted': [
    'taskInfo holds subject and custom_ fields',
    ignores('additionalProperties', /^\/taskInfo/),
  ],
  'undeclared-update-field-accepted': [
    'Update Task changes service and priority alone',
    ignores('additionalProperties', /^$/, 'updateTask'),
  ],
  'undeclared-cancel-field-accepted': [
    'Cancel Task takes a disposition and a note',
    ignores('additionalProperties', /^$/, 'cancelTask'),
  ],
  'undeclared-bulk-cancel-field-accepted': [
    'Cancel Service Tasks takes three fields',
    ignores('additionalProperties', /^$/, 'cancelServiceTasks'),
  ],
  'unknown-category-accepted': breaks('a case category must exist', () => ({ categoryExists: () => true })),
  'bad-external-accepted': breaks('external is true or false', (base) => ({
    readExternal: (exchange) => base.readExternal(exchange) ?? exchange.request.query.length % 2 === 0,
  })),
});

/** One operation takes every name for that of a service. */
function unknownService(operationId: OperationId): StepsOf {
  return (base) => ({
    findService: (name, id) =>
      base.findService(name, id) ?? (id === operationId ? { name, type: 'Task' } : undefined),
  });
}

const names = wrongSteps('negative-input', {
  'unknown-launch-point-accepted': breaks('a launch point must exist', (base, { tenant }) => ({
    findLaunchPoint: (id) => base.findLaunchPoint(id) ?? [...tenant.launchPoints.values()][0],
  })),
  'unknown-service-accepted': ['a service must exist', unknownService('queueTask')],
  'update-unknown-service-accepted': ['a service must exist', unknownService('updateTask')],
  'bulk-cancel-unknown-service-accepted': ['a service must exist', unknownService('cancelServiceTasks')],
  'other-service-type-accepted': breaks('a service must be of type Task', () => ({ takesTasks: () => true })),
  'unknown-disposition-accepted': breaks('a disposition must exist', (base) => ({
    findDisposition: (name, id) =>
      base.findDisposition(name, id) ?? (id === 'cancelTask' ? { name, folder: 'System' } : undefined),
  })),
  'unknown-disposition-replaced': breaks('a disposition must exist', (base) => ({
    findDisposition: (name, id) => base.findDisposition(name, id) ?? base.findDisposition('Abandoned', id),
  })),
  'bulk-cancel-unknown-disposition-accepted': breaks('a disposition must exist', (base) => ({
    findDisposition: (name, id) =>
      base.findDisposition(name, id) ??
      (id === 'cancelServiceTasks' ? { name, folder: 'System' } : undefined),
  })),
});

const reading = wrongSteps('negative-input', {
  'malformed-json-accepted': breaks('a body is JSON', (base) => ({
    parse: (text) => base.parse(text) ?? { value: {} },
  })),
  'wrong-media-type-accepted': breaks('a body is application/json', () => ({ acceptsMediaType: () => true })),
  'null-body-accepted': breaks('a body is an object', (base) => ({
    parse: (text) => (text.trim() === 'null' ? { value: {} } : base.parse(text)),
  })),
  'cancel-body-not-read': breaks('a body of Cancel Task is checked', (base) => ({
    violations: (id, value) => (id === 'cancelTask' ? [] : base.violations(id, value)),
  })),
});

/** Requests that are wrong and are accepted all the same. */
export const negativeFaults = [...missing, ...types, ...values, ...names, ...reading];
