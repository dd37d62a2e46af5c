/* The document of the clinic, written by hand, and the faults that can be planted in its server. */

import type { JsonObject } from '../../src/specwright/base/json.ts';

export const FAULTS = [
  'patient-id-number',
  'phone-absent-not-null',
  'born-on-with-time',
  'problem-as-json',
  'problem-without-title',
  'validation-400',
  'create-status-202',
  'delete-status-200-body',
  'list-next-cursor-missing',
  'token-type-not-checked',
  'expired-token-style-accepted',
  'basic-password-ignored',
  'basic-user-ignored',
  'notes-open',
  'settings-change-open',
  'appointment-read-open',
  'wrong-client-secret-gets-token',
  'email-format-not-checked',
  'given-name-empty-taken',
  'given-name-longest-refused',
  'blood-group-ab-refused',
  'tags-too-many-taken',
  'tags-duplicates-taken',
  'unknown-property-taken',
  'weight-zero-taken',
  'weight-text-stored',
  'limit-maximum-refused',
  'limit-zero-taken',
  'limit-default-ignored',
  'cursor-repeats-last',
  'cursor-skips-one',
  'cursor-never-ends',
  'sort-by-born-wrong',
  'sort-order-ignored',
  'blood-group-filter-ignored',
  'born-after-ignored',
  'active-filter-inverted',
  'search-ignores-text',
  'list-cut-after-three',
  'email-not-unique',
  'email-unique-only-on-create',
  'patch-resets-tags',
  'patch-null-ignored',
  'put-settings-merges',
  'settings-default-lost',
  'updated-at-not-moved',
  'read-returns-first',
  'delete-hides-only-from-list',
  'deleted-in-list',
  'include-deleted-ignored',
  'delete-other-too',
  'version-not-raised',
  'note-in-other-patient',
  'note-list-of-all',
  'note-to-unknown-patient',
  'note-text-trimmed-wrong',
  'note-order-lost',
  'appointment-unknown-patient',
  'appointment-second-key-creates',
  'check-in-twice',
  'complete-before-check-in',
  'cancel-completed',
  'cancel-without-effect',
  'reschedule-cancelled',
  'cancel-frees-all',
  'appointment-duration-default',
  'appointment-patient-filter-ignored',
  'feedback-rating-not-checked',
  'feedback-comment-lost',
  'feedback-json-taken',
  'method-not-allowed-200',
  'location-relative-wrong',
] as const;
export type Bad = (name: (typeof FAULTS)[number]) => boolean;

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string): JsonObject => ({ 'application/json': { schema: ref(name) } });
const problem = (description: string): JsonObject => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});
const refusals = (...rows: readonly (readonly [number, string])[]): JsonObject => ({
  401: problem('No valid credentials'),
  ...Object.fromEntries(rows.map(([status, words]) => [status, problem(words)])),
});
const missing = [404, 'Nothing has this id'] as const;
const invalid = [422, 'The request is not as documented'] as const;
const body = (name: string): JsonObject => ({ required: true, content: json(name) });
const inQuery = (name: string, schema: JsonObject, description = ''): JsonObject => ({
  name,
  in: 'query',
  description,
  schema,
});
const inPath = (name: string): JsonObject => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
});
const limit = inQuery('limit', { type: 'integer', minimum: 1, maximum: 25, default: 5 });
const cursor = inQuery('cursor', { type: 'string' }, 'nextCursor of the page before');
const instant: JsonObject = { type: 'string', format: 'date-time' };
const action = (operationId: string, description: string, extra: JsonObject = {}): JsonObject => ({
  post: {
    operationId,
    description,
    ...extra,
    responses: {
      200: { description: 'The appointment', content: json('Appointment') },
      ...refusals(missing, [409, 'The state of the appointment does not allow it']),
      ...(extra['requestBody'] !== undefined &&
        refusals(missing, [409, 'The state does not allow it'], invalid)),
    },
  },
});
const page = (name: string): JsonObject => ({
  type: 'object',
  required: ['items', 'nextCursor'],
  properties: { items: { type: 'array', items: ref(name) }, nextCursor: { type: ['string', 'null'] } },
});
const patientFields: JsonObject = {
  givenName: { type: 'string', minLength: 1, maxLength: 40 },
  familyName: { type: 'string', minLength: 1, maxLength: 40 },
  email: { type: 'string', format: 'email' },
  phone: { type: ['string', 'null'], pattern: '^\\+[0-9]{6,14}$' },
  bornOn: { type: 'string', format: 'date' },
  bloodGroup: { type: 'string', enum: ['A', 'B', 'AB', 'O'] },
  weightKg: { type: 'number', exclusiveMinimum: 0, maximum: 400 },
  tags: { type: 'array', items: { type: 'string', minLength: 1 }, maxItems: 3, uniqueItems: true },
  active: { type: 'boolean', default: true },
};

