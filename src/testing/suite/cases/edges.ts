import type { AcceptedAnswer, ApiRequest, Expectation, JsonObject } from 'specwright/contract';
import type { Case } from '../tenant.ts';
import { all, needsCategories, needsService, needsToken, type Need } from '../needs.ts';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { queryTask, queueTask, updateTask } from '../domain/requests.ts';
import { expectAbsent, expectUnchanged, expectUnused, queueOwn } from './own-task.ts';

/** A body at the edge of what is published: taken by some servers, refused by others. */
interface Edge {
  readonly id: string;
  readonly title: string;
  readonly change: (body: JsonObject) => JsonObject;
  readonly expectation: Expectation;
  /** What the profile must name. */
  readonly missing?: Need;
}

const inBlock = (body: JsonObject, block: string, values: JsonObject): JsonObject => {
  const old = body[block];
  return { ...body, [block]: { ...(typeof old === 'object' && !Array.isArray(old) ? old : {}), ...values } };
};

/** Due: 200. A server that refuses is found, or observed where a reading is given. */
function taken(because: string, reading?: string): Expectation {
  const others: readonly AcceptedAnswer[] =
    reading === undefined ? [] : [{ statuses: [400, 413, 422], reading }];
  return { accept: [{ statuses: [200] }, ...others], because };
}

/** Due: a refusal with code 4 or 6. A server that accepts is found, or observed where a reading is given. */
function refused(code: number, violation: string, tolerated?: string): Expectation {
  const others: readonly AcceptedAnswer[] =
    tolerated === undefined ? [] : [{ statuses: [200], reading: tolerated }];
  return {
    accept: [
      { statuses: [400], code },
      { statuses: [400, 404], reading: 'refusal-code' },
      { statuses: [422], reading: 'refusal-status' },
      ...others,
    ],
    because: violation,
    violation,
    ...(tolerated !== undefined && { tolerated }),
  };
}

const NO_LAUNCH_POINT = 'no-such-launch-point-contract-check';

const GOOD_EMAIL = { type: 'PRIMARY', address: 'contract.check@example.com' };
const GOOD_ADDRESS = { type: 'BILLING', city: 'Beverly Hills' };
const GOOD_POP = { type: 'web', url: 'https://crm.example.com/cases/1' };
const NO_MEMBER = 'no-such-member';

