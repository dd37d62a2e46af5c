import { isObject, own, type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  answers,
  content,
  body,
  idOf,
  inPath,
  inQuery,
  judge,
  made,
  need,
  oneOf,
  record,
  sum,
  Table,
  text,
  time,
  whole,
  type Deeds,
} from './small-server.ts';

/* Claims with a table of moves, each with needs of its own; what moves do to others; tags, orders, bounds and switches. */

const states = ['draft', 'filed', 'in_review', 'settled', 'refused', 'withdrawn'];
const maybe = (schema: JsonObject): JsonObject => ({ ...schema, type: [schema['type'] ?? 'string', 'null'] });
const holder = record(
  { name: text, phone: { type: ['string', 'null'], pattern: '^[0-9]{6,12}$', default: null } },
  'phone',
);
const reference: JsonObject = made(
  { type: 'string', pattern: '^[A-Za-z]{3}-[0-9]{6}$' },
  'The reference on paper. Letter case is not significant in the comparison.',
);
const asked = {
  reference,
  title: { ...text, maxLength: 40, pattern: '\\S' },
  holder,
  priority: { ...oneOf('low', 'normal', 'high'), default: 'normal' },
  urgent: { type: 'boolean', default: false },
  recurring: { type: 'boolean', default: false },
  endsOn: made(
    { type: ['string', 'null'], format: 'date', default: null },
    'Last day. Must be null or left out for a recurring claim.',
  ),
};
const optional = ['priority', 'urgent', 'recurring', 'endsOn'];
const claim = record({
  id: { ...idOf('clm'), readOnly: true },
  ...asked,
  status: { ...oneOf(...states), readOnly: true },
  filedAt: made(
    { ...maybe(time), readOnly: true },
    'When it was filed; null if it never was, or went back to draft.',
  ),
  decidedAt: made(
    { ...maybe(time), readOnly: true },
    'When it was decided. Set while the claim is settled or refused, null otherwise.',
  ),
  lastKind: made(
    { type: ['string', 'null'], readOnly: true },
    '`kind` of the latest bill; null while there is none.',
  ),
  version: { ...whole(1, 9999), readOnly: true },
  openedAt: { ...time, readOnly: true },
});
const change = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    ...asked,
    holder: {
      ...record({ name: text, phone: { type: ['string', 'null'], pattern: '^[0-9]{6,12}$' } }),
      required: [],
    },
  },
};
const evidence = record({
  id: { ...idOf('evi'), readOnly: true },
  claimId: { ...idOf('clm'), readOnly: true },
  label: text,
  form: { ...oneOf('paper', 'photo'), default: 'paper' },
});
const deposit = record({
  id: { ...idOf('dep'), readOnly: true },
  claimId: { ...idOf('clm'), readOnly: true },
  cents: whole(1, 400),
});
const opinion = record({
  id: { ...idOf('opi'), readOnly: true },
  claimId: { ...idOf('clm'), readOnly: true },
  score: whole(1, 5),
});
const visit = record({
  id: { ...idOf('vis'), readOnly: true },
  claimId: { ...idOf('clm'), readOnly: true },
  startsAt: time,
  minutes: whole(10, 120),
});
const bill = record({
  id: { ...idOf('bil'), readOnly: true },
  claimId: idOf('clm'),
  cents: whole(1, 1000),
  kind: made(oneOf('part', 'final'), 'A claim has at most one final bill.'),
  dueAt: time,
  state: made({ ...oneOf('due', 'paid', 'waived'), readOnly: true }, 'A new bill is due.'),
});
const listOf = (schema: JsonObject): JsonObject => ({ type: 'array', items: schema });
const etag = { headers: { ETag: { schema: text } } };
const tagged = (conflict: string, more: JsonObject = {}): JsonObject => ({
  responses: {
    200: { description: 'Done.', ...etag, ...content(claim) },
    400: { description: 'The request is wrong.' },
    404: { description: 'There is none.' },
    409: { description: conflict },
    412: { description: 'If-Match does not name the present version.' },
    ...more,
  },
});
const ifMatchHeader = { name: 'If-Match', in: 'header', schema: text };
const here = [inPath('claimId', 'clm')];
const json = (schema: JsonObject): JsonObject => ({ schema });

