import type { JsonObject } from '../../../../../src/specwright/base/json.ts';
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
  whole,
} from './small-server.ts';

const count = { type: 'integer' };
const customer = record({
  id: idOf('cus'),
  name: text,
  status: oneOf('active', 'closed'),
  unsettled: made(count, 'Number of invoices that are `open` or `sent`.'),
  amountDue: made(count, 'Sum of `amountDue` over the invoices that are `open` or `sent`.'),
});
const invoice = record({
  id: idOf('inv'),
  customerId: idOf('cus'),
  total: whole(500, 900),
  status: oneOf('open', 'sent', 'void'),
  settled: made(count, 'Sum of `amount` over the payments of the invoice.'),
  amountDue: made(count, '`total` minus `settled`; 0 if the invoice is void.'),
});
const payment = record({ id: idOf('pay'), invoiceId: idOf('inv'), amount: whole(1, 100) });
const plan = record({ id: idOf('pla'), title: text, status: oneOf('active', 'archived') });

/** Payments need an invoice that was sent, and what a customer owes follows them. */
const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Bills', version: '1' },
  paths: {
    '/plans': { post: { operationId: 'addPlan', ...body(record({ title: text })), ...answers(201, plan) } },
    '/plans/{planId}': {
      parameters: [inPath('planId', 'pla')],
      get: { operationId: 'getPlan', ...answers(200, plan) },
      patch: {
        operationId: 'changePlan',
        description: 'An archived plan cannot be made active again (409).',
        ...body(record({ title: text, status: oneOf('active', 'archived') }, 'title', 'status')),
        ...answers(200, plan),
      },
    },
    '/customers': {
      post: { operationId: 'addCustomer', ...body(record({ name: text })), ...answers(201, customer) },
    },
    '/customers/{customerId}': {
      parameters: [inPath('customerId', 'cus')],
      get: { operationId: 'getCustomer', ...answers(200, customer) },
    },
    '/customers/{customerId}/close': {
      parameters: [inPath('customerId', 'cus')],
      post: {
        operationId: 'closeCustomer',
        description:
          'Moves an active customer to `closed`. The open invoices of it are voided. Any other status answers 409.',
        ...answers(200, customer),
      },
    },
    '/invoices': {
      post: {
        operationId: 'addInvoice',
        description: 'A customer that does not exist answers 400, a closed customer answers 409.',
        ...body(record({ customerId: idOf('cus'), total: whole(500, 900) })),
        ...answers(201, invoice),
      },
    },
    '/invoices/{invoiceId}': {
      parameters: [inPath('invoiceId', 'inv')],
      get: { operationId: 'getInvoice', ...answers(200, invoice) },
    },
    ...Object.fromEntries(
      [
        ['send', 'Moves an open invoice to `sent`. Any other status answers 409.'],
        ['void', 'Moves an open or sent invoice to `void`. Any other status answers 409.'],
      ].map(([verb, description = '']) => [
        `/invoices/{invoiceId}/${verb}`,
        {
          parameters: [inPath('invoiceId', 'inv')],
          post: { operationId: `${verb}Invoice`, description, ...answers(200, invoice) },
        },
      ]),
    ),
    '/invoices/{invoiceId}/payments': {
      parameters: [inPath('invoiceId', 'inv')],
      post: {
        operationId: 'addPayment',
        description: 'An invoice that is not sent answers 409.',
        ...body(record({ amount: whole(1, 100) })),
        ...answers(201, payment),
      },
    },
    '/invoices/{invoiceId}/payments/{paymentId}': {
      parameters: [inPath('invoiceId', 'inv'), inPath('paymentId', 'pay')],
      get: { operationId: 'getPayment', ...answers(200, payment) },
    },
  },
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [plans, customers] = [new Table('pla'), new Table('cus')];
  const [invoices, payments] = [new Table('inv'), new Table('pay')];
  const settled = ({ id }: JsonObject): number =>
    sum(payments.all.filter(({ invoiceId }) => invoiceId === id).map((one) => numberIn(one, 'amount')));
  const shownInvoice = (row: JsonObject): JsonObject => ({
    ...row,
    settled: settled(row),
    amountDue: row['status'] === 'void' ? 0 : numberIn(row, 'total') - settled(row),
  });
  const shownCustomer = (row: JsonObject): JsonObject => {
    const own = invoices.all.filter(({ customerId }) => customerId === row['id']).map(shownInvoice);
    const isSentLeftOut = fault === 'sent-not-counted';
    const due = own.filter(({ status }) => status === 'open' || (status === 'sent' && !isSentLeftOut));
    const all = fault === 'sum-of-void' ? own : due;
    const amount = fault === 'sum-without-payments' || fault === 'sum-of-void' ? 'total' : 'amountDue';
    const total = fault === 'sum-stays-zero' ? 0 : sum(all.map((one) => numberIn(one, amount)));
    return { ...row, unsettled: due.length, amountDue: total };
  };
  const moved = (row: JsonObject, status: string, ...from: string[]): JsonObject => {
    need(from.includes(String(row['status'])));
    row['status'] = status;
    return shownInvoice(row);
  };
  return answering(document, {
    addPlan: ({ sent }) => plans.add({ ...sent, status: 'active' }),
    getPlan: ({ given }) => plans.find(given['planId']),
    changePlan: ({ given, sent }) => {
      const row = plans.find(given['planId']);
      const isBack = row['status'] === 'archived' && sent['status'] === 'active';
      need(!isBack || fault === 'archived-made-active');
      return Object.assign(row, sent);
    },
    addCustomer: ({ sent }) => shownCustomer(customers.add({ ...sent, status: 'active' })),
    getCustomer: ({ given }) => shownCustomer(customers.find(given['customerId'])),
    closeCustomer: ({ given }) => {
      const row = customers.find(given['customerId']);
      need(row['status'] === 'active');
      row['status'] = 'closed';
      const open = invoices.all.filter((one) => one['customerId'] === row['id'] && one['status'] === 'open');
      if (fault !== 'open-stay-open') for (const one of open) one['status'] = 'void';
      return shownCustomer(row);
    },
    addInvoice: ({ sent }) => {
      need(customers.find(sent['customerId'], 400)['status'] === 'active');
      return shownInvoice(invoices.add({ ...sent, status: 'open' }));
    },
    getInvoice: ({ given }) => shownInvoice(invoices.find(given['invoiceId'])),
    sendInvoice: ({ given }) => moved(invoices.find(given['invoiceId']), 'sent', 'open'),
    voidInvoice: ({ given }) => moved(invoices.find(given['invoiceId']), 'void', 'open', 'sent'),
    addPayment: ({ given, sent }) => {
      const { id, status } = invoices.find(given['invoiceId']);
      need(status === 'sent');
      const row = { ...sent, invoiceId: id ?? '' };
      return fault === 'payment-not-stored' ? payments.pretend(row) : payments.add(row);
    },
    getPayment: ({ given }) => {
      const row = payments.find(given['paymentId']);
      need(row['invoiceId'] === given['invoiceId'], 404);
      return row;
    },
  });
}

judge({
  document,
  serverOf,
  every: 2,
  faults: [
    ['payment-not-stored', /getPayment answers 404/],
    ['archived-made-active', /changePlan accepts .* is archived/],
    ['sent-not-counted', /unsettled does not count/],
    ['sum-stays-zero', /amountDue does not count/],
    ['sum-of-void', /amountDue does not count/],
    ['sum-without-payments', /amountDue does not count/],
    ['open-stay-open', /closeCustomer leaves invoices open/],
  ],
});