export const clinicDocument: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Clinic', version: '2.3.0' },
  servers: [{ url: '/v2' }],
  security: [{ oauth: ['clinic'] }],
  paths: {
    '/patients': {
      get: {
        operationId: 'patients.list',
        parameters: [
          limit,
          cursor,
          inQuery('bloodGroup', { type: 'string', enum: ['A', 'B', 'AB', 'O'] }),
          inQuery('active', { type: 'boolean' }),
          inQuery('bornAfter', { type: 'string', format: 'date' }, 'Only patients born after this day'),
          inQuery('sortBy', { type: 'string', enum: ['familyName', 'bornOn'] }),
          inQuery('order', { type: 'string', enum: ['asc', 'desc'], default: 'asc' }),
          inQuery('includeDeleted', { type: 'boolean', default: false }, 'Shows deleted patients too'),
        ],
        responses: { 200: { description: 'A page', content: json('PatientPage') }, ...refusals(invalid) },
      },
      post: {
        operationId: 'patients.create',
        requestBody: body('NewPatient'),
        responses: {
          201: {
            description: 'Created',
            headers: { Location: { required: true, schema: { type: 'string' } } },
            content: json('Patient'),
          },
          ...refusals([409, 'A patient with this email exists already'], [415, 'JSON only'], invalid),
        },
      },
    },
    '/patients/search': {
      post: {
        operationId: 'patients.search',
        requestBody: body('PatientSearch'),
        responses: {
          200: { description: 'A page', content: json('PatientPage') },
          ...refusals([415, 'JSON only'], invalid),
        },
      },
    },
    '/patients/{patientId}': {
      parameters: [inPath('patientId')],
      get: {
        operationId: 'patients.get',
        responses: { 200: { description: 'The patient', content: json('Patient') }, ...refusals(missing) },
      },
      patch: {
        operationId: 'patients.change',
        requestBody: body('PatientChange'),
        responses: {
          200: { description: 'The patient', content: json('Patient') },
          ...refusals(
            missing,
            [409, 'A patient with this email exists already'],
            [415, 'JSON only'],
            invalid,
          ),
        },
      },
      delete: {
        operationId: 'patients.delete',
        responses: { 204: { description: 'Deleted' }, ...refusals(missing) },
      },
    },
    '/patients/{patientId}/notes': {
      parameters: [inPath('patientId')],
      get: {
        operationId: 'notes.list',
        responses: {
          200: {
            description: 'Newest last',
            content: { 'application/json': { schema: { type: 'array', items: ref('Note') } } },
          },
          ...refusals(missing),
        },
      },
      post: {
        operationId: 'notes.create',
        requestBody: body('NewNote'),
        responses: {
          201: { description: 'Created', content: json('Note') },
          ...refusals(missing, [415, 'JSON only'], invalid),
        },
      },
    },
    '/patients/{patientId}/notes/{noteId}': {
      parameters: [inPath('patientId'), inPath('noteId')],
      get: {
        operationId: 'notes.get',
        responses: { 200: { description: 'The note', content: json('Note') }, ...refusals(missing) },
      },
      delete: {
        operationId: 'notes.delete',
        responses: { 204: { description: 'Deleted' }, ...refusals(missing) },
      },
    },
    '/appointments': {
      get: {
        operationId: 'appointments.list',
        parameters: [
          limit,
          cursor,
          inQuery('patientId', { type: 'string' }),
          inQuery('status', { type: 'string', enum: ['scheduled', 'checked-in', 'completed', 'cancelled'] }),
        ],
        responses: { 200: { description: 'A page', content: json('AppointmentPage') }, ...refusals(invalid) },
      },
      post: {
        operationId: 'appointments.create',
        parameters: [
          {
            name: 'Idempotency-Key',
            in: 'header',
            description: 'A repetition with the same key creates nothing and gives the first answer',
            schema: { type: 'string' },
          },
        ],
        requestBody: body('NewAppointment'),
        responses: {
          201: { description: 'Created', content: json('Appointment') },
          ...refusals([404, 'No patient has this id'], [415, 'JSON only'], invalid),
        },
      },
    },
    '/appointments/{appointmentId}': {
      parameters: [inPath('appointmentId')],
      get: {
        operationId: 'appointments.get',
        responses: {
          200: { description: 'The appointment', content: json('Appointment') },
          ...refusals(missing),
        },
      },
      patch: {
        operationId: 'appointments.reschedule',
        description: 'Only scheduled appointments can be moved.',
        requestBody: body('AppointmentChange'),
        responses: {
          200: { description: 'The appointment', content: json('Appointment') },
          ...refusals(missing, [409, 'The appointment is no longer scheduled'], [415, 'JSON only'], invalid),
        },
      },
    },
    '/appointments/{appointmentId}/check-in': {
      parameters: [inPath('appointmentId')],
      ...action('appointments.checkIn', 'scheduled -> checked-in'),
    },
    '/appointments/{appointmentId}/complete': {
      parameters: [inPath('appointmentId')],
      ...action('appointments.complete', 'checked-in -> completed'),
    },
    '/appointments/{appointmentId}/cancel': {
      parameters: [inPath('appointmentId')],
      ...action('appointments.cancel', 'Cancels what is not completed yet.', {
        requestBody: { required: false, content: json('Cancellation') },
      }),
    },
    '/settings': {
      get: {
        operationId: 'settings.get',
        security: [{ admin: [] }],
        responses: { 200: { description: 'The settings', content: json('Settings') }, ...refusals() },
      },
      put: {
        operationId: 'settings.replace',
        security: [{ admin: [] }],
        requestBody: body('Settings'),
        responses: {
          200: { description: 'The settings', content: json('Settings') },
          ...refusals([415, 'JSON only'], invalid),
        },
      },
    },
    '/feedback': {
      get: {
        operationId: 'feedback.list',
        security: [{ admin: [] }],
        responses: {
          200: {
            description: 'All',
            content: { 'application/json': { schema: { type: 'array', items: ref('Feedback') } } },
          },
          ...refusals(),
        },
      },
      post: {
        operationId: 'feedback.send',
        security: [],
        requestBody: {
          required: true,
          content: { 'application/x-www-form-urlencoded': { schema: ref('NewFeedback') } },
        },
        responses: {
          201: { description: 'Thank you', content: json('Feedback') },
          415: problem('Forms only'),
          422: problem('The form is not as documented'),
        },
      },
    },
  },
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: { clinic: 'All' } } },
      },
      admin: { type: 'http', scheme: 'basic' },
    },
    schemas: {
      Problem: {
        type: 'object',
        required: ['title', 'status'],
        properties: {
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          errors: {
            type: 'array',
            items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
          },
        },
      },
      NewPatient: {
        type: 'object',
        required: ['givenName', 'familyName', 'email', 'bornOn', 'bloodGroup'],
        additionalProperties: false,
        properties: patientFields,
      },
      PatientChange: {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        properties: patientFields,
      },
      Patient: {
        type: 'object',
        required: [
          'id',
          'givenName',
          'familyName',
          'email',
          'phone',
          'bornOn',
          'bloodGroup',
          'tags',
          'active',
          'version',
          'createdAt',
          'updatedAt',
        ],
        properties: {
          id: { type: 'string', pattern: '^pat_[0-9a-f]{10}$' },
          ...patientFields,
          version: { type: 'integer', description: 'Raised by each change' },
          createdAt: instant,
          updatedAt: instant,
        },
      },
      PatientSearch: {
        type: 'object',
        required: ['text'],
        additionalProperties: false,
        properties: {
          text: { type: 'string', minLength: 1, description: 'Part of a name' },
          limit: { type: 'integer', minimum: 1, maximum: 25 },
        },
      },
      PatientPage: page('Patient'),
      NewNote: {
        type: 'object',
        required: ['text'],
        additionalProperties: false,
        properties: {
          text: { type: 'string', minLength: 1, maxLength: 2000 },
          private: { type: 'boolean', default: false },
        },
      },
      Note: {
        type: 'object',
        required: ['noteId', 'patientId', 'text', 'private', 'writtenAt'],
        properties: {
          noteId: { type: 'integer' },
          patientId: { type: 'string' },
          text: { type: 'string' },
          private: { type: 'boolean' },
          writtenAt: instant,
        },
      },
      NewAppointment: {
        type: 'object',
        required: ['patientId', 'startsAt'],
        additionalProperties: false,
        properties: {
          patientId: { type: 'string' },
          startsAt: instant,
          minutes: { type: 'integer', minimum: 5, maximum: 120, default: 20 },
          subject: { type: 'string', maxLength: 100 },
        },
      },
      AppointmentChange: {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        properties: { startsAt: instant, minutes: { type: 'integer', minimum: 5, maximum: 120 } },
      },
      Appointment: {
        type: 'object',
        required: ['id', 'patientId', 'startsAt', 'minutes', 'status'],
        properties: {
          id: { type: 'string' },
          patientId: { type: 'string' },
          startsAt: instant,
          minutes: { type: 'integer' },
          subject: { type: 'string' },
          status: { type: 'string', enum: ['scheduled', 'checked-in', 'completed', 'cancelled'] },
          cancelReason: { type: 'string' },
        },
      },
      AppointmentPage: page('Appointment'),
      Cancellation: {
        type: 'object',
        additionalProperties: false,
        properties: { cancelReason: { type: 'string', maxLength: 200 } },
      },
      Settings: {
        type: 'object',
        required: ['opensAt', 'closesAt'],
        additionalProperties: false,
        properties: {
          opensAt: { type: 'string', pattern: '^[0-2][0-9]:[0-5][0-9]$' },
          closesAt: { type: 'string', pattern: '^[0-2][0-9]:[0-5][0-9]$' },
          language: { type: 'string', enum: ['en', 'de', 'fr'], default: 'en' },
          motto: { type: 'string', maxLength: 80 },
        },
      },
      NewFeedback: {
        type: 'object',
        required: ['rating'],
        properties: {
          rating: { type: 'integer', minimum: 1, maximum: 5 },
          comment: { type: 'string', maxLength: 300 },
          anonymous: { type: 'boolean' },
        },
      },
      Feedback: {
        type: 'object',
        required: ['id', 'rating'],
        properties: {
          id: { type: 'integer' },
          rating: { type: 'integer' },
          comment: { type: 'string' },
          anonymous: { type: 'boolean' },
        },
      },
    },
  },
};
