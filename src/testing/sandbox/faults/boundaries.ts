import type { Json } from '../../../specwright/base/json.ts';
import type { ValidationError } from '../../../../generated/validators.js';
import type { Steps } from '../api/steps/steps.ts';
import type { BodyOperation } from '../api/body-validators.ts';
import { wrongSteps } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongSteps('boundaries');
type StepsOf = NonNullable<Fault['steps']>;

/** Lets numbers pass that break this keyword, as long as they are below or above a wrong bound. */
function bound(
  keyword: 'minimum' | 'maximum',
  operation: BodyOperation,
  passes: (value: number) => boolean,
): StepsOf {
  return (base) => ({
    violations: (id, value) => {
      const found = base.violations(id, value);
      return id === operation && passes(numberIn(value, 'priority'))
        ? found.filter((one) => one.keyword !== keyword)
        : found;
    },
  });
}

function numberIn(value: Json, name: string): number {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Number(value[name])
    : Number.NaN;
}

/** Refuses a value that is good, as if the schema did. */
function refuses(place: string, isRefused: (value: Json) => boolean): StepsOf {
  return (base) => ({
    violations: (id, value) => [
      ...base.violations(id, value),
      ...places(value, place.split('/'))
        .filter(isRefused)
        .map(() => complaint(place)),
    ],
  });
}

