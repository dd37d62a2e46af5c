import type { Readings } from './readings.ts';
import { tenant, type RivalStore } from './store.ts';

/** A refusal on its way to the caller. */
export class Refusal extends Error {
  readonly code: number;
  readonly status: number | undefined;

  constructor(code: number, message: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

type Body = Record<string, unknown>;
type Fault = (name: string) => boolean;
type Kind = 'text' | 'number' | 'truth' | 'date';
interface Field {
  readonly kind: Kind | { readonly list: Shape } | { readonly object: Shape };
  readonly required?: true;
  readonly members?: readonly string[];
  readonly range?: readonly [number, number];
}
type Shape = Readonly<Record<string, Field>>;

const text: Field = { kind: 'text' };
const needed: Field = { kind: 'text', required: true };
const truth: Field = { kind: 'truth' };

const address: Shape = {
  type: { ...needed, members: ['PRIMARY', 'BILLING', 'SHIPPING', 'OTHER'] },
  postcode: text,
  state: text,
  city: text,
  addressLine1: text,
  addressLine2: text,
  country: text,
};
const email: Shape = { type: { ...needed, members: ['PRIMARY', 'BUSINESS', 'PRIVATE'] }, address: needed };
const pop: Shape = {
  type: { ...needed, members: ['web', 'dynamicscrm', 'servicenow', 'zendesk', 'salesforce'] },
  url: needed,
  label: text,
  webScreenpopShowInTab: truth,
  screenpopShowUponAnswer: truth,
};
const task: Shape = {
  extTaskId: text,
  extCaseId: text,
  extContactId: text,
  serviceName: text,
  taskLaunchPointId: text,
  priority: { kind: 'number', range: [0.01, 100] },
  order: { kind: 'text', members: ['fifo', 'lifo'] },
  screenpop: text,
  screenpopData: { kind: { list: pop } },
  webScreenpopShowInTab: truth,
  screenpopShowUponAnswer: truth,
  contactInfo: {
    kind: {
      object: {
        firstName: needed,
        lastName: text,
        title: text,
        position: text,
        summary: text,
        segment: text,
        dob: { kind: 'date' },
        emails: { kind: { list: email } },
        addresses: { kind: { list: address } },
      },
    },
  },
  caseInfo: { kind: { object: { category: needed, priority: { kind: 'number' } } } },
  taskInfo: { kind: { object: { subject: needed } } },
};

export function validateQueue(body: Body, r: Readings, is: Fault, store: RivalStore): void {
  validate(body, task, '', r, is);
  const { serviceName, taskLaunchPointId, extTaskId: _ext, extCaseId, extContactId } = body;
  const launchPoint =
    typeof taskLaunchPointId === 'string' ? tenant.launchPoints.get(taskLaunchPointId) : undefined;
  if (serviceName === undefined && taskLaunchPointId === undefined)
    throw new Refusal(is('no-service-code-6') ? 6 : 4, 'Missing parameter(s) serviceName');
  const service = (serviceName as string | undefined) ?? launchPoint?.serviceName ?? '';
  const type = tenant.services.get(service);
  if (type === undefined && !is('unknown-service-ok'))
    throw new Refusal(
      is('unknown-service-code-4') ? 4 : 6,
      'Service not found or invalid',
      is('unknown-service-404') ? 404 : 400,
    );
  if (type !== 'Task' && type !== undefined && !is('voice-service-ok'))
    throw new Refusal(6, 'Service not found or invalid');
  const knownCase = typeof extCaseId === 'string' && store.cases.has(extCaseId) && !is('case-info-always');
  const knownContact =
    knownCase ||
    (typeof extContactId === 'string' && store.contacts.has(extContactId) && !is('contact-info-always'));
  const lax = (name: string, ext: unknown): boolean => is(`${name}-with-ext-id`) && ext !== undefined;
  if (body['taskInfo'] === undefined && !is('task-info-optional'))
    throw new Refusal(4, 'Missing parameter(s) taskInfo');
  if (
    body['caseInfo'] === undefined &&
    !knownCase &&
    !lax('case-info', extCaseId) &&
    !is('case-info-optional')
  )
    throw new Refusal(4, 'Missing parameter(s) caseInfo');
  if (
    body['contactInfo'] === undefined &&
    !knownContact &&
    !lax('contact-info', extContactId) &&
    !is('contact-info-optional')
  )
    throw new Refusal(4, 'Missing parameter(s) contactInfo');
  const category = (body['caseInfo'] as { category?: unknown } | undefined)?.category;
  if (typeof category === 'string' && !(tenant.categories as Set<string>).has(category))
    throw new Refusal(r.refusalCode, 'unknown category', 400);
}

export function validateUpdate(body: Body, r: Readings, is: Fault): void {
  if (Object.keys(body).length === 0 && r.emptyUpdate === 400)
    throw new Refusal(r.refusalCode, 'nothing to do', 400);
  validate(body, { serviceName: text, priority: { kind: 'number', range: [0.01, 100] } }, 'update.', r, is);
  const { serviceName } = body;
  if (
    typeof serviceName === 'string' &&
    tenant.services.get(serviceName) !== 'Task' &&
    !is('update-unknown-service-ok')
  )
    throw new Refusal(6, 'Service not found or invalid');
}

function validate(value: Body, shape: Shape, prefix: string, r: Readings, is: Fault): void {
  for (const [name, field] of Object.entries(shape)) {
    const at = `${prefix}${name}`;
    const found = value[name];
    if (found === undefined || (found === null && (field.required === true || r.lax))) {
      if (field.required === true && !is(`missing-ok ${at}`))
        throw new Refusal(is(`missing-code ${at}`) ? 6 : 4, `Missing parameter(s) ${name}`);
      continue;
    }
    if (!is(`anything ${at}`)) validateField(found, field, at, r, is);
  }
  const extra = Object.keys(value).find((name) => !(name in shape) && !name.startsWith('custom_'));
  if (extra !== undefined && !r.lax) throw new Refusal(r.refusalCode, `unknown ${extra}`, 400);
}

function validateField(found: unknown, field: Field, at: string, r: Readings, is: Fault): void {
  const bad = (): never => {
    throw new Refusal(r.refusalCode, `bad ${at}`, 400);
  };
  if (found === null) return bad();
  if (typeof field.kind === 'object') {
    if ('object' in field.kind)
      return isPlain(found) ? validate(found, field.kind.object, `${at}.`, r, is) : bad();
    if (!Array.isArray(found)) return bad();
    for (const entry of found) {
      if (!isPlain(entry)) bad();
      else validate(entry, field.kind.list, `${at}.`, r, is);
    }
    return;
  }
  if (!fits(found, field.kind, r.lax)) bad();
  if (field.members !== undefined && !field.members.includes(String(found)) && !is(`any-member ${at}`)) bad();
  if (field.range !== undefined && !is(`any-number ${at}`)) {
    const [low, high] = field.range;
    const number = Number(found);
    const above = is(`exclusive ${at}`) ? number >= high : number > high;
    if (
      (number < low && !is(`zero-ok ${at}`)) ||
      (above && !is(`above-ok ${at}`)) ||
      (is(`low-refused ${at}`) && number <= low)
    )
      bad();
  }
}

function isPlain(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(value: unknown, kind: Kind, lax: boolean): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string' || (lax && typeof value === 'number');
    case 'number':
      return typeof value === 'number' || (lax && typeof value === 'string' && !Number.isNaN(Number(value)));
    case 'truth':
      return typeof value === 'boolean' || (lax && (value === 'true' || value === 'false'));
    case 'date':
      return typeof value === 'string' && (lax || !Number.isNaN(Date.parse(value)));
  }
}
