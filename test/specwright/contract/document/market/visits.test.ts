import type { JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  answers,
  body,
  idOf,
  inPath,
  inQuery,
  judge,
  made,
  need,
  numberIn,
  oneOf,
  record,
  Table,
  text,
  time,
  whole,
} from './small-server.ts';

/** What all buyers have. */
const BUDGET = 100;

const doctor = record({
  id: idOf('doc'),
  name: text,
  status: oneOf('working', 'gone'),
  openVisits: made({ type: 'integer' }, 'Visits of this doctor that are `booked`.'),
});
const asked = {
  doctorId: idOf('doc'),
  startsAt: time,
  note: text,
  sessionId: { type: 'string', pattern: '^[a-z][a-z0-9 ]*$' },
  idempotencyKey: idOf('key'),
};
const visit = record({ id: idOf('vis'), ...asked, status: oneOf('booked', 'confirmed') });
const voucher = record({ id: idOf('vou'), price: whole(10, 1_000) });
const purchase = record({ id: idOf('pur'), voucherId: idOf('vou'), note: text });
const card = record({ id: idOf('car'), title: text });

/** Visits are booked once for each key, and a purchase needs a voucher that is cheap enough. */
const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Visits', version: '1' },
  paths: {
    '/doctors': {
      post: { operationId: 'addDoctor', ...body(record({ name: text })), ...answers(201, doctor) },
    },
    '/doctors/{doctorId}': {
      parameters: [inPath('doctorId', 'doc')],
      get: { operationId: 'getDoctor', ...answers(200, doctor) },
    },
    '/doctors/{doctorId}/leave': {
      parameters: [inPath('doctorId', 'doc')],
      post: {
        operationId: 'leave',
        description:
          'Moves a working doctor to `gone`; any other status answers 409. Refused with 409 while any visit of the doctor is `booked`.',
        ...answers(200, doctor),
      },
    },
    '/visits': {
      get: {
        operationId: 'listVisits',
        parameters: [
          inQuery('date', { type: 'string', format: 'date' }, 'Only visits that start on this day (UTC).'),
          inQuery('sessionId', { type: 'string' }, 'Only visits of this session, by its whole name.'),
        ],
        ...answers(200, record({ visits: { type: 'array', items: visit } })),
      },
      post: {
        operationId: 'addVisit',
        description: 'A doctor that does not exist answers 400.',
        ...body(record(asked)),
        ...answers(201, visit),
      },
    },
    '/visits/{visitId}': {
      parameters: [inPath('visitId', 'vis')],
      get: { operationId: 'getVisit', ...answers(200, visit) },
      patch: { operationId: 'changeVisit', ...body(record({ note: text }, 'note')), ...answers(200, visit) },
    },
    '/visits/{visitId}/confirm': {
      parameters: [inPath('visitId', 'vis')],
      post: {
        operationId: 'confirm',
        description: 'Moves a booked visit to `confirmed`. Any other status answers 409.',
        ...answers(200, visit),
      },
    },
    '/vouchers': {
      post: {
        operationId: 'addVoucher',
        ...body({ ...record({ price: { ...whole(10, 1_000), example: 50 } }), example: { price: 50 } }),
        ...answers(201, voucher),
      },
    },
    '/vouchers/{voucherId}': {
      parameters: [inPath('voucherId', 'vou')],
      get: { operationId: 'getVoucher', ...answers(200, voucher) },
    },
    '/purchases': {
      post: {
        operationId: 'addPurchase',
        description: `A voucher that does not exist answers 400, one for more than ${BUDGET} answers 409.`,
        ...body(record({ voucherId: idOf('vou'), note: text })),
        ...answers(201, purchase),
      },
    },
    '/purchases/{purchaseId}': {
      parameters: [inPath('purchaseId', 'pur')],
      get: { operationId: 'getPurchase', ...answers(200, purchase) },
    },
    '/cards': {
      post: { operationId: 'addCard', ...body(record({ title: text })), ...answers(201, card) },
    },
    '/cards/{cardId}': {
      parameters: [inPath('cardId', 'car')],
      get: { operationId: 'getCard', ...answers(200, card) },
      put: {
        operationId: 'putCard',
        ...body(record({ id: { type: 'string', maxLength: 60 }, title: text })),
        ...answers(200, card),
      },
    },
  },
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [doctors, visits] = [new Table('doc'), new Table('vis')];
  const [vouchers, purchases, cards] = [new Table('vou'), new Table('pur'), new Table('car')];
  const openOf = ({ id }: JsonObject): number =>
    visits.all.filter(({ doctorId, status }) => doctorId === id && status === 'booked').length;
  const shown = (row: JsonObject): JsonObject => ({
    ...row,
    openVisits: fault === 'second-not-counted' ? Math.min(1, openOf(row)) : openOf(row),
  });
  return answering(document, {
    addDoctor: ({ sent }) => shown(doctors.add({ ...sent, status: 'working' })),
    getDoctor: ({ given }) => shown(doctors.find(given['doctorId'])),
    leave: ({ given }) => {
      const row = doctors.find(given['doctorId']);
      need(row['status'] === 'working' && (openOf(row) === 0 || fault === 'leaves-with-visits'));
      return shown(Object.assign(row, { status: 'gone' }));
    },
    listVisits: ({ given: { date, sessionId } }) => {
      const isOn = ({ startsAt }: JsonObject): boolean =>
        date === undefined || fault === 'date-ignored' || String(startsAt).startsWith(String(date));
      return {
        visits: visits.all.filter(
          (row) => isOn(row) && (sessionId === undefined || row['sessionId'] === sessionId),
        ),
      };
    },
    addVisit: ({ sent }) => {
      doctors.find(sent['doctorId'], 400);
      const known = visits.all.find(({ idempotencyKey }) => idempotencyKey === sent['idempotencyKey']);
      return known !== undefined && fault !== 'key-ignored'
        ? known
        : visits.add({ ...sent, status: 'booked' });
    },
    getVisit: ({ given }) => visits.find(given['visitId']),
    changeVisit: ({ given, sent }) => {
      const row = visits.find(given['visitId']);
      return Object.assign(row, sent, fault === 'patch-resets-status' && { status: 'booked' });
    },
    confirm: ({ given }) => {
      const row = visits.find(given['visitId']);
      need(row['status'] === 'booked');
      return Object.assign(row, { status: 'confirmed' });
    },
    addVoucher: ({ sent }) => vouchers.add(sent),
    getVoucher: ({ given }) => vouchers.find(given['voucherId']),
    addPurchase: ({ sent }) => {
      need(numberIn(vouchers.find(sent['voucherId'], 400), 'price') <= BUDGET);
      return fault === 'purchase-not-stored' ? purchases.pretend(sent) : purchases.add(sent);
    },
    getPurchase: ({ given }) => purchases.find(given['purchaseId']),
    addCard: ({ sent }) => cards.add(sent),
    getCard: ({ given }) => cards.find(given['cardId']),
    putCard: ({ given, sent }) => {
      const row = cards.find(given['cardId']);
      need(sent['id'] === row['id'], 400);
      return Object.assign(row, sent);
    },
  });
}

judge({
  document,
  serverOf,
  every: 2,
  // An id of another card is not one that the schema forbids.
  left: /putCard/,
  faults: [
    ['second-not-counted', /openVisits does not count/],
    ['leaves-with-visits', /leave accepts .* visit of the doctor is/],
    ['date-ignored', /listVisits ignores the filter date/],
    ['key-ignored', /addVisit shows another id than expected/],
    ['patch-resets-status', /changeVisit changes status/],
    ['purchase-not-stored', /getPurchase answers 404/],
  ],
});