const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Claims', version: '1' },
  paths: {
    '/claims': {
      get: {
        operationId: 'listClaims',
        parameters: [
          inQuery('urgent', { type: 'boolean' }, 'Only claims that are urgent, or only others.'),
          inQuery('q', { ...text, minLength: 3 }, 'Only claims with this text in their title.'),
          inQuery('sort', { ...oneOf('openedAt', 'title'), default: 'openedAt' }),
          inQuery('order', { ...oneOf('asc', 'desc'), default: 'desc' }),
        ],
        ...answers(200, listOf(claim)),
      },
      post: {
        operationId: 'openClaim',
        ...body(record(asked, ...optional)),
        responses: {
          201: { description: 'Opened.', ...etag, ...content(claim) },
          400: { description: 'The request is wrong.' },
          409: { description: 'The reference belongs to another claim.' },
        },
      },
    },
    '/claims/{claimId}': {
      parameters: here,
      get: { operationId: 'getClaim', ...tagged('It is locked.') },
      patch: {
        operationId: 'changeClaim',
        parameters: [ifMatchHeader],
        requestBody: {
          required: true,
          content: { 'application/merge-patch+json': json(change), 'application/json': json(change) },
        },
        ...tagged('The reference belongs to another claim.', {
          415: { description: 'The media type is another one.' },
        }),
      },
      delete: {
        operationId: 'deleteClaim',
        description: 'Deletes a draft or a withdrawn claim. A filed claim is refused with 409.',
        responses: {
          204: { description: 'Gone.' },
          404: { description: 'There is none.' },
          409: { description: 'The status does not allow it.' },
        },
      },
    },
    '/claims/{claimId}/status': {
      parameters: here,
      post: {
        operationId: 'moveClaim',
        parameters: [ifMatchHeader],
        description: [
          'Allowed moves:',
          '',
          '| from | to |',
          '|---|---|',
          '| draft | filed, withdrawn |',
          '| filed | in_review, withdrawn |',
          '| in_review | settled, refused |',
          '| refused | draft |',
          '| settled | none |',
          '',
          'To be filed, a claim needs at least one piece of evidence. To be settled, it needs an opinion.',
          'Filing sets `filedAt`, refusal and settlement set `decidedAt`, going back to draft sets both to null.',
          'Withdrawal waives the bills that are still due.',
        ].join('\n'),
        ...body(record({ status: oneOf(...states) })),
        ...tagged('The claim does not allow it, or lacks something.'),
      },
    },
    '/claims/{claimId}/evidence': {
      parameters: here,
      get: { operationId: 'listEvidence', ...answers(200, listOf(evidence)) },
      post: { operationId: 'addEvidence', ...body(evidence), ...answers(201, evidence) },
    },
    '/claims/{claimId}/opinions': {
      parameters: here,
      get: { operationId: 'listOpinions', ...answers(200, listOf(opinion)) },
      post: {
        operationId: 'giveOpinion',
        description: 'Possible while the claim is `in_review`.',
        ...body(opinion),
        ...answers(201, opinion),
      },
    },
    '/claims/{claimId}/visits': {
      parameters: here,
      get: { operationId: 'listVisits', ...answers(200, listOf(visit)) },
      post: {
        operationId: 'planVisit',
        description: 'A visit whose time overlaps another visit of the claim is refused with 409.',
        ...body(visit),
        ...answers(201, visit),
      },
    },
    '/claims/{claimId}/deposits': {
      parameters: here,
      get: { operationId: 'listDeposits', ...answers(200, listOf(deposit)) },
      post: { operationId: 'addDeposit', ...body(deposit), ...answers(201, deposit) },
    },
    '/bills/{billId}/pay': {
      parameters: [inPath('billId', 'bil')],
      post: {
        operationId: 'payBill',
        description: 'Pays a `due` bill from the deposits of its claim.',
        responses: {
          200: { description: 'Paid.', ...content(bill) },
          402: { description: 'The deposits are not enough.' },
          404: { description: 'There is none.' },
          409: { description: 'It is paid or waived.' },
        },
      },
    },
    '/bills': {
      get: {
        operationId: 'listBills',
        parameters: [inQuery('dueBefore', time, 'Only bills that are due earlier than this time.')],
        ...answers(200, listOf(bill)),
      },
      post: { operationId: 'addBill', ...body(bill), ...answers(201, bill) },
    },
    '/bills/{billId}': {
      parameters: [inPath('billId', 'bil')],
      get: { operationId: 'getBill', ...answers(200, bill) },
    },
  },
};