/** Every value at a place; `*` stands for each entry of a list or object. */
function places(value: Json | undefined, [first, ...rest]: readonly string[]): Json[] {
  if (value === undefined) return [];
  if (first === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  const inside = Array.isArray(value) ? value : first === '*' ? Object.values(value) : [value[first]];
  return inside.flatMap((entry) => places(entry, rest));
}

function complaint(place: string): ValidationError {
  return {
    instancePath: `/${place}`,
    schemaPath: '#',
    keyword: 'refused',
    params: {},
    message: 'is refused',
  };
}

function priority(change: (value: number) => number): StepsOf {
  return (base: Steps) => ({
    priority: (input, launchPoint) => change(base.priority(input, launchPoint)),
    setPriority: (task, value) => base.setPriority(task, change(value)),
  });
}

const bounds: readonly Fault[] = [
  wrong(
    'priority-zero-accepted',
    'priority is at least 0.01',
    bound('minimum', 'queueTask', (value) => value >= 0),
  ),
  wrong(
    'priority-negative-accepted',
    'priority is at least 0.01',
    bound('minimum', 'queueTask', () => true),
  ),
  wrong(
    'priority-below-minimum-accepted',
    'priority is at least 0.01',
    bound('minimum', 'queueTask', (value) => value > 0),
  ),
  wrong(
    'priority-101-accepted',
    'priority is at most 100',
    bound('maximum', 'queueTask', (value) => value <= 101),
  ),
  wrong(
    'priority-unlimited',
    'priority is at most 100',
    bound('maximum', 'queueTask', () => true),
  ),
  wrong(
    'update-priority-zero-accepted',
    'priority is at least 0.01',
    bound('minimum', 'updateTask', (value) => value >= 0),
  ),
  wrong(
    'update-priority-101-accepted',
    'priority is at most 100',
    bound('maximum', 'updateTask', (value) => value <= 101),
  ),
  wrong(
    'update-priority-unlimited',
    'priority is at most 100',
    bound('maximum', 'updateTask', () => true),
  ),
  wrong(
    'priority-minimum-refused',
    'priority may be 0.01',
    refuses('priority', (value) => value === 0.01),
  ),
  wrong(
    'priority-maximum-refused',
    'priority may be 100',
    refuses('priority', (value) => value === 100),
  ),
  wrong(
    'priority-fraction-refused',
    'priority may be a fraction',
    refuses('priority', (value) => !Number.isInteger(value)),
  ),
  wrong(
    'priority-below-one-refused',
    'priority may be below 1',
    refuses('priority', (value) => Number(value) < 1),
  ),
  wrong('priority-rounded', 'priority is kept as sent', priority(Math.round)),
  wrong(
    'priority-cut-to-one-digit',
    'priority is kept as sent',
    priority((value) => Math.round(value * 10) / 10),
  ),
  wrong(
    'priority-at-most-10',
    'priority goes up to 100',
    priority((value) => Math.min(value, 10)),
  ),
  wrong(
    'priority-at-least-1',
    'priority goes down to 0.01',
    priority((value) => Math.max(value, 1)),
  ),
];

const defaults: readonly Fault[] = [
  wrong('default-priority-5', 'priority is 1 unless sent', (base) => ({
    priority: (input, launchPoint) =>
      input.priority ?? launchPoint?.priority ?? base.priority({ priority: 5 }, undefined),
  })),
  wrong('default-order-lifo', 'order is fifo unless sent', (base) => ({
    order: (input) => (input.order === undefined ? 'lifo' : base.order(input)),
  })),
  wrong('default-external-true', 'external is false unless sent', (base) => ({
    readExternal: (exchange) =>
      exchange.request.query.includes('external') ? base.readExternal(exchange) : true,
  })),
  wrong('default-disposition-other', 'a canceled task is Abandoned unless told otherwise', (base) => ({
    disposition: (name) => (name === undefined ? 'No disposition' : base.disposition(name)),
  })),
  wrong('launch-point-priority-ignored', 'a launch point gives the priority', (base) => ({
    priority: (input) => base.priority(input, undefined),
  })),
  wrong('launch-point-service-wins', 'serviceName wins over the launch point', (base) => ({
    serviceName: (input, launchPoint) => launchPoint?.service ?? base.serviceName(input, launchPoint),
  })),
  wrong('launch-point-priority-wins', 'priority wins over the launch point', (base) => ({
    priority: (input, launchPoint) => launchPoint?.priority ?? base.priority(input, launchPoint),
  })),
  wrong('launch-point-not-enough', 'taskLaunchPointId makes serviceName needless', (base) => ({
    serviceName: (input) => base.serviceName(input, undefined),
  })),
];

const sizes: readonly Fault[] = [
  wrong(
    'empty-lists-refused',
    'lists may be empty',
    refuses('*/*', (value) => Array.isArray(value) && value.length === 0),
  ),
  wrong(
    'long-subject-refused',
    'subject has no documented limit',
    refuses('taskInfo/subject', (value) => String(value).length > 100),
  ),
  wrong(
    'long-id-refused',
    'external ids have no documented limit',
    refuses('extTaskId', (value) => String(value).length > 64),
  ),
  wrong(
    'unicode-refused',
    'texts may hold any letters',
    refuses('taskInfo/subject', (value) => !/^[\x20-\x7e]*$/.test(String(value))),
  ),
  wrong(
    'second-email-refused',
    'a contact may have several emails',
    refuses('contactInfo/emails', (value) => Array.isArray(value) && value.length > 1),
  ),
  wrong(
    'last-name-required',
    'lastName is optional',
    refuses('contactInfo', (value) => places(value, ['lastName']).length === 0),
  ),
  wrong(
    'zendesk-refused',
    'zendesk is a type of screen pop',
    refuses('screenpopData/*/type', (value) => value === 'zendesk'),
  ),
  wrong(
    'private-email-refused',
    'PRIVATE is a type of email address',
    refuses('contactInfo/emails/*/type', (value) => value === 'PRIVATE'),
  ),
  wrong(
    'other-address-refused',
    'OTHER is a type of postal address',
    refuses('contactInfo/addresses/*/type', (value) => value === 'OTHER'),
  ),
  wrong(
    'lifo-refused',
    'order may be lifo',
    refuses('order', (value) => value === 'lifo'),
  ),
  wrong(
    'date-of-birth-refused',
    'dob is accepted',
    refuses('contactInfo/dob', () => true),
  ),
  wrong('custom-fields-refused', 'custom_ fields are accepted', (base) => ({
    ...base,
    customFieldExists: () => false,
  })),
  wrong(
    'custom-number-refused',
    'custom_ fields may be numbers',
    refuses('taskInfo/*', (value) => typeof value === 'number'),
  ),
  wrong(
    'case-priority-refused',
    'caseInfo may have a priority',
    refuses('caseInfo/priority', () => true),
  ),
  wrong(
    'note-refused',
    'a note may be sent',
    refuses('note', () => true),
  ),
  wrong(
    'screen-pop-flags-refused',
    'a screen pop may have flags',
    refuses('screenpopData/*/webScreenpopShowInTab', () => true),
  ),
];

/** Limits and defaults that are wrong, in both directions. */
export const boundaryFaults: readonly Fault[] = [...bounds, ...defaults, ...sizes];
