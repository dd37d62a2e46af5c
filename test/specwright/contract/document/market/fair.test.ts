import { isObject, ownList, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  answers,
  body,
  idOf,
  judge,
  inPath,
  made,
  need,
  numberIn,
  oneOf,
  record,
  sum,
  Table,
  text,
  time,
  whole,
} from './small-server.ts';

const status = oneOf('draft', 'published', 'paused', 'closed');
const dates = {
  startsAt: time,
  endsAt: { ...time, description: 'Must be later than `startsAt` (400).' },
};
const event = record({ id: idOf('evt'), title: text, ...dates, status });
const ticketType = record({
  id: idOf('tkt'),
  eventId: idOf('evt'),
  price: whole(1, 500),
  taken: made({ type: 'integer' }, 'Tickets in orders that are `pending` or `paid`.'),
  sold: made({ type: 'integer' }, 'Tickets in paid orders.'),
});
const line = { ticketTypeId: idOf('tkt'), quantity: whole(1, 20) };
const shownLine = record({
  ...line,
  price: { type: 'integer' },
  amount: made({ type: 'integer' }, '`price` times `quantity`.'),
});
const linesOf = (items: JsonObject) => ({ type: 'array', minItems: 1, maxItems: 5, items });
const order = record({
  id: idOf('ord'),
  eventId: idOf('evt'),
  lines: linesOf(shownLine),
  status: oneOf('pending', 'paid', 'cancelled'),
  total: made({ type: 'integer' }, 'Sum of the `amount`s of all lines.'),
});

/** Orders need an event that was published, and tickets of it. */
const document: JsonObject = {
  openapi: '3.1.0',
  info: {
    title: 'Fair',
    version: '1',
    description:
      'The status of an event goes `draft` → `published` ⇄ `paused`; every status but `closed` → `closed`. `closed` is final.',
  },
  paths: {
    '/events': {
      post: { operationId: 'addEvent', ...body(record({ title: text, ...dates })), ...answers(201, event) },
    },
    '/events/{eventId}': {
      parameters: [inPath('eventId', 'evt')],
      get: { operationId: 'getEvent', ...answers(200, event) },
      patch: {
        operationId: 'changeEvent',
        description: 'A change of the status that is not allowed answers 409.',
        ...body(record({ title: text, status }, 'title', 'status')),
        ...answers(200, event),
      },
    },
    '/events/{eventId}/ticketTypes': {
      parameters: [inPath('eventId', 'evt')],
      post: {
        operationId: 'addTicketType',
        ...body(record({ price: whole(1, 500) })),
        ...answers(201, ticketType),
      },
    },
    '/events/{eventId}/ticketTypes/{ticketTypeId}': {
      parameters: [inPath('eventId', 'evt'), inPath('ticketTypeId', 'tkt')],
      get: { operationId: 'getTicketType', ...answers(200, ticketType) },
    },
    '/orders': {
      post: {
        operationId: 'addOrder',
        description:
          'A ticket type that is not one of the same event answers 400. An event that is not `published` answers 409.',
        ...body(record({ eventId: idOf('evt'), lines: linesOf(record(line)) })),
        ...answers(201, order),
      },
    },
    '/orders/{orderId}': {
      parameters: [inPath('orderId', 'ord')],
      get: { operationId: 'getOrder', ...answers(200, order) },
    },
    ...Object.fromEntries(
      [
        ['pay', 'paid'],
        ['cancel', 'cancelled'],
      ].map(([verb, target]) => [
        `/orders/{orderId}/${verb}`,
        {
          parameters: [inPath('orderId', 'ord')],
          post: {
            operationId: `${verb}Order`,
            description: `Moves a pending order to \`${target}\`. Any other status answers 409.`,
            ...answers(200, order),
          },
        },
      ]),
    ),
  },
};