const edges: readonly Edge[] = [
  {
    id: 'second-email-without-address',
    title: 'a second e-mail address that lacks its address',
    change: (body) => inBlock(body, 'contactInfo', { emails: [GOOD_EMAIL, { type: 'BUSINESS' }] }),
    expectation: refused(4, 'the second of two e-mail addresses lacks its address'),
  },
  {
    id: 'second-email-of-no-type',
    title: 'a second e-mail address of an unknown type',
    change: (body) =>
      inBlock(body, 'contactInfo', { emails: [GOOD_EMAIL, { ...GOOD_EMAIL, type: NO_MEMBER }] }),
    expectation: refused(4, 'the second of two e-mail addresses has an unknown type'),
  },
  {
    id: 'second-address-of-no-type',
    title: 'a second address of an unknown type',
    change: (body) =>
      inBlock(body, 'contactInfo', { addresses: [GOOD_ADDRESS, { ...GOOD_ADDRESS, type: NO_MEMBER }] }),
    expectation: refused(4, 'the second of two addresses has an unknown type'),
  },
  {
    id: 'second-screen-pop-of-no-type',
    title: 'a second screen pop of an unknown type',
    change: (body) => ({ ...body, screenpopData: [GOOD_POP, { ...GOOD_POP, type: NO_MEMBER }] }),
    expectation: refused(4, 'the second of two screen pops has an unknown type'),
  },
  {
    id: 'unicode-subject',
    title: 'a subject in foreign letters',
    change: (body) => inBlock(body, 'taskInfo', { subject: 'Ünïcödé 文字 😀' }),
    expectation: taken('texts may hold any letters'),
  },
  {
    id: 'long-subject',
    title: 'a subject of 500 characters',
    change: (body) => inBlock(body, 'taskInfo', { subject: 'long '.repeat(100) }),
    expectation: taken('no limit is published', 'text-limits'),
  },
  {
    id: 'empty-lists',
    title: 'empty lists',
    change: (body) => ({ ...inBlock(body, 'contactInfo', { emails: [], addresses: [] }), screenpopData: [] }),
    expectation: taken('lists may be empty'),
  },
  {
    id: 'custom-number',
    title: 'a number in a custom field',
    change: (body) => inBlock(body, 'taskInfo', { custom_contract_check: 5 }),
    expectation: taken('the type of custom fields is open', 'custom-type'),
  },
  {
    id: 'custom-truth',
    title: 'a truth value in a custom field',
    change: (body) => inBlock(body, 'caseInfo', { custom_contract_check: true }),
    expectation: taken('the type of custom fields is open', 'custom-type'),
  },
  {
    id: 'custom-object',
    title: 'an object in a custom field',
    change: (body) => inBlock(body, 'taskInfo', { custom_contract_check: { a: 1 } }),
    expectation: refused(4, 'a custom field holds an object', 'custom-type'),
  },
  {
    id: 'order-in-capitals',
    title: 'an order in capitals',
    change: (body) => ({ ...body, order: 'FIFO' }),
    expectation: refused(4, 'order is in capitals', 'order-case'),
  },
  {
    id: 'unknown-category',
    title: 'a case category that does not exist',
    change: (body) => inBlock(body, 'caseInfo', { category: 'No such category (contract check)' }),
    expectation: refused(4, 'the case category does not exist'),
    missing: needsCategories,
  },
  {
    id: 'unknown-launch-point',
    title: 'a launch point that does not exist, and no service',
    change: ({ serviceName: _service, ...body }) => ({ ...body, taskLaunchPointId: NO_LAUNCH_POINT }),
    expectation: refused(6, 'the launch point does not exist, and no service is named'),
  },
  {
    id: 'unknown-launch-point-with-service',
    title: 'a launch point that does not exist beside a service',
    change: (body) => ({ ...body, taskLaunchPointId: NO_LAUNCH_POINT }),
    expectation: refused(6, 'the launch point does not exist', 'unknown-launch-point'),
  },
];

/** Values, headers and ids at the edges of what is published. */
export function edgeCases(): readonly Case[] {
  return [
    ...edges.map(edgeCase),
    longUnknownId,
    markupInId,
    foreignOrigin,
    orderStays,
    badFlag,
    mediaTypeInCapitals,
    schemeInSmallLetters,
  ];
}

function edgeCase({ id, title, change, expectation, missing = () => undefined }: Edge): Case {
  return {
    id: `negative/edge-${id}`,
    source: 'negative',
    title: `queueTask with ${title}`,
    operation: 'queueTask',
    impact: 'own-tasks',
    turn: 'together',
    missing: all(needsToken, needsService, missing),
    run: async (probe) => {
      const name = `edge-${id}`;
      const { answer } = await probe.send(queueTask(change(uniqueTask(probe.session, name))), expectation);
      if (answer === undefined || answer.status < 400) return;
      await expectAbsent(probe, runName(probe.session, name), 'the call before was refused');
      await expectUnused(probe, name, 'the call before was refused');
    },
  };
}

const readOnly = { source: 'http', impact: 'reads', turn: 'together', missing: needsToken } as const;

const longUnknownId: Case = {
  ...readOnly,
  id: 'http/id-long-unknown',
  title: 'an unknown id of 2,000 characters is not found',
  operation: 'queryTask',
  run: async (probe) => {
    await probe.send(queryTask({ id: 'x'.repeat(2_000), external: true }), {
      accept: [
        { statuses: [404], code: 8 },
        { statuses: [400, 404, 414, 431], reading: 'id-limits' },
      ],
      because: 'there is no such task',
    });
  },
};

const markupInId: Case = {
  ...readOnly,
  id: 'http/id-markup',
  title: 'an unknown id with markup in it is not found',
  operation: 'queryTask',
  run: async (probe) => {
    await probe.send(queryTask({ id: '<script>contractCheck()</script>', external: true }), {
      accept: [
        { statuses: [404], code: 8 },
        { statuses: [400, 404], reading: 'id-limits' },
      ],
      because: 'there is no such task',
    });
  },
};

