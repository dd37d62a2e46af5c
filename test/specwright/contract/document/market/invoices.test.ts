import { objectAt, ownList, type JsonObject } from '../../../../../src/specwright/base/json.ts';
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
  sum,
  Table,
  text,
  time,
  whole,
  type Deeds,
} from './small-server.ts';

/* Invoices with lines and payments: sums under a condition, values that come from the customer, what the last payment does. */

const day: JsonObject = { type: 'string', format: 'date' };
const readOnly = { readOnly: true };
const states = ['draft', 'sent', 'paid', 'void'];
const customer = record(
  {
    id: { ...idOf('cus'), ...readOnly },
    name: text,
    terms: made({ ...whole(0, 90), default: 30 }, 'Days that the customer has to pay.'),
  },
  'terms',
);
const lineInput = record(
  {
    text,
    quantity: { ...whole(1, 100), default: 1 },
    price: whole(1, 5000),
    rate: { type: 'integer', enum: [0, 5, 20] },
  },
  'quantity',
);
const line = record({
  position: { ...whole(1, 50), ...readOnly },
  text,
  quantity: whole(1, 100),
  price: whole(1, 5000),
  rate: { type: 'integer', enum: [0, 5, 20] },
  net: made({ ...whole(0, 9_000_000), ...readOnly }, '`quantity` times `price`.'),
  tax: made(
    { ...whole(0, 9_000_000), ...readOnly },
    '`rate` percent of `net`, rounded half up to a whole cent.',
  ),
});
const invoiceOf = (lines: JsonObject): JsonObject =>
  record(
    {
      id: { ...idOf('inv'), ...readOnly },
      number: made(
        { type: ['string', 'null'], pattern: '^INV-[0-9]{6}$', ...readOnly },
        'Null until the invoice is sent. Every sent invoice has its own number.',
      ),
      customerId: idOf('cus'),
      invoiceDate: made(day, 'Between 2000-01-01 and today.'),
      terms: made(whole(0, 90), "Days to pay. Defaults to the customer's `terms`."),
      remindAt: made(time, 'When to remind. Without it the reminder is 7 days after the invoice was made.'),
      lines: { type: 'array', minItems: 1, maxItems: 20, items: lines },
      status: { ...oneOf(...states), ...readOnly },
      total: made({ ...whole(0, 90_000_000), ...readOnly }, 'Sum of `net` over the lines.'),
      paid: { ...whole(0, 90_000_000), ...readOnly },
      balance: made(
        { ...whole(0, 90_000_000), ...readOnly },
        '`total` minus `paid`; 0 once the invoice is void.',
      ),
      createdAt: { ...time, ...readOnly },
    },
    'terms',
    'remindAt',
  );
const invoice = invoiceOf(line);
const invoiceInput = invoiceOf(lineInput);
const invoiceChange = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { lines: { type: 'array', minItems: 1, maxItems: 20, items: lineInput } },
};
/* One schema for the request and the answer: what the server makes is marked. */
const payment = record({
  id: { ...idOf('pay'), ...readOnly },
  invoiceId: { ...idOf('inv'), ...readOnly },
  amount: made(whole(1, 90_000_000), 'May not exceed the balance of the invoice.'),
  receivedOn: made(day, 'Day the money arrived. It must not lie in the future.'),
});
const version = record({
  number: made({ ...whole(1, 999), ...readOnly }, 'Versions are numbered 1, 2, 3 and so on.'),
  isCurrent: { type: 'boolean', ...readOnly, description: 'True for the newest version only.' },
  checksum: made({ type: 'string', pattern: '^[a-f0-9]{16}$', ...readOnly }, 'Of the printed file.'),
});
const versionInput = record({ checksum: { type: 'string', pattern: '^[a-f0-9]{16}$' } });
const page = (items: JsonObject): JsonObject =>
  record({ items: { type: 'array', items }, total: whole(0, 10_000) });
const at = (id: string, mark: string): JsonObject => ({ parameters: [inPath(id, mark)] });
const withConflict = (
  status: number,
  schema: JsonObject | undefined,
  words: string,
  wrong?: string,
): JsonObject => ({
  responses: {
    ...objectAt(answers(status, schema), 'responses'),
    409: { description: words },
    ...(wrong !== undefined && { 422: { description: wrong } }),
  },
});

