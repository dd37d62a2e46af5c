import { expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import { ApiDocument } from '../../../../../src/specwright/openapi/api-document.ts';
import { inferActions, inferResources } from '../../../../../src/specwright/openapi/resources.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  callsOf,
  errorsOf,
  idOf,
  inQuery,
  judge,
  made,
  need,
  numberIn,
  oneOf,
  record,
  Table,
  text,
  verified,
  whole,
  type CallForm,
  type Deeds,
} from './small-server.ts';

const CODES = [
  'malformed',
  'invalid',
  'not_found',
  'method_not_allowed',
  'unsupported_content_type',
  'stale_revision',
  'permit_not_in_force',
  'permit_not_suspended',
  'permit_has_visits',
];
const id = idOf('per');
const day: JsonObject = { type: 'string', format: 'date' };
const asked = {
  holder: text,
  plate: { type: 'string', pattern: '^[a-z]{1,30}-[0-9]{1,30}$' },
  region: oneOf('north', 'north-east', 'south'),
  issued_on: { ...day, description: 'Day of issue. It must not lie in the future (UTC).' },
};
const ofServer = {
  status: { ...oneOf('in_force', 'suspended'), readOnly: true },
  suspended_at: made(
    { type: ['string', 'null'], format: 'date-time', readOnly: true },
    'When the permit was suspended; null while the permit is in force.',
  ),
  revision: { type: 'integer', readOnly: true },
  visit_total: made({ type: 'integer', readOnly: true }, 'The sum over all visits of minutes times price.'),
};
const visits: JsonObject = {
  type: 'array',
  items: record({ minutes: whole(1, 60), price: whole(2, 9) }),
  minItems: 1,
  maxItems: 3,
};
const permit = record({ id: { ...id, readOnly: true }, ...asked, visits, ...ofServer });
const ok = { const: true };
const given = { permit_id: id };
const changes: JsonObject = {
  ...record({ ...asked, ...ofServer }, ...Object.keys(asked), ...Object.keys(ofServer)),
};

/** Calls named as people speak: what each does, its words say. */
const CALLS: Readonly<Record<string, CallForm>> = {
  'permits.issue': [record({ ...asked, visits }), permit, 'Issues a permit, in force, at revision 1.'],
  'permits.fetch': [
    [{ ...inQuery('permit_id', id), required: true }],
    permit,
    'Answers the permit. Refused with not_found when no permit has the id.',
  ],
  'permits.find': [
    [inQuery('region', asked.region, 'Only permits of this region.')],
    record({ items: { type: 'array', items: permit }, total: { type: 'integer' } }),
    'Lists the permits, earliest issued_on first.',
  ],
  'permits.amend': [
    record({ ...given, revision: whole(1, 2_000_000_000), changes }),
    permit,
    'Changes the given fields and raises the revision by one. The parameter revision must be the present one, else the call is refused with stale_revision. Refused with not_found when no permit has the id.',
  ],
  'permits.suspend': [
    record(given),
    permit,
    'Sets the status to suspended and suspended_at to the present time. The permit must be in force, else the call is refused with permit_not_in_force. Refused with not_found when no permit has the id.',
  ],
  'permits.restore': [
    record(given),
    permit,
    'Sets the status to in_force and makes suspended_at null. The permit must be suspended, else the call is refused with permit_not_suspended. Refused with not_found when no permit has the id.',
  ],
  'permits.scrap': [
    record(given),
    record({ ...given, scrapped: ok }),
    'Deletes the permit for good. Refused with not_found when no permit has the id.',
  ],
};
const refusal = {
  allOf: [
    record({ ok: { const: false }, error: { type: 'object', required: ['code'] } }),
    { properties: { error: { properties: { code: oneOf(...CODES) } } } },
  ],
};

