import type { ValidationError } from '../../../../generated/validators.js';
import type { BodyOperation } from '../api/body-validators.ts';
import type { OperationId } from '../exchange.ts';
import { wrongSteps } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongSteps('negative-input');

/** Overlooks violations of the schema. */
function overlooks(
  is: (violation: ValidationError) => boolean,
  operation?: BodyOperation,
): NonNullable<Fault['steps']> {
  return (base) => ({
    violations: (id, value) =>
      base
        .violations(id, value)
        .filter((found) => (operation !== undefined && operation !== id) || !is(found)),
  });
}

/** A required field of an object inside the body may be missing. */
function optional(place: RegExp, field: string): NonNullable<Fault['steps']> {
  return overlooks(
    ({ keyword, instancePath, params }) =>
      keyword === 'required' && place.test(instancePath) && params['missingProperty'] === field,
  );
}

/** A keyword of the schema is not looked at where the place matches. */
function ignores(keyword: string, place: RegExp, operation?: BodyOperation): NonNullable<Fault['steps']> {
  return overlooks((found) => found.keyword === keyword && place.test(found.instancePath), operation);
}

const missing: readonly Fault[] = [
  wrong('missing-service-accepted', 'serviceName or taskLaunchPointId is needed', (base) => ({
    serviceName: (input, launchPoint) => base.serviceName(input, launchPoint) ?? 'Task Service',
  })),
  wrong('missing-contact-accepted', 'contactInfo is needed for a new contact', (base) => ({
    contactInfo: (input) => base.contactInfo(input) ?? { firstName: '' },
  })),
  wrong('missing-case-accepted', 'caseInfo is needed for a new case', (base, { tenant }) => ({
    caseInfo: (input) => base.caseInfo(input) ?? { category: [...tenant.categories][0] ?? '' },
  })),
  wrong('missing-task-accepted', 'taskInfo is needed for a new task', (base) => ({
    taskInfo: (input) => base.taskInfo(input) ?? { subject: '' },
  })),
  wrong('missing-first-name-accepted', 'firstName is required', optional(/^\/contactInfo$/, 'firstName')),
  wrong('missing-category-accepted', 'category is required', (base, core) => ({
    ...optional(/^\/caseInfo$/, 'category')(base, core),
    categoryExists: (name) => name === undefined || base.categoryExists(name),
  })),
  wrong('missing-subject-accepted', 'subject is required', optional(/^\/taskInfo$/, 'subject')),
  wrong(
    'missing-email-type-accepted',
    'the type of an email address is required',
    optional(/^\/contactInfo\/emails/, 'type'),
  ),
  wrong(
    'missing-email-address-accepted',
    'the address of an email address is required',
    optional(/^\/contactInfo\/emails/, 'address'),
  ),
  wrong(
    'missing-address-type-accepted',
    'the type of a postal address is required',
    optional(/^\/contactInfo\/addresses/, 'type'),
  ),
  wrong(
    'missing-pop-type-accepted',
    'the type of a screen pop is required',
    optional(/^\/screenpopData/, 'type'),
  ),
  wrong(
    'missing-pop-url-accepted',
    'the url of a screen pop is required',
    optional(/^\/screenpopData/, 'url'),
  ),
  wrong('sweep-without-service-accepted', 'serviceName is required', (base, core) => ({
    ...optional(/^$/, 'serviceName')(base, core),
    findService: (name, id) => base.findService(name ?? 'Task Service', id),
  })),
  wrong(
    'empty-update-accepted',
    'an update says what to change',
    overlooks(({ keyword }) => keyword === 'minProperties', 'updateTask'),
  ),
];

const types: readonly Fault[] = [
  wrong('priority-text-accepted', 'priority is a number', ignores('type', /^\/priority$/, 'queueTask')),
  wrong(
    'update-priority-text-accepted',
    'priority is a number',
    ignores('type', /^\/priority$/, 'updateTask'),
  ),
  wrong('flag-text-accepted', 'flags are true or false', ignores('type', /(ShowInTab|UponAnswer)$/)),
  wrong('service-number-accepted', 'serviceName is text', (base, core) => ({
    ...ignores('type', /^\/serviceName$/)(base, core),
    findService: (name, id) => base.findService(typeof name === 'string' ? name : 'Task Service', id),
  })),
  wrong('id-number-accepted', 'external ids are text', ignores('type', /^\/ext\w+Id$/)),
  wrong('subject-number-accepted', 'subject is text', ignores('type', /^\/taskInfo\/subject$/)),
  wrong('name-number-accepted', 'firstName is text', ignores('type', /^\/contactInfo\/firstName$/)),
  wrong('null-accepted', 'fields are never null', nullable),
  wrong('note-number-accepted', 'note is text', ignores('type', /^\/note$/)),
  wrong('disposition-number-accepted', 'dispositionName is text', (base, core) => ({
    ...ignores('type', /^\/dispositionName$/)(base, core),
    disposition: (name) => base.disposition(typeof name === 'string' ? name : undefined),
  })),
  wrong(
    'second-email-not-checked',
    'every element of a list is looked at',
    overlooks(({ instancePath }) => /^\/contactInfo\/emails\/[1-9]/.test(instancePath)),
  ),
  wrong('not-a-number-accepted', 'NaN is no JSON', (base) => ({
    parse: (text) => base.parse(text.replace(/:NaN\b/, ':1')),
  })),
  wrong(
    'list-fields-not-checked',
    'emails, addresses and screenpopData are lists',
    ignores('type', /^\/(contactInfo\/(emails|addresses)|screenpopData)$/),
  ),
  wrong('block-as-text-accepted', 'the info blocks are objects', ignores('type', /^\/(contact|task)Info$/)),
  wrong('list-body-accepted', 'a body is an object', (base) => ({
    parse: (text) => {
      const parsed = base.parse(text);
      return Array.isArray(parsed?.value) ? { value: parsed.value[0] ?? null } : parsed;
    },
  })),
  wrong(
    'custom-object-accepted',
    'custom fields are text, numbers, true, false or null',
    ignores('type', /\/custom_/),
  ),
];