const foreignOrigin: Case = {
  ...readOnly,
  id: 'http/foreign-origin',
  title: 'a call from a web page that nobody knows',
  operation: 'queryTask',
  run: async (probe) => {
    const request = queryTask({ id: runName(probe.session, 'foreign-origin'), external: true });
    await probe.send(
      { ...request, headers: { origin: 'https://contract-check.example' } },
      {
        accept: [
          { statuses: [404], code: 8 },
          { statuses: [401, 403], reading: 'foreign-origin' },
        ],
        because: 'there is no such task',
      },
    );
  },
};

const badFlag: Case = {
  id: 'http/flag-neither',
  source: 'http',
  title: 'external is neither true nor false',
  operation: 'updateTask',
  impact: 'own-tasks',
  turn: 'together',
  missing: all(needsToken, needsService),
  run: async (probe) => {
    const task = await queueOwn(probe, 'flag-neither', { priority: 5 });
    const request = updateTask({ id: task.taskId, external: false }, { priority: 9 });
    const violation = 'external is neither true nor false';
    // Values of different length: a server that guesses must not guess right by chance.
    for (const external of ['maybe', 'perhaps']) {
      const { answer } = await probe.send(
        { ...request, query: { external } },
        {
          accept: [
            { statuses: [400], code: 4 },
            { statuses: [200, 400, 404, 422], reading: 'lax-flag' },
          ],
          because: violation,
          violation,
          tolerated: 'lax-flag',
        },
      );
      if (answer?.status === 200) return;
    }
    await expectUnchanged(probe, task, 'the calls before were refused');
  },
};

/** The order of a task cannot be changed: an update that tries is refused, or the order stays what it was. */
const orderStays: Case = {
  id: 'http/order-stays',
  source: 'http',
  title: 'an update cannot change the order',
  operation: 'updateTask',
  impact: 'own-tasks',
  turn: 'together',
  missing: all(needsToken, needsService),
  run: async (probe) => {
    const task = await queueOwn(probe, 'order-stays', { priority: 5 });
    const violation = 'an update names an order';
    const { answer } = await probe.send(
      updateTask({ id: task.taskId, external: false }, { priority: 6, order: 'lifo' }),
      {
        accept: [
          { statuses: [400], code: 4 },
          { statuses: [400], reading: 'refusal-code' },
          { statuses: [422], reading: 'refusal-status' },
          { statuses: [200], reading: 'unknown-property' },
        ],
        because: violation,
        violation,
        tolerated: 'unknown-property',
      },
    );
    const state = answer?.status === 200 ? { ...task.state, priority: 6 } : task.state;
    await expectUnchanged(probe, { ...task, state }, 'the order cannot be changed', 'state-after-call');
  },
};

/** Names of media types and of schemes know no case (RFC 9110, sections 8.3.1 and 11.1). */
const mediaTypeInCapitals: Case = {
  id: 'http/media-type-case',
  source: 'http',
  title: 'a media type in capitals',
  operation: 'queueTask',
  impact: 'own-tasks',
  turn: 'together',
  missing: all(needsToken, needsService),
  run: async (probe) => {
    await probe.send(
      { ...queueTask(uniqueTask(probe.session, 'media-type-case')), contentType: 'Application/JSON' },
      {
        accept: [{ statuses: [200] }, { statuses: [400, 415], reading: 'lax-media-type' }],
        because: 'media types know no case',
      },
    );
  },
};

const schemeInSmallLetters: Case = {
  id: 'http/scheme-case',
  source: 'http',
  title: 'the bearer scheme in small letters',
  operation: 'queryTask',
  impact: 'own-tasks',
  turn: 'together',
  missing: all(needsToken, needsService),
  run: async (probe) => {
    const task = await queueOwn(probe, 'scheme-case');
    const request: ApiRequest = {
      ...queryTask({ id: task.taskId, external: false }),
      credentials: { kind: 'header', value: `bearer ${probe.session.token ?? ''}` },
    };
    await probe.send(request, {
      accept: [{ statuses: [200] }, { statuses: [401], reading: 'lax-scheme' }],
      because: 'schemes know no case',
    });
  },
};