const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Invoices', version: '1' },
  paths: {
    '/customers': { post: { operationId: 'addCustomer', ...body(customer), ...answers(201, customer) } },
    '/customers/{customerId}': {
      ...at('customerId', 'cus'),
      get: { operationId: 'getCustomer', ...answers(200, customer) },
      delete: {
        operationId: 'dropCustomer',
        description:
          'Possible only while every invoice of the customer is still a draft; those drafts are deleted with the customer.',
        ...withConflict(204, undefined, 'The customer has an invoice that is sent, paid or void.'),
      },
    },
    '/invoices': {
      get: {
        operationId: 'listInvoices',
        parameters: [
          inQuery(
            'status',
            { type: 'array', minItems: 1, items: oneOf(...states) },
            'Only invoices in one of these states; it may be repeated.',
          ),
          inQuery('dateTo', day, 'Only invoices dated on or before this day.'),
          inQuery('sort', { ...oneOf('createdAt', 'total', '-total'), default: 'createdAt' }),
          inQuery('limit', { ...whole(1, 100), default: 50 }),
          inQuery('offset', { ...whole(0, 10_000), default: 0 }),
        ],
        ...answers(200, page(invoice)),
      },
      post: { operationId: 'addInvoice', ...body(invoiceInput), ...answers(201, invoice) },
    },
    '/invoices/{invoiceId}': {
      ...at('invoiceId', 'inv'),
      get: { operationId: 'getInvoice', ...answers(200, invoice) },
      patch: {
        operationId: 'changeInvoice',
        description: 'Only drafts can be changed.',
        ...body(invoiceChange),
        ...withConflict(200, invoice, 'The invoice is not a draft.'),
      },
    },
    '/invoices/{invoiceId}/send': {
      ...at('invoiceId', 'inv'),
      post: {
        operationId: 'sendInvoice',
        description: 'Moves a draft to `sent` and gives it its number.',
        ...withConflict(200, invoice, 'The invoice is not a draft.'),
      },
    },
    '/invoices/{invoiceId}/void': {
      ...at('invoiceId', 'inv'),
      post: {
        operationId: 'voidInvoice',
        description:
          'Moves a draft, or a sent invoice without payments, to `void`. Paid and void invoices cannot be voided.',
        ...withConflict(
          200,
          invoice,
          'The invoice is paid or void already (`invalid_state`), or has payments.',
        ),
      },
    },
    '/invoices/{invoiceId}/payments': {
      ...at('invoiceId', 'inv'),
      get: { operationId: 'listPayments', ...answers(200, page(payment)) },
      post: {
        operationId: 'pay',
        description:
          'Only for sent invoices. The payment is added to `paid`; when the balance reaches 0 the invoice becomes `paid`.',
        ...body(payment),
        ...withConflict(
          201,
          payment,
          'The invoice is not in status `sent`.',
          'The amount exceeds the balance, or the day is out of range.',
        ),
      },
    },
    '/invoices/{invoiceId}/versions': {
      ...at('invoiceId', 'inv'),
      get: { operationId: 'listVersions', ...answers(200, page(version)) },
      post: {
        operationId: 'addVersion',
        ...body(versionInput),
        ...withConflict(201, version, 'The current version has the same `checksum`.'),
      },
    },
  },
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [customers, invoices, payments] = [new Table('cus'), new Table('inv'), new Table('pay')];
  const versions = new Map<string, JsonObject[]>();
  let sentCount = 0;
  const today = (): string => new Date().toISOString().slice(0, 10);
  const inRange = (value: unknown): boolean => String(value) >= '2000-01-01' && String(value) <= today();
  const withLines = (given: JsonObject): JsonObject => {
    const lines = ownList(given, 'lines').map((one, index) => {
      const { quantity = 1, ...rest } =
        typeof one === 'object' && !Array.isArray(one) && one !== null ? one : {};
      const net = Number(quantity) * Number(rest['price']);
      const tax = Math.round((net * Number(rest['rate'])) / 100) + (fault === 'tax-wrong' ? 1 : 0);
      return { position: index + 1, quantity, ...rest, net, tax };
    });
    return { ...given, lines, total: sum(lines.map(({ net }) => net)) };
  };
  const shown = (one: JsonObject): JsonObject => {
    const paid = sum(
      payments.all.filter(({ invoiceId }) => invoiceId === one['id']).map((each) => numberIn(each, 'amount')),
    );
    const rest = one['status'] === 'void' && fault !== 'void-owed' ? 0 : numberIn(one, 'total') - paid;
    return { ...one, paid, balance: fault === 'balance-whole' ? numberIn(one, 'total') : rest };
  };
  const pageOf = (all: readonly JsonObject[], given: JsonObject = {}): JsonObject => {
    const start = Number(given['offset'] ?? 0);
    return { items: all.slice(start, start + Number(given['limit'] ?? 50)), total: all.length };
  };
  const versionsOf = (id: unknown): JsonObject[] => {
    const found = versions.get(String(id)) ?? [];
    versions.set(String(id), found);
    return found;
  };
  const current = (id: unknown): readonly JsonObject[] => {
    const all = versionsOf(id);
    return all.map((one, index) => ({ ...one, isCurrent: index === all.length - 1 }));
  };
  const deeds: Deeds = {
    addCustomer: ({ sent }) => customers.add({ terms: 30, ...sent }),
    getCustomer: ({ given }) => customers.find(given['customerId']),
    dropCustomer: ({ given }) => {
      const { id } = customers.find(given['customerId']);
      const own = invoices.all.filter(({ customerId }) => customerId === id);
      need(own.every(({ status }) => status === 'draft'));
      for (const one of fault === 'drafts-stay' ? [] : own) invoices.remove(one['id']);
      customers.remove(id);
      return undefined;
    },
    listInvoices: ({ given }) => {
      const { status, dateTo, sort = 'createdAt' } = given;
      const wanted = status === undefined ? states : [status].flat();
      const asked = fault === 'first-state-only' ? wanted.slice(0, 1) : wanted;
      const isMeant = (one: JsonObject): boolean =>
        asked.includes(String(one['status'])) &&
        (dateTo === undefined ||
          String(one['invoiceDate']) < String(dateTo) ||
          (one['invoiceDate'] === dateTo && fault !== 'day-left-out'));
      const found = invoices.all.filter(isMeant).map(shown);
      const sign = sort === '-total' ? -1 : 1;
      if (String(sort).includes('total') && fault !== 'unsorted')
        found.sort((a, b) => sign * (numberIn(a, 'total') - numberIn(b, 'total')));
      return pageOf(found, given);
    },
    addInvoice: ({ sent }) => {
      const { terms = 30 } = customers.find(sent['customerId'], 400);
      need(inRange(sent['invoiceDate']), 400);
      const now = Date.now();
      const days = fault === 'reminded-early' ? 1 : 7;
      return shown(
        invoices.add({
          terms: fault === 'terms-fixed' ? 30 : terms,
          remindAt: new Date(now + days * 86_400_000).toISOString(),
          ...withLines(sent),
          number: null,
          status: 'draft',
          createdAt: new Date(now).toISOString(),
        }),
      );
    },
    getInvoice: ({ given }) => shown(invoices.find(given['invoiceId'])),
    changeInvoice: ({ given, sent }) => {
      const found = invoices.find(given['invoiceId']);
      need(found['status'] === 'draft');
      return shown(Object.assign(found, withLines(sent)));
    },
    sendInvoice: ({ given }) => {
      const found = invoices.find(given['invoiceId']);
      need(found['status'] === 'draft');
      sentCount += 1;
      const number = fault === 'one-number' ? 1 : sentCount;
      return shown(
        Object.assign(found, { status: 'sent', number: `INV-${String(number).padStart(6, '0')}` }),
      );
    },
    voidInvoice: ({ given }) => {
      const found = invoices.find(given['invoiceId']);
      const { paid = 0, status } = shown(found);
      need(!(status === 'draft' && fault === 'draft-stays'));
      need(
        status === 'draft' ||
          (status === 'sent' && paid === 0) ||
          (status === 'paid' && fault === 'paid-voided'),
      );
      return shown(Object.assign(found, { status: 'void' }));
    },
    listPayments: ({ given }) => {
      const { id } = invoices.find(given['invoiceId']);
      return pageOf(payments.all.filter(({ invoiceId }) => invoiceId === id));
    },
    pay: ({ given, sent }) => {
      const found = invoices.find(given['invoiceId']);
      need(found['status'] === 'sent');
      need(
        String(sent['receivedOn']) <= today() &&
          numberIn(sent, 'amount') <= numberIn(shown(found), 'balance'),
        422,
      );
      const added = payments.add({ ...sent, invoiceId: found['id'] ?? null });
      if (shown(found)['balance'] === 0 && fault !== 'stays-sent') found['status'] = 'paid';
      return added;
    },
    listVersions: ({ given }) => pageOf(current(invoices.find(given['invoiceId'])['id'])),
    addVersion: ({ given, sent }) => {
      const { id } = invoices.find(given['invoiceId']);
      const all = versionsOf(id);
      need(all.at(-1)?.['checksum'] !== sent['checksum'] || fault === 'same-again');
      const added = { number: all.length + 1, ...sent };
      if (fault !== 'version-lost') all.push(added);
      return { ...added, isCurrent: true };
    },
  };
  return answering(document, deeds, { takesAnyQuery: true });
}

judge({
  document,
  serverOf,
  every: 2,
  left: /rule outside the schema|is 409$/,
  faults: [
    ['tax-wrong', /shows a tax that is not what the document makes it of/],
    ['void-owed', /shows a balance that is not what the document makes it of/],
    ['balance-whole', /shows a balance that is not what the document makes it of/],
    ['drafts-stay', /getInvoice answers 200 where 404 is expected/],
    ['first-state-only', /listInvoices .*status/],
    ['day-left-out', /listInvoices with dateTo=.* lacks a record/],
    ['unsorted', /listInvoices does not sort by total/],
    ['terms-fixed', /getInvoice shows another terms than expected/],
    ['reminded-early', /addInvoice gives another remindAt than the document says/],
    ['one-number', /two records of invoices have the same number/],
    ['draft-stays', /voidInvoice answers 409 where 200 is expected/],
    ['paid-voided', /voidInvoice accepts .*the record is paid/],
    ['stays-sent', /pay leaves invoices sent/],
    ['same-again', /addVersion accepts .*current version has the same/],
    ['version-lost', /listVersions lacks a record that was created/],
  ],
});