/** Nulls count as absent. */
function nullable(base: Parameters<NonNullable<Fault['steps']>>[0]) {
  return {
    parse: (text: string) =>
      base.parse(text.replace(/("[^"]+"):\s*null\s*,/g, '').replace(/,\s*"[^"]+":\s*null/g, '')),
  };
}

const values: readonly Fault[] = [
  wrong('unknown-order-accepted', 'order is fifo or lifo', (base, core) => ({
    ...ignores('enum', /^\/order$/)(base, core),
    order: (input) => (input.order === 'lifo' ? 'lifo' : 'fifo'),
  })),
  wrong('order-in-capitals-accepted', 'order is fifo or lifo', (base) => ({
    parse: (text) => base.parse(text.replace(/"order":\s*"(FIFO|LIFO)"/, (match) => match.toLowerCase())),
  })),
  wrong(
    'unknown-email-type-accepted',
    'the type of an email address is one of three',
    ignores('enum', /^\/contactInfo\/emails/),
  ),
  wrong(
    'unknown-address-type-accepted',
    'the type of a postal address is one of four',
    ignores('enum', /^\/contactInfo\/addresses/),
  ),
  wrong(
    'unknown-pop-type-accepted',
    'the type of a screen pop is one of five',
    ignores('enum', /^\/screenpopData/),
  ),
  wrong('bad-date-accepted', 'dob is a date and time', ignores('format', /^\/contactInfo\/dob$/)),
  wrong(
    'undeclared-field-accepted',
    'bodies hold documented fields alone',
    ignores('additionalProperties', /^$/, 'queueTask'),
  ),
  wrong(
    'undeclared-contact-field-accepted',
    'contactInfo holds documented fields and custom_ ones',
    ignores('additionalProperties', /^\/contactInfo/),
  ),
  wrong(
    'undeclared-task-field-accepted',
    'taskInfo holds subject and custom_ fields',
    ignores('additionalProperties', /^\/taskInfo/),
  ),
  wrong(
    'undeclared-update-field-accepted',
    'Update Task changes service and priority alone',
    ignores('additionalProperties', /^$/, 'updateTask'),
  ),
  wrong(
    'undeclared-cancel-field-accepted',
    'Cancel Task takes a disposition and a note',
    ignores('additionalProperties', /^$/, 'cancelTask'),
  ),
  wrong(
    'undeclared-sweep-field-accepted',
    'Cancel Service Tasks takes three fields',
    ignores('additionalProperties', /^$/, 'cancelServiceTasks'),
  ),
  wrong('unknown-category-accepted', 'a case category must exist', () => ({ categoryExists: () => true })),
  wrong('bad-external-accepted', 'external is true or false', (base) => ({
    readExternal: (exchange) => base.readExternal(exchange) ?? exchange.request.query.length % 2 === 0,
  })),
];

/** One operation takes every name for that of a service. */
function unknownService(operationId: OperationId): NonNullable<Fault['steps']> {
  return (base) => ({
    findService: (name, id) =>
      base.findService(name, id) ?? (id === operationId ? { name, type: 'Task' } : undefined),
  });
}

const names: readonly Fault[] = [
  wrong('unknown-launch-point-accepted', 'a launch point must exist', (base, { tenant }) => ({
    findLaunchPoint: (id) => base.findLaunchPoint(id) ?? [...tenant.launchPoints.values()][0],
  })),
  wrong('unknown-service-accepted', 'a service must exist', unknownService('queueTask')),
  wrong('update-unknown-service-accepted', 'a service must exist', unknownService('updateTask')),
  wrong('sweep-unknown-service-accepted', 'a service must exist', unknownService('cancelServiceTasks')),
  wrong('other-service-type-accepted', 'a service must be of type Task', () => ({ takesTasks: () => true })),
  wrong('unknown-disposition-accepted', 'a disposition must exist', (base) => ({
    findDisposition: (name, id) =>
      base.findDisposition(name, id) ?? (id === 'cancelTask' ? { name, folder: 'System' } : undefined),
  })),
  wrong('unknown-disposition-replaced', 'a disposition must exist', (base) => ({
    findDisposition: (name, id) => base.findDisposition(name, id) ?? base.findDisposition('Abandoned', id),
  })),
  wrong('sweep-unknown-disposition-accepted', 'a disposition must exist', (base) => ({
    findDisposition: (name, id) =>
      base.findDisposition(name, id) ??
      (id === 'cancelServiceTasks' ? { name, folder: 'System' } : undefined),
  })),
];

const reading: readonly Fault[] = [
  wrong('malformed-json-accepted', 'a body is JSON', (base) => ({
    parse: (text) => base.parse(text) ?? { value: {} },
  })),
  wrong('wrong-media-type-accepted', 'a body is application/json', () => ({ acceptsMediaType: () => true })),
  wrong('null-body-accepted', 'a body is an object', (base) => ({
    parse: (text) => (text.trim() === 'null' ? { value: {} } : base.parse(text)),
  })),
  wrong('cancel-body-not-read', 'a body of Cancel Task is checked', (base) => ({
    violations: (id, value) => (id === 'cancelTask' ? [] : base.violations(id, value)),
  })),
];

/** Requests that are wrong and are accepted all the same. */
export const negativeFaults: readonly Fault[] = [...missing, ...types, ...values, ...names, ...reading];