const MOVES: Readonly<Record<string, readonly string[]>> = {
  draft: ['filed', 'withdrawn'],
  filed: ['in_review', 'withdrawn'],
  in_review: ['settled', 'refused'],
  refused: ['draft'],
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [deposits, visits] = [new Table('dep'), new Table('vis')];
  const [claims, pieces, opinions, bills] = [
    new Table('clm'),
    new Table('evi'),
    new Table('opi'),
    new Table('bil'),
  ];
  let clock = Date.parse('2026-03-01T08:00:00Z');
  const now = (): string => new Date((clock += 1000)).toISOString();
  const of = (table: Table, { id }: JsonObject): JsonObject[] =>
    table.all.filter((one) => one['claimId'] === id);
  const isFree = (value: Json | undefined, self?: JsonObject): boolean => {
    const plain = (one: Json | undefined): string =>
      fault === 'case-counts' ? String(one) : String(one).toLowerCase();
    return claims.all.every((one) => one === self || plain(one['reference']) !== plain(value));
  };
  const shown = (one: JsonObject): JsonObject => ({
    ...one,
    lastKind: of(bills, one).at(fault === 'first-shown' ? 0 : -1)?.['kind'] ?? null,
  });
  const tag = (one: JsonObject): string => `"${String(one['version'])}"`;
  const grown = (one: JsonObject): void => {
    one['version'] = Number(one['version']) + 1;
  };
  const deeds: Deeds = {
    listClaims: ({ given }) => {
      const { urgent, q, sort = 'openedAt', order = fault === 'oldest-first' ? 'asc' : 'desc' } = given;
      const isBlind = urgent === true && fault === 'urgent-ignored';
      const found = claims.all
        .filter((one) => urgent === undefined || isBlind || one['urgent'] === urgent)
        .filter((one) => q === undefined || String(one['title']).includes(String(q)) || fault === 'q-lost')
        .sort((a, b) => (String(a[String(sort)]) < String(b[String(sort)]) ? -1 : 1));
      return (order === 'desc' ? found.reverse() : found).map(shown);
    },
    openClaim: ({ sent, headers }) => {
      const first: JsonObject = {
        priority: 'normal',
        urgent: false,
        recurring: false,
        endsOn: null,
        ...sent,
        holder: { phone: null, ...(isObject(sent['holder']) ? sent['holder'] : {}) },
      };
      need(first['endsOn'] === null || first['recurring'] !== true, 400);
      need(isFree(sent['reference']));
      const ofServer = { status: 'draft', filedAt: null, decidedAt: null, version: 1, openedAt: now() };
      headers['etag'] = '"1"';
      return shown(claims.add({ ...first, ...ofServer }));
    },
    getClaim: ({ given, headers }) => {
      const found = claims.find(given['claimId']);
      headers['etag'] = tag(found);
      return shown(found);
    },
    changeClaim: ({ given, sent, ifMatch, headers }) => {
      const found = claims.find(given['claimId']);
      const present = own(found, 'holder');
      const inner = own(sent, 'holder');
      const lost = fault === 'phone-lost' ? { phone: null } : {};
      const next: JsonObject = {
        ...found,
        ...(fault === 'last-day-reset' && { endsOn: null }),
        ...sent,
        ...(isObject(inner) && isObject(present) && { holder: { ...present, ...lost, ...inner } }),
      };
      need(next['endsOn'] === null || next['recurring'] !== true, 400);
      need(ifMatch === undefined || ifMatch === tag(found) || fault === 'any-tag', 412);
      need(isFree(next['reference'], found) || fault === 'reference-taken');
      Object.assign(found, next);
      grown(found);
      headers['etag'] = tag(found);
      return shown(found);
    },
    deleteClaim: ({ given }) => {
      const found = claims.find(given['claimId']);
      const kept = fault === 'withdrawn-kept' ? ['draft'] : ['draft', 'withdrawn'];
      need(kept.includes(String(found['status'])));
      claims.remove(found['id']);
      return undefined;
    },
    moveClaim: ({ given, sent, ifMatch, headers }) => {
      const found = claims.find(given['claimId']);
      need(ifMatch === undefined || ifMatch === tag(found), 412);
      const [at, to] = [String(found['status']), String(sent['status'])];
      const isLeft = fault === 'withdrawal-refused' && to === 'withdrawn' && at === 'draft';
      const isLoose = fault === 'withdrawn-filed' && to === 'filed' && at === 'withdrawn';
      need((MOVES[at]?.includes(to) === true && !isLeft) || isLoose);
      need(to !== 'filed' || of(pieces, found).length > 0 || fault === 'filed-bare');
      need(to !== 'settled' || of(opinions, found).length > 0);
      found['status'] = to;
      if (to === 'filed' && fault !== 'filed-unset') found['filedAt'] = now();
      if (to === 'refused' && fault !== 'decided-unset') found['decidedAt'] = now();
      if (to === 'settled' && fault !== 'settled-unset') found['decidedAt'] = now();
      if (to === 'draft' && fault !== 'filed-kept') found['filedAt'] = null;
      if (to === 'draft') found['decidedAt'] = null;
      if (to === 'withdrawn' && fault !== 'bills-stay')
        for (const one of of(bills, found)) one['state'] = 'waived';
      headers['etag'] = tag(found);
      grown(found);
      if (fault !== 'old-tag') headers['etag'] = tag(found);
      return shown(found);
    },
    listEvidence: ({ given }) => of(pieces, claims.find(given['claimId'])),
    addEvidence: ({ given, sent }) => {
      const found = claims.find(given['claimId']);
      grown(found);
      return pieces.add({ form: 'paper', ...sent, claimId: found['id'] ?? null });
    },
    listOpinions: ({ given }) => of(opinions, claims.find(given['claimId'])),
    giveOpinion: ({ given, sent }) => {
      const found = claims.find(given['claimId']);
      need(found['status'] === 'in_review');
      grown(found);
      const one = { ...sent, claimId: found['id'] ?? null };
      return fault === 'opinion-lost' ? opinions.pretend(one) : opinions.add(one);
    },
    listVisits: ({ given }) => of(visits, claims.find(given['claimId'])),
    planVisit: ({ given, sent }) => {
      const found = claims.find(given['claimId']);
      const times = (one: JsonObject): readonly [number, number] => {
        const start = Date.parse(String(one['startsAt']));
        return [start, start + Number(one['minutes']) * 60_000];
      };
      const [start, end] = times(sent);
      const isTaken = of(visits, found).some((one) => {
        const [from, to] = times(one);
        return fault === 'same-start-only' ? from === start : from < end && start < to;
      });
      need(!isTaken);
      grown(found);
      return visits.add({ ...sent, claimId: found['id'] ?? null });
    },
    listDeposits: ({ given }) => of(deposits, claims.find(given['claimId'])),
    addDeposit: ({ given, sent }) => {
      const found = claims.find(given['claimId']);
      grown(found);
      return deposits.add({ ...sent, claimId: found['id'] ?? null });
    },
    payBill: ({ given }) => {
      const found = bills.find(given['billId']);
      need(found['state'] === 'due');
      const held = sum(of(deposits, claims.find(found['claimId'])).map((one) => Number(one['cents'])));
      need(held >= Number(found['cents']), 402);
      if (fault !== 'paid-stays') found['state'] = 'paid';
      return found;
    },
    listBills: ({ given }) => {
      const { dueBefore } = given;
      const end = dueBefore === undefined ? Infinity : Date.parse(String(dueBefore));
      return bills.all.filter((one) => {
        const at = Date.parse(String(one['dueAt']));
        return at < end || (at === end && fault === 'due-then');
      });
    },
    addBill: ({ sent }) => {
      const found = claims.find(sent['claimId']);
      const isLast = of(bills, found).some((one) => one['kind'] === 'final');
      need(sent['kind'] !== 'final' || !isLast || fault === 'two-final');
      grown(found);
      return bills.add({ ...sent, state: 'due' });
    },
    getBill: ({ given }) => bills.find(given['billId']),
  };
  return answering(document, deeds, {
    overlooks: ({ keyword, property }) => keyword === 'required' && property === 'form',
  });
}

