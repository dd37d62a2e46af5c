import type { Expectation, JsonObject } from 'specwright/contract';
import { isObject } from 'specwright/contract';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { BAD_REQUEST, code, maybe, oneOf, status, violates } from '../domain/expect.ts';
import type { ReadingId } from '../domain/readings.ts';
import { queryTask, queueTask, updateTask } from '../domain/requests.ts';
import { all, needsCategories, needsTasks, needsToken } from '../needs.ts';
import type { Case } from '../tenant.ts';
import { makeCase } from './make-case.ts';
import { expectNothingQueued, expectUnchanged, queueOwn } from './own-task.ts';

/** A body at the edge of what is published: taken by some servers, refused by others. */
interface Edge {
  readonly title: string;
  readonly change: (body: JsonObject) => JsonObject;
  readonly expectation: Expectation;
  /** What the profile must name. */
  readonly missing?: Case['missing'];
}

const inBlock =
  (block: string, values: JsonObject) =>
  (body: JsonObject): JsonObject => {
    const old = body[block];
    return { ...body, [block]: { ...(isObject(old) ? old : {}), ...values } };
  };
const withFields =
  (values: JsonObject) =>
  (body: JsonObject): JsonObject => ({ ...body, ...values });

/** Expected: 200. A server that refuses is found, or observed where a reading is given. */
function taken(because: string, reading?: ReadingId): Expectation {
  return oneOf(because, status(200), ...(reading === undefined ? [] : [maybe(reading, 400, 413, 422)]));
}

/** Expected: a refusal with this code. A server that accepts is found, or observed where a reading is given. */
function refused(refusal: number, violation: string, tolerated?: ReadingId): Expectation {
  return violates(
    violation,
    tolerated,
    code(refusal),
    maybe('refusal-code', 400, 404),
    maybe('refusal-status', 422),
  );
}

const NO_LAUNCH_POINT = 'no-such-launch-point-contract-check';

const GOOD_EMAIL = { type: 'PRIMARY', address: 'contract.check@example.com' };
const GOOD_ADDRESS = { type: 'BILLING', city: 'Beverly Hills' };
const GOOD_POP = { type: 'web', url: 'https://crm.example.com/cases/1' };
const NO_MEMBER = 'no-such-member';

const edges: Readonly<Record<string, Edge>> = {
  'second-email-without-address': {
    title: 'a second e-mail address that lacks its address',
    change: inBlock('contactInfo', { emails: [GOOD_EMAIL, { type: 'BUSINESS' }] }),
    expectation: refused(4, 'the second of two e-mail addresses lacks its address'),
  },
  'second-email-of-no-type': {
    title: 'a second e-mail address of an unknown type',
    change: inBlock('contactInfo', { emails: [GOOD_EMAIL, { ...GOOD_EMAIL, type: NO_MEMBER }] }),
    expectation: refused(4, 'the second of two e-mail addresses has an unknown type'),
  },
  'second-address-of-no-type': {
    title: 'a second address of an unknown type',
    change: inBlock('contactInfo', { addresses: [GOOD_ADDRESS, { ...GOOD_ADDRESS, type: NO_MEMBER }] }),
    expectation: refused(4, 'the second of two addresses has an unknown type'),
  },
  'second-screen-pop-of-no-type': {
    title: 'a second screen pop of an unknown type',
    change: withFields({ screenpopData: [GOOD_POP, { ...GOOD_POP, type: NO_MEMBER }] }),
    expectation: refused(4, 'the second of two screen pops has an unknown type'),
  },
  'unicode-subject': {
    title: 'a subject in foreign letters',
    change: inBlock('taskInfo', { subject: 'Ünïcödé 文字 😀' }),
    expectation: taken('texts may hold any letters'),
  },
  'long-subject': {
    title: 'a subject of 500 characters',
    change: inBlock('taskInfo', { subject: 'long '.repeat(100) }),
    expectation: taken('no limit is published', 'text-limits'),
  },
  'empty-lists': {
    title: 'empty lists',
    change: (body) => ({ ...inBlock('contactInfo', { emails: [], addresses: [] })(body), screenpopData: [] }),
    expectation: taken('lists may be empty'),
  },
  'custom-number': {
    title: 'a number in a custom field',
    change: inBlock('taskInfo', { custom_contract_check: 5 }),
    expectation: taken('the type of custom fields is open', 'custom-type'),
  },
  'custom-truth': {
    title: 'a truth value in a custom field',
    change: inBlock('caseInfo', { custom_contract_check: true }),
    expectation: taken('the type of custom fields is open', 'custom-type'),
  },
  'custom-object': {
    title: 'an object in a custom field',
    change: inBlock('taskInfo', { custom_contract_check: { a: 1 } }),
    expectation: refused(4, 'a custom field holds an object', 'custom-type'),
  },
  'order-in-capitals': {
    title: 'an order in capitals',
    change: withFields({ order: 'FIFO' }),
    expectation: refused(4, 'order is in capitals', 'order-case'),
  },
  'unknown-category': {
    title: 'a case category that does not exist',
    change: inBlock('caseInfo', { category: 'No such category (contract check)' }),
    expectation: refused(4, 'the case category does not exist'),
    missing: all(needsTasks, needsCategories),
  },
  'unknown-launch-point': {
    title: 'a launch point that does not exist, and no service',
    change: ({ serviceName: _service, ...body }) => ({ ...body, taskLaunchPointId: NO_LAUNCH_POINT }),
    expectation: refused(6, 'the launch point does not exist, and no service is named'),
  },
  'unknown-launch-point-with-service': {
    title: 'a launch point that does not exist beside a service',
    change: withFields({ taskLaunchPointId: NO_LAUNCH_POINT }),
    expectation: refused(6, 'the launch point does not exist', 'unknown-launch-point'),
  },
};