const enveloped = Object.entries(CALLS).map(([name, [asks, result, about = '']]): [string, CallForm] => [
  name,
  [asks, record({ ok, result }), about],
]);
const document = callsOf({ title: 'Permits' }, Object.fromEntries(enveloped), refusal, '/rpc/');

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const permits = new Table('per');
  const today = new Date().toISOString().slice(0, 10);
  const products = (row: JsonObject): number[] => {
    const all = Array.isArray(row['visits']) ? row['visits'].filter(isObject) : [];
    return all.map(
      (one) => numberIn(one, 'minutes') * (fault === 'price-ignored' ? 1 : numberIn(one, 'price')),
    );
  };
  const shown = (row: JsonObject): JsonObject => ({
    ...row,
    visit_total: products(row).reduce((sum, one) => sum + one, 0),
  });
  const found = ({ permit_id }: JsonObject): JsonObject => permits.find(permit_id, 404, 'not_found');
  const settable = new Set(Object.keys(asked));
  const taken = (sent: Json | undefined): JsonObject => {
    const entries = Object.entries(isObject(sent) ? sent : {});
    return Object.fromEntries(entries.filter(([name]) => settable.has(name) || fault === 'status-settable'));
  };
  const dated = (row: JsonObject): JsonObject => {
    need(String(row['issued_on'] ?? today) <= today || fault === 'future-taken', 400, 'invalid');
    return row;
  };
  const isOf = ({ region }: JsonObject, wanted: Json | undefined): boolean =>
    wanted === undefined ||
    (fault === 'region-begins' ? String(region).startsWith(String(wanted)) : region === wanted);
  const moved = (row: JsonObject, status: string, suspended_at: Json): JsonObject =>
    Object.assign(row, { status, suspended_at, revision: numberIn(row, 'revision') + 1 });
  const deeds: Deeds = {
    'permits.issue': ({ sent }) => {
      const row = { ...dated(sent), status: 'in_force', suspended_at: null, revision: 1 };
      return shown(permits.add(row));
    },
    'permits.fetch': ({ given: asks }) => shown(found(asks)),
    'permits.find': ({ given: { region } }) => {
      const rows = permits.all
        .filter((row) => isOf(row, region))
        .sort((a, b) => String(a['issued_on']).localeCompare(String(b['issued_on'])));
      return { items: (fault === 'latest-first' ? rows.reverse() : rows).map(shown), total: rows.length };
    },
    'permits.amend': ({ sent }) => {
      const row = found(sent);
      need(sent['revision'] === row['revision'] || fault === 'any-revision', 409, 'stale_revision');
      const next = { ...dated(taken(sent['changes'])), revision: numberIn(row, 'revision') + 1 };
      return shown(fault === 'amend-not-stored' ? { ...row, ...next } : Object.assign(row, next));
    },
    'permits.suspend': ({ sent }) => {
      const row = found(sent);
      need(row['status'] === 'in_force' || fault === 'suspend-twice', 400, 'permit_not_in_force');
      return shown(moved(row, 'suspended', new Date().toISOString()));
    },
    'permits.restore': ({ sent }) => {
      const row = found(sent);
      need(row['status'] === 'suspended', 400, 'permit_not_suspended');
      return shown(moved(row, 'in_force', fault === 'restore-keeps' ? (row['suspended_at'] ?? null) : null));
    },
    'permits.scrap': ({ sent }) => {
      const { id: permit_id = null } = found(sent);
      permits.remove(permit_id);
      return { permit_id: fault === 'scrap-names-another' ? 'per_999999' : permit_id, scrapped: true };
    },
  };
  const results = Object.entries(deeds).map(([name, deed]): [string, Deeds[string]] => [
    name,
    (call) => ({ ok: true, result: deed(call) ?? null }),
  ]);
  return answering(document, Object.fromEntries(results), {
    codes: { malformed: 'malformed', query: 'invalid' },
    overlooks: ({ keyword }, _operation, { plate }) =>
      keyword === 'pattern' && fault === 'plate-unanchored' && /[a-z]{1,30}-[0-9]{1,30}/.test(String(plate)),
    refuse: ({ code }) => ({ status: 200, value: { ok: false, error: { code } } }),
  });
}

test('calls whose verbs nobody lists are tied to their resource by what they take, give and say', () => {
  const api = new ApiDocument(document);
  const bindings = inferResources(api);
  const actions = inferActions(api, bindings);
  const found = api.operations.map(({ id: name }) => {
    const { role, bodyWrapper = '' } = bindings.get(name) ?? actions.get(name) ?? { role: 'none' };
    return `${name} ${role} ${bodyWrapper}`.trim();
  });
  expect(found).toEqual([
    'permits.issue create',
    'permits.fetch read',
    'permits.find list',
    'permits.amend merge changes',
    'permits.suspend act',
    'permits.restore act',
    'permits.scrap delete',
  ]);
});

judge({
  document,
  serverOf,
  every: 3,
  faults: [
    ['amend-not-stored', /permits\.fetch shows another \w+ than expected/],
    ['any-revision', /permits\.amend accepts .* revision is that of an earlier state/],
    ['status-settable', /permits\.amend lets callers set/],
    ['restore-keeps', /permits\.restore leaves suspended_at|shows a suspended_at that is not/],
    ['scrap-names-another', /permits\.scrap answers with the permit_id of another record/],
    ['future-taken', /permits\.issue accepts .* issued_on is in the future/],
    ['region-begins', /permits\.find (with region=north has a record|ignores the filter region)/],
    ['latest-first', /permits\.find does not sort by issued_on/],
    ['suspend-twice', /permits\.suspend accepts .* needs another state/],
    ['price-ignored', /shows a visit_total that is not what the document makes it of/],
  ],
});

test('a pattern that is searched for, not matched, is found', async () => {
  const report = await verified(document, serverOf('plate-unanchored'), 'plate', { sources: ['negative'] });
  expect(errorsOf(report)).toContainEqual(expect.stringMatching(/plate has a _ before and after it/));
});