const MOVES: Readonly<Record<string, readonly string[]>> = {
  draft: ['published', 'closed'],
  published: ['paused', 'closed'],
  paused: ['published', 'closed'],
  closed: [],
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [events, ticketTypes, orders] = [new Table('evt'), new Table('tkt'), new Table('ord')];
  const linesIn = (row: JsonObject): JsonObject[] => ownList(row, 'lines').filter(isObject);
  const shownType = (row: JsonObject): JsonObject => {
    const inStates = (...states: string[]): number =>
      sum(
        orders.all
          .filter((one) => states.includes(String(one['status'])))
          .flatMap(linesIn)
          .filter(({ ticketTypeId }) => ticketTypeId === row['id'])
          .map((one) => numberIn(one, 'quantity')),
      );
    const isAll = fault === 'cancelled-stay-taken';
    return {
      ...row,
      taken: isAll ? inStates('pending', 'paid', 'cancelled') : inStates('pending', 'paid'),
      sold: fault === 'paid-not-sold' ? 0 : inStates('paid'),
    };
  };
  const moved = (row: JsonObject, target: string): JsonObject => {
    need(row['status'] === 'pending');
    return Object.assign(row, { status: target });
  };
  return answering(document, {
    addEvent: ({ sent }) => {
      need(fault === 'ends-before-it-starts' || String(sent['endsAt']) > String(sent['startsAt']), 400);
      return events.add({ ...sent, status: 'draft' });
    },
    getEvent: ({ given }) => events.find(given['eventId']),
    changeEvent: ({ given, sent }) => {
      const row = events.find(given['eventId']);
      const [from, to] = [String(row['status']), String(sent['status'] ?? row['status'])];
      const isForbidden = fault === 'paused-stays-paused' && from === 'paused' && to === 'published';
      const isAllowed = MOVES[from]?.includes(to) === true && !isForbidden;
      need(isAllowed || from === to || (fault === 'closed-opened' && from === 'closed'));
      return Object.assign(row, sent);
    },
    addTicketType: ({ given, sent }) => {
      const { id = '' } = events.find(given['eventId']);
      return shownType(ticketTypes.add({ ...sent, eventId: id }));
    },
    getTicketType: ({ given }) => {
      const row = ticketTypes.find(given['ticketTypeId']);
      need(row['eventId'] === given['eventId'], 404);
      return shownType(row);
    },
    addOrder: ({ sent }) => {
      const found = events.find(sent['eventId'], 400);
      const lines = linesIn(sent).map((one) => {
        const { price = 0, eventId } = ticketTypes.find(one['ticketTypeId'], 400);
        need(eventId === sent['eventId'], 400);
        const quantity = fault === 'quantity-forgotten' ? 1 : numberIn(one, 'quantity');
        return { ...one, price, amount: Number(price) * quantity };
      });
      need(found['status'] === 'published');
      const added = fault === 'first-line-only' ? lines.slice(0, 1) : lines;
      const row = { ...sent, lines, status: 'pending', total: sum(added.map(({ amount }) => amount)) };
      return fault === 'order-not-stored' ? orders.pretend(row) : orders.add(row);
    },
    getOrder: ({ given }) => orders.find(given['orderId']),
    payOrder: ({ given }) => moved(orders.find(given['orderId']), 'paid'),
    cancelOrder: ({ given }) => moved(orders.find(given['orderId']), 'cancelled'),
  });
}

judge({
  document,
  serverOf,
  every: 2,
  // Moves that the status does not allow are tried where it does.
  left: /changeEvent.* 409$/,
  faults: [
    ['order-not-stored', /getOrder answers 404/],
    ['closed-opened', /changeEvent accepts .* is closed/],
    ['paused-stays-paused', /changeEvent answers 409/],
    ['cancelled-stay-taken', /taken does not count/],
    ['paid-not-sold', /sold does not count/],
    ['quantity-forgotten', /shows a amount that is not what the document makes it of/],
    ['first-line-only', /shows a total that is not what the document makes it of/],
    ['ends-before-it-starts', /addEvent accepts .* endsAt is below startsAt/],
  ],
});