/** Values, headers and ids at the edges of what is published. */
export function edgeCases(): readonly Case[] {
  return [
    ...Object.entries(edges).map(([id, edge]) => edgeCase(id, edge)),
    ...unknownIds.map(unknownIdCase),
    orderStays,
    badFlag,
    mediaTypeInCapitals,
    schemeInSmallLetters,
  ];
}

function edgeCase(id: string, { title, change, expectation, missing = needsTasks }: Edge): Case {
  const name = `edge-${id}`;
  return makeCase(
    `negative/${name}`,
    `queueTask with ${title}`,
    async (probe) => {
      const { answer } = await probe.send(queueTask(change(uniqueTask(probe.session, name))), expectation);
      if (answer !== undefined && answer.status >= 400)
        await expectNothingQueued(probe, name, 'the call before was refused');
    },
    { operation: 'queueTask', missing },
  );
}

/** Look-ups of tasks that are not there, each with something that a server may stumble over. */
const unknownIds = [
  {
    id: 'id-long-unknown',
    title: 'an unknown id of 2,000 characters is not found',
    taskId: 'x'.repeat(2_000),
    other: maybe('id-limits', 400, 404, 414, 431),
  },
  {
    id: 'id-markup',
    title: 'an unknown id with markup in it is not found',
    taskId: '<script>contractCheck()</script>',
    other: maybe('id-limits', 400, 404),
  },
  {
    id: 'foreign-origin',
    title: 'a call from a web page that nobody knows',
    headers: { origin: 'https://contract-check.example' },
    other: maybe('foreign-origin', 401, 403),
  },
];

function unknownIdCase({ id, title, taskId, headers, other }: (typeof unknownIds)[number]): Case {
  return makeCase(
    `http/${id}`,
    title,
    (probe) => {
      const request = queryTask({ id: taskId ?? runName(probe.session, id), external: true });
      const expectation = oneOf('there is no such task', { statuses: [404], code: 8 }, other);
      return probe.send({ ...request, ...(headers && { headers }) }, expectation);
    },
    { operation: 'queryTask', impact: 'reads', missing: needsToken },
  );
}

const badFlag = makeCase(
  'http/flag-neither',
  'external is neither true nor false',
  async (probe) => {
    const task = await queueOwn(probe, 'flag-neither', { priority: 5 });
    const request = updateTask(task.byId, { priority: 9 });
    const expectation: Expectation = {
      ...violates(
        'external is neither true nor false',
        undefined,
        code(4),
        maybe('lax-flag', 200, 400, 404, 422),
      ),
      tolerated: 'lax-flag',
    };
    // Values of different length: a server that guesses must not guess right by chance.
    for (const external of ['maybe', 'perhaps']) {
      const { answer } = await probe.send({ ...request, query: { external } }, expectation);
      if (answer?.status === 200) return;
    }
    await expectUnchanged(probe, task, 'the calls before were refused');
  },
  { operation: 'updateTask' },
);

/** The order of a task cannot be changed: an update that tries is refused, or the order stays what it was. */
const orderStays = makeCase(
  'http/order-stays',
  'an update cannot change the order',
  async (probe) => {
    const task = await queueOwn(probe, 'order-stays', { priority: 5 });
    const { answer } = await probe.send(
      updateTask(task.byId, { priority: 6, order: 'lifo' }),
      violates('an update names an order', 'unknown-property', ...BAD_REQUEST),
    );
    const state = answer?.status === 200 ? { ...task.state, priority: 6 } : task.state;
    await expectUnchanged(probe, { ...task, state }, 'the order cannot be changed', 'state-after-call');
  },
  { operation: 'updateTask' },
);

/** Names of media types and of schemes know no case (RFC 9110, sections 8.3.1 and 11.1). */
const mediaTypeInCapitals = makeCase(
  'http/media-type-case',
  'a media type in capitals',
  (probe) =>
    probe.send(
      { ...queueTask(uniqueTask(probe.session, 'media-type-case')), contentType: 'Application/JSON' },
      oneOf('media types know no case', status(200), maybe('lax-media-type', 400, 415)),
    ),
  { operation: 'queueTask' },
);

const schemeInSmallLetters = makeCase(
  'http/scheme-case',
  'the bearer scheme in small letters',
  async (probe) => {
    const { byId } = await queueOwn(probe, 'scheme-case');
    const value = `bearer ${probe.session.token ?? ''}`;
    await probe.send(
      { ...queryTask(byId), credentials: { kind: 'header', value } },
      oneOf('schemes know no case', status(200), maybe('lax-scheme', 401)),
    );
  },
  { operation: 'queryTask' },
);
