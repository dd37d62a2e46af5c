import { ownNumber, type Json } from 'specwright/sandbox';
import type { ValidationError } from '../../../../generated/validators.js';
import type { BodyOperation } from '../api/body-validators.ts';
import { bodySchema, schemaAt } from './document.ts';
import { breaks, wrongSteps, type StepsOf } from './fault.ts';

type Table = Record<string, readonly [breaks: string, steps: StepsOf]>;

/** Lets numbers pass that break this limit, as long as they keep to a wrong one. */
function accepts(
  limit: 'minimum' | 'maximum',
  operation: BodyOperation,
  passes: (value: number) => boolean,
): StepsOf {
  return (base) => ({
    violations: (id, value) => {
      const found = base.violations(id, value);
      const [sent] = places(value, ['priority']);
      return id === operation && passes(Number(sent))
        ? found.filter(({ keyword }) => keyword !== limit)
        : found;
    },
  });
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

/** Every value at a place; `*` means each entry of a list or object. */
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

/** Wrong limits of the priority, derived from the documented ones. */
function wrongLimits(prefix: string, operation: BodyOperation): Table {
  const schema = schemaAt(bodySchema(operation), 'priority');
  const minimum = ownNumber(schema, 'minimum') ?? 0;
  const maximum = ownNumber(schema, 'maximum') ?? 0;
  const least = `priority is at least ${minimum}`;
  const most = `priority is at most ${maximum}`;
  return {
    [`${prefix}priority-zero-accepted`]: [least, accepts('minimum', operation, (value) => value >= 0)],
    [`${prefix}priority-${maximum + 1}-accepted`]: [
      most,
      accepts('maximum', operation, (value) => value <= maximum + 1),
    ],
    [`${prefix}priority-unlimited`]: [most, accepts('maximum', operation, () => true)],
    ...(prefix === '' && {
      'priority-negative-accepted': [least, accepts('minimum', operation, () => true)],
      'priority-below-minimum-accepted': [least, accepts('minimum', operation, (value) => value > 0)],
      'priority-minimum-refused': [
        `priority may be ${minimum}`,
        refuses('priority', (value) => value === minimum),
      ],
      'priority-maximum-refused': [
        `priority may be ${maximum}`,
        refuses('priority', (value) => value === maximum),
      ],
    }),
  };
}

function priority(change: (value: number) => number): StepsOf {
  return (base) => ({
    priority: (input, launchPoint) => change(base.priority(input, launchPoint)),
    setPriority: (task, value) => base.setPriority(task, change(value)),
  });
}

/** Values of the documented enums that are refused, by name of the fault. */
const MEMBERS: Readonly<Record<string, readonly [place: string, member: string]>> = {
  'zendesk-refused': ['screenpopData/*/type', 'zendesk'],
  'private-email-refused': ['contactInfo/emails/*/type', 'PRIVATE'],
  'other-address-refused': ['contactInfo/addresses/*/type', 'OTHER'],
  'lifo-refused': ['order', 'lifo'],
};

/** Documented optional fields that are refused, by name of the fault. */
const OPTIONAL: Readonly<Record<string, readonly [place: string, operation: BodyOperation]>> = {
  'date-of-birth-refused': ['contactInfo/dob', 'queueTask'],
  'case-priority-refused': ['caseInfo/priority', 'queueTask'],
  'note-refused': ['note', 'cancelTask'],
  'screen-pop-flags-refused': ['screenpopData/*/webScreenpopShowInTab', 'queueTask'],
};

/** Texts and lists that are refused: for these the document has no limit. */
const UNLIMITED: Readonly<Record<string, readonly [place: string, isRefused: (value: Json) => boolean]>> = {
  'long-subject-refused': ['taskInfo/subject', (value) => String(value).length > 100],
  'long-id-refused': ['extTaskId', (value) => String(value).length > 64],
  'unicode-refused': ['taskInfo/subject', (value) => !/^[\x20-\x7e]*$/.test(String(value))],
  'second-email-refused': ['contactInfo/emails', (value) => Array.isArray(value) && value.length > 1],
};

function derived(): Table {
  const queue = bodySchema('queueTask');
  const faults: Table = {};
  for (const [name, [place, member]] of Object.entries(MEMBERS)) {
    const known = schemaAt(queue, place)['enum'];
    faults[name] = [`${place} is one of ${String(known)}`, refuses(place, (value) => value === member)];
  }
  for (const [name, [place, operation]] of Object.entries(OPTIONAL)) {
    const type = schemaAt(bodySchema(operation), place)['type'];
    faults[name] = [`${place} may be sent: ${String(type)}`, refuses(place, () => true)];
  }
  for (const [name, [place, isRefused]] of Object.entries(UNLIMITED)) {
    const type = schemaAt(queue, place)['type'];
    faults[name] = [`${place} has no documented limit: any ${String(type)}`, refuses(place, isRefused)];
  }
  return faults;
}

/** Limits and defaults that are wrong, in both directions. */
export const boundaryFaults = wrongSteps('boundaries', {
  ...wrongLimits('', 'queueTask'),
  ...wrongLimits('update-', 'updateTask'),
  'priority-fraction-refused': [
    'priority may be a fraction',
    refuses('priority', (value) => !Number.isInteger(value)),
  ],
  'priority-below-one-refused': [
    'priority may be below 1',
    refuses('priority', (value) => Number(value) < 1),
  ],
  'priority-rounded': ['priority is kept as sent', priority(Math.round)],
  'priority-cut-to-one-digit': ['priority is kept as sent', priority((value) => Math.round(value * 10) / 10)],
  'priority-at-most-10': ['priority goes up to 100', priority((value) => Math.min(value, 10))],
  'priority-at-least-1': ['priority goes down to 0.01', priority((value) => Math.max(value, 1))],
  'default-priority-5': breaks('priority is 1 unless sent', (base) => ({
    priority: (input, launchPoint) =>
      input.priority ?? launchPoint?.priority ?? base.priority({ priority: 5 }, undefined),
  })),
  'default-order-lifo': breaks('order is fifo unless sent', (base) => ({
    order: (input) => (input.order === undefined ? 'lifo' : base.order(input)),
  })),
  'default-external-true': breaks('external is false unless sent', (base) => ({
    readExternal: (exchange) =>
      exchange.request.query.includes('external') ? base.readExternal(exchange) : true,
  })),
  'default-disposition-other': breaks(
    'a canceled task is Abandoned unless another disposition is sent',
    (base) => ({
      disposition: (name) => (name === undefined ? 'No disposition' : base.disposition(name)),
    }),
  ),
  'launch-point-priority-ignored': breaks('a launch point gives the priority', (base) => ({
    priority: (input) => base.priority(input, undefined),
  })),
  'launch-point-service-wins': breaks('serviceName wins over the launch point', (base) => ({
    serviceName: (input, launchPoint) => launchPoint?.service ?? base.serviceName(input, launchPoint),
  })),
  'launch-point-priority-wins': breaks('priority wins over the launch point', (base) => ({
    priority: (input, launchPoint) => launchPoint?.priority ?? base.priority(input, launchPoint),
  })),
  'launch-point-not-enough': breaks('taskLaunchPointId makes serviceName optional', (base) => ({
    serviceName: (input) => base.serviceName(input, undefined),
  })),
  ...derived(),
  'empty-lists-refused': [
    'lists may be empty',
    refuses('*/*', (value) => Array.isArray(value) && value.length === 0),
  ],
  'last-name-required': [
    'lastName is optional',
    refuses('contactInfo', (value) => places(value, ['lastName']).length === 0),
  ],
  'custom-fields-refused': breaks('custom_ fields are accepted', () => ({ customFieldExists: () => false })),
  'custom-number-refused': [
    'custom_ fields may be numbers',
    refuses('taskInfo/*', (value) => typeof value === 'number'),
  ],
});