judge({
  document,
  serverOf,
  every: 4,
  // A new claim can go to some of the states only, and what has a last day does not recur.
  left: /^positive\/(move|change)Claim/,
  faults: [
    ['urgent-ignored', /listClaims ignores the filter urgent/],
    ['q-lost', /listClaims ignores the filter q/],
    ['oldest-first', /listClaims does not sort by openedAt/],
    ['case-counts', /openClaim accepts .*Letter case/],
    ['last-day-reset', /another endsOn than expected/],
    ['phone-lost', /another holder than expected/],
    ['any-tag', /changeClaim accepts .*If-Match/],
    ['reference-taken', /changeClaim accepts .*belongs to another claim/],
    ['withdrawn-kept', /deleteClaim answers 409/],
    ['withdrawal-refused', /moveClaim answers 409/],
    ['withdrawn-filed', /moveClaim accepts .*the record is withdrawn/],
    ['filed-bare', /moveClaim accepts .*at least one piece of evidence/],
    ['filed-unset', /leaves filedAt empty/],
    ['decided-unset', /leaves decidedAt empty/],
    ['settled-unset', /leaves decidedAt empty/],
    ['filed-kept', /moveClaim draft leaves filedAt as it was/],
    ['bills-stay', /moveClaim withdrawn leaves bills due/],
    ['old-tag', /getClaim answers with the wrong ETag/],
    ['opinion-lost', /listOpinions lacks a record/],
    ['paid-stays', /payBill leaves state/],
    ['same-start-only', /planVisit accepts .*a record whose time overlaps/],
    ['two-final', /addBill accepts .*at most one final bill/],
    ['first-shown', /lastKind is not the kind of the last bill/],
    ['due-then', /listBills .*dueBefore/],
  ],
});
