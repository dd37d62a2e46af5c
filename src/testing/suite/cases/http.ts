import {
  expectRefusal,
  ownString,
  type AcceptedAnswer,
  type ApiRequest,
  type Expectation,
  type Impact,
  type JsonObject,
  type Kin,
  type Turn,
} from 'specwright/contract';
import type { Case, Probe, Session } from '../tenant.ts';
import { all, needsService, needsToken } from '../needs.ts';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { expectQuery } from '../domain/model.ts';
import {
  cancelServiceTasks,
  cancelTask,
  queryTask,
  queueTask,
  servicePath,
  taskPath,
  tokenPath,
  updateTask,
} from '../domain/requests.ts';
import { expectAbsent, expectUnchanged, expectUnused, queueOwn, type OwnTaskRef } from './own-task.ts';

/** The parts of an HTTP case that are not the same for all of them. */
interface HttpCase {
  readonly id: string;
  readonly title: string;
  readonly operation?: string;
  readonly impact?: Impact;
  readonly turn?: Turn;
  readonly missing?: Case['missing'];
  run(probe: Probe): Promise<void>;
}

function httpCase({
  impact = 'own-tasks',
  turn = 'together',
  missing = all(needsToken, needsService),
  ...rest
}: HttpCase): Case {
  return { source: 'http', impact, turn, missing, ...rest, id: `http/${rest.id}` };
}

/** What HTTP itself asks for: forms of the path, methods, media types, broken bodies, strange ids. */
export function httpCases(): readonly Case[] {
  return [
    ...slashCases,
    ...methodCases(),
    ...pathCases,
    ...mediaCases(),
    ...brokenBodyCases(),
    ...idCases(),
    oversize,
    repeatedRead,
    headerNames,
  ];
}

const named = (task: OwnTaskRef): { id: string; external: boolean } => ({ id: task.taskId, external: false });
const slashed = (request: ApiRequest): ApiRequest => ({ ...request, path: `${request.path}/` });
const GOOD = 'the request is complete';

/** Two forms of every path are published or in use; neither may be refused or redirected. */
const slashCases: readonly Case[] = [
  httpCase({
    id: 'slash-queueTask',
    title: 'queueTask with a trailing slash',
    operation: 'queueTask',
    run: async (probe) => {
      await probe.send(slashed(queueTask(uniqueTask(probe.session, 'slash-queue'))), {
        accept: [{ statuses: [200] }],
        because: GOOD,
      });
    },
  }),
  httpCase({
    id: 'slash-queryTask',
    title: 'queryTask with a trailing slash',
    operation: 'queryTask',
    run: async (probe) => {
      const task = await queueOwn(probe, 'slash-query', { priority: 5 });
      await probe.send(
        slashed(queryTask(named(task))),
        expectQuery(task.state, 'state-after-call', 'the task was queued like that'),
      );
      await probe.send(
        slashed(queryTask({ id: task.extTaskId, external: true })),
        expectQuery(task.state, 'state-after-call', 'the task was queued like that'),
      );
    },
  }),
  httpCase({
    id: 'slash-updateTask',
    title: 'updateTask with a trailing slash',
    operation: 'updateTask',
    run: async (probe) => {
      const task = await queueOwn(probe, 'slash-update', { priority: 5 });
      await probe.send(slashed(updateTask(named(task), { priority: 6 })), {
        accept: [{ statuses: [200] }, { statuses: [404, 405], reading: 'slash-form' }],
        because: GOOD,
      });
    },
  }),
  httpCase({
    id: 'slash-cancelTask',
    title: 'cancelTask with a trailing slash',
    operation: 'cancelTask',
    run: async (probe) => {
      const task = await queueOwn(probe, 'slash-cancel', { priority: 5 });
      await probe.send(slashed(cancelTask(named(task), {})), {
        accept: [{ statuses: [204] }],
        because: GOOD,
      });
    },
  }),
  httpCase({
    id: 'slash-cancelServiceTasks',
    title: 'cancelServiceTasks with a trailing slash',
    operation: 'cancelServiceTasks',
    missing: needsToken,
    run: async (probe) => {
      await probe.send(
        slashed(cancelServiceTasks({ serviceName: NO_SERVICE, dispositionName: 'Abandoned' })),
        {
          accept: [
            { statuses: [400], code: 6 },
            { statuses: [404, 405], reading: 'slash-form' },
          ],
          because: 'there is no such service',
        },
      );
    },
  }),
];

const NO_SERVICE = 'No such service (contract check)';

const NOT_ALLOWED: Expectation = {
  accept: [{ statuses: [405] }, { statuses: [400, 401, 403, 404, 415, 501], reading: 'method-status' }],
  because: 'the path has no such method',
};

/** Methods that no path of the contract has. The task is looked at afterwards: a refused method does nothing. */
function methodCases(): readonly Case[] {
  const onOneTask = ['PUT', 'POST'].map((method) =>
    httpCase({
      id: `method-${method}-task`,
      title: `${method} on a task is refused`,
      run: async (probe) => {
        const task = await queueOwn(probe, `method-${method}`, { priority: 5 });
        await probe.send({ method, path: `${taskPath}/${task.taskId}`, body: { priority: 77 } }, NOT_ALLOWED);
        await expectUnchanged(probe, task, 'the method before was refused');
      },
    }),
  );
  const elsewhere = [
    ['GET', taskPath, 'reads'],
    ['PUT', taskPath, 'own-tasks'],
    ['PATCH', taskPath, 'own-tasks'],
    ['DELETE', taskPath, 'service'],
    ['GET', servicePath, 'reads'],
    ['POST', servicePath, 'service'],
    ['PUT', servicePath, 'service'],
    ['GET', tokenPath, 'reads'],
    ['PUT', tokenPath, 'reads'],
    ['DELETE', tokenPath, 'reads'],
  ] as const;
  return [...onOneTask, ...elsewhere.map(([method, path, impact]) => strayMethod(method, path, impact))];
}

function strayMethod(method: string, path: string, impact: Impact): Case {
  return httpCase({
    id: `method-${method}-${path.split('/').at(-1) ?? ''}`,
    title: `${method} ${path} is refused`,
    impact,
    missing: needsToken,
    run: async (probe) => {
      const body =
        method === 'GET' ? {} : { body: { serviceName: NO_SERVICE, dispositionName: 'Abandoned' } };
      await probe.send({ method, path, ...body }, NOT_ALLOWED);
    },
  });
}

const NOWHERE: Expectation = {
  accept: [{ statuses: [404] }, { statuses: [400, 401, 403, 405, 501], reading: 'method-status' }],
  because: 'there is no such path',
};

/** Harmless, and active where an error page shows it as it came. */
const MARKUP = '<script>contractCheck()</script>';

const pathCases: readonly Case[] = [
  '/taskroutingapi/v1/nosuch',
  '/taskroutingapi/v9/task/1',
  `${taskPath}/1/nosuch`,
  '/nosuch',
  `/nosuch/${encodeURIComponent(MARKUP)}`,
].map((path, index) =>
  httpCase({
    id: `unknown-path-${index + 1}`,
    title: `GET ${path} finds nothing`,
    impact: 'reads',
    missing: needsToken,
    run: async (probe) => {
      await probe.send({ method: 'GET', path }, NOWHERE);
    },
  }),
);

/** Calls with a body, for what is wrong with the way the body is sent. */
interface BodyCall {
  readonly operation: string;
  readonly impact: Impact;
  /** Makes the request around the text of a body, and the look at what it must leave alone. */
  prepare(
    probe: Probe,
    name: string,
  ): Promise<{ request: ApiRequest; body: JsonObject; afterwards: () => Promise<void> }>;
}

const bodyCalls: readonly BodyCall[] = [
  {
    operation: 'queueTask',
    impact: 'own-tasks',
    prepare: async (probe, name) => {
      const body = uniqueTask(probe.session, name);
      return {
        request: queueTask(body),
        body,
        afterwards: async () => {
          await expectAbsent(probe, runName(probe.session, name), REFUSED);
          await expectUnused(probe, name, REFUSED);
        },
      };
    },
  },
  {
    operation: 'updateTask',
    impact: 'own-tasks',
    prepare: async (probe, name) =>
      onTask(probe, name, { priority: 9 }, (task, body) => updateTask(named(task), body)),
  },
  {
    operation: 'cancelTask',
    impact: 'own-tasks',
    prepare: async (probe, name) =>
      onTask(probe, name, { dispositionName: 'Abandoned', note: 'a note' }, (task, body) =>
        cancelTask(named(task), body),
      ),
  },
];

const REFUSED = 'the call before was refused for the way its body was sent';

async function onTask(
  probe: Probe,
  name: string,
  body: JsonObject,
  make: (task: OwnTaskRef, body: JsonObject) => ApiRequest,
): ReturnType<BodyCall['prepare']> {
  const task = await queueOwn(probe, name, { priority: 5 });
  return { request: make(task, body), body, afterwards: () => expectUnchanged(probe, task, REFUSED) };
}

interface WrongMedia {
  readonly id: string;
  readonly contentType: string | null;
  readonly text: (body: JsonObject) => string;
  readonly tolerated?: string;
}

const wrongMedia: readonly WrongMedia[] = [
  {
    id: 'text-plain',
    contentType: 'text/plain',
    text: (body) => JSON.stringify(body),
    tolerated: 'lax-media-type',
  },
  {
    id: 'form-label',
    contentType: 'application/x-www-form-urlencoded',
    text: (body) => JSON.stringify(body),
    tolerated: 'lax-media-type',
  },
  {
    id: 'no-media-type',
    contentType: null,
    text: (body) => JSON.stringify(body),
    tolerated: 'lax-media-type',
  },
  { id: 'xml', contentType: 'application/xml', text: () => '<task><subject>x</subject></task>' },
  { id: 'form', contentType: 'application/x-www-form-urlencoded', text: () => 'serviceName=x&priority=9' },
];

function mediaCases(): readonly Case[] {
  const wrong = bodyCalls.flatMap((call) =>
    wrongMedia.map((media) =>
      bodyCase(
        call,
        `media-${media.id}`,
        `a body sent as ${media.contentType ?? 'nothing in particular'}`,
        (body) => ({ text: media.text(body), contentType: media.contentType }),
        mediaExpectation(call, media),
      ),
    ),
  );
  return [...wrong, ...bodyCalls.map(charsetCase)];
}

function mediaExpectation({ operation }: BodyCall, { id, contentType, tolerated }: WrongMedia): Expectation {
  const lax = tolerated ?? (operation === 'cancelTask' ? 'lax-body' : undefined);
  const because = `the body is sent as ${contentType ?? 'nothing in particular'}, not as application/json`;
  return {
    accept: [
      { statuses: [415] },
      { statuses: [400], code: 4 },
      { statuses: [400], reading: 'refusal-code' },
      { statuses: [406, 422], reading: 'refusal-status' },
      ...(lax === undefined ? [] : [{ statuses: [200, 204], reading: lax }]),
    ],
    because,
    violation: 'the media type is not documented',
    kin: mediaKin(operation, id),
    ...(lax !== undefined && { tolerated: lax }),
  };
}

/** JSON under two wrong labels is refused in one operation or taken in both cases; so is one label in two operations. */
function mediaKin(operation: string, id: string): readonly Kin[] {
  const labelled = id === 'text-plain' || id === 'form-label';
  return [
    ...(labelled ? [{ name: `wrong label ${operation}`, close: true }] : []),
    // Cancel Task needs no body, so a server may pay no heed to its media type.
    ...(operation === 'cancelTask' ? [] : [{ name: `media type ${id}`, close: true }]),
  ];
}

/** A parameter of the media type changes nothing about the media type. */
function charsetCase({ operation, prepare, impact }: BodyCall): Case {
  return httpCase({
    id: `charset-${operation}`,
    title: `${operation} takes a media type with a charset`,
    operation,
    impact,
    run: async (probe) => {
      const { request } = await prepare(probe, `charset-${operation}`);
      await probe.send(
        { ...request, contentType: 'application/json; charset=utf-8' },
        {
          accept: [{ statuses: [operation === 'cancelTask' ? 204 : 200] }],
          because: 'a parameter changes nothing about the media type',
        },
      );
    },
  });
}

interface BrokenBody {
  readonly id: string;
  readonly title: string;
  readonly text: (body: JsonObject) => string;
  /** Set where the body is JSON after all, of another type: a server that wants nothing from it may not care. */
  readonly isJson?: true;
}

const brokenBodies: readonly BrokenBody[] = [
  { id: 'cut-off', title: 'JSON that is cut off', text: (body) => JSON.stringify(body).slice(0, -2) },
  {
    id: 'trailing-comma',
    title: 'JSON with a comma too many',
    text: (body) => JSON.stringify(body).replace(/\}$/, ',}'),
  },
  {
    id: 'single-quotes',
    title: 'JSON in single quotes',
    text: (body) => JSON.stringify(body).replaceAll('"', "'"),
  },
  { id: 'words', title: 'words instead of JSON', text: () => 'please do it' },
  {
    id: 'trailing-words',
    title: 'JSON with words after it',
    text: (body) => `${JSON.stringify(body)} thanks`,
  },
  {
    id: 'not-a-number',
    title: 'NaN, which JSON does not know',
    text: (body) => JSON.stringify({ ...body, priority: 0 }).replace(/"priority":0/, '"priority":NaN'),
  },
  { id: 'array', title: 'a list instead of an object', text: (body) => JSON.stringify([body]), isJson: true },
  { id: 'text', title: 'a text instead of an object', text: () => '"a text"', isJson: true },
  { id: 'number', title: 'a number instead of an object', text: () => '42', isJson: true },
  { id: 'null', title: 'null instead of an object', text: () => 'null', isJson: true },
  { id: 'empty', title: 'no body at all', text: () => '' },
];

function brokenBodyCases(): readonly Case[] {
  return bodyCalls.flatMap((call) =>
    brokenBodies
      // An empty body is as good as none, and Cancel Task needs none.
      .filter(({ id }) => !(call.operation === 'cancelTask' && id === 'empty'))
      .map((broken) =>
        bodyCase(
          call,
          `body-${broken.id}`,
          broken.title,
          (body) => ({ text: broken.text(body) }),
          brokenExpectation(call, broken),
        ),
      ),
  );
}

function brokenExpectation({ operation }: BodyCall, { id, title, isJson }: BrokenBody): Expectation {
  const tolerated =
    operation === 'cancelTask' && isJson === true
      ? 'lax-body'
      : operation === 'updateTask' && (id === 'empty' || id === 'null')
        ? 'empty-update'
        : undefined;
  const lax: readonly AcceptedAnswer[] =
    tolerated === undefined ? [] : [{ statuses: [200, 204], reading: tolerated }];
  return {
    accept: [
      { statuses: [400], code: 4 },
      { statuses: [400], reading: 'refusal-code' },
      { statuses: [415, 422], reading: 'refusal-status' },
      ...lax,
    ],
    because: `the body is ${title}`,
    violation: `the body is ${title}`,
    ...(tolerated !== undefined && { tolerated }),
  };
}

function bodyCase(
  call: BodyCall,
  id: string,
  title: string,
  change: (body: JsonObject) => Pick<ApiRequest, 'text' | 'contentType'>,
  expectation: Expectation,
): Case {
  const name = `${id}-${call.operation}`;
  return httpCase({
    id: name,
    title: `${call.operation} is refused with ${title}`,
    operation: call.operation,
    impact: call.impact,
    run: async (probe) => {
      const { request, body, afterwards } = await call.prepare(probe, name);
      const { body: _body, ...bare } = request;
      const { answer } = await probe.send({ ...bare, ...change(body) }, expectation);
      if (answer !== undefined && answer.status >= 400) await afterwards();
    },
  });
}

/** Ids that must survive the way into the path and back. */
const strangeIds: readonly { id: string; text: string; twin?: string; reading?: string }[] = [
  { id: 'space', text: 'a b' },
  { id: 'unicode', text: 'Aufgabe-Ä-文字-😀', twin: 'Aufgabe-Ö-字文-😁' },
  { id: 'percent', text: '100%25-of-it', twin: '100%-of-it' },
  { id: 'plus', text: 'a+b', twin: 'a b' },
  { id: 'ampersand', text: 'a&b=c' },
  { id: 'hash-and-question', text: 'a#b?c' },
  { id: 'quotes', text: `a'b"c` },
  { id: 'slash', text: 'a/b', reading: 'slash-in-id' },
];

function idCases(): readonly Case[] {
  return [...strangeIds.map(strangeIdCase), longIds, numericIds, caseOfIds, idTwin];
}

function strangeIdCase({ id, text, twin, reading }: (typeof strangeIds)[number]): Case {
  return httpCase({
    id: `id-${id}`,
    title: `an external id with ${id.replaceAll('-', ' ')} is found again`,
    operation: 'queryTask',
    run: async (probe) => {
      const ref = await queueNamed(probe, `id-${id}`, `${runName(probe.session, `id-${id}`)} ${text}`);
      if (ref === undefined) return;
      if (twin !== undefined) await queueTwin(probe, `${runName(probe.session, `id-${id}`)} ${twin}`);
      const lost: readonly AcceptedAnswer[] =
        reading === undefined ? [] : [{ statuses: [400, 404], reading }];
      const external = { id: ref.extTaskId, external: true };
      const expectation = expectQuery(
        ref.state,
        'state-after-call',
        'the id is the one the task was queued with',
      );
      await probe.send(queryTask(external), { ...expectation, accept: [...expectation.accept, ...lost] });
      // A plus sign may stand in a path as it is: it means a space in forms alone.
      if (text.includes('+'))
        await probe.send(
          { ...queryTask(external), path: queryTask(external).path.replaceAll('%2B', '+') },
          expectation,
        );
      await probe.send(updateTask(external, { priority: 6 }), {
        accept: [{ statuses: [200] }, ...lost],
        because: 'the id is the one the task was queued with',
      });
      await probe.send(cancelTask(external, {}), {
        accept: [{ statuses: [204] }, ...lost],
        because: 'the id is the one the task was queued with',
      });
    },
  });
}

/** Queues a task under an id that a server may find too strange; `undefined` when it does. */
async function queueNamed(probe: Probe, name: string, extTaskId: string): Promise<OwnTaskRef | undefined> {
  const body: JsonObject = { ...uniqueTask(probe.session, name), extTaskId, priority: 5 };
  const { answer } = await probe.send(queueTask(body), {
    accept: [{ statuses: [200] }, { statuses: [400], reading: 'id-limits' }],
    because: 'an external id may be any text',
  });
  const taskId = ownString(answer?.json, 'taskId');
  if (taskId === undefined) return undefined;
  return {
    taskId,
    extTaskId,
    state: { stage: 'queued', serviceName: String(body['serviceName']), priority: 5, order: 'fifo' },
  };
}

/** Two long ids that differ at the end alone name two tasks, or are refused for their length. */
const longIds = httpCase({
  id: 'id-long',
  title: 'long external ids are told apart to the last character',
  operation: 'queueTask',
  run: async (probe) => {
    for (const length of [80, 200, 300]) {
      const stem = runName(probe.session, 'long-').padEnd(length, 'x');
      const first = await queueNamed(probe, 'long', `${stem}1`);
      const second = first && (await queueTwin(probe, `${stem}2`));
      if (first === undefined || second === undefined) return;
      await probe.send(updateTask({ id: first.extTaskId, external: true }, { priority: 8 }), {
        accept: [{ statuses: [200] }],
        because: GOOD,
      });
      await expectUnchanged(probe, second, 'the other task was updated', 'state-after-call');
      await probe.send(
        queryTask({ id: second.extTaskId, external: true }),
        expectQuery(second.state, 'state-after-call', 'the other task was updated'),
      );
    }
  },
});

async function queueTwin(probe: Probe, extTaskId: string): Promise<OwnTaskRef | undefined> {
  const body: JsonObject = { ...uniqueTask(probe.session, 'long'), extTaskId, priority: 9 };
  const { answer } = await probe.send(queueTask(body), {
    accept: [{ statuses: [200] }],
    because: 'the external id is new: it differs in one character',
  });
  const taskId = ownString(answer?.json, 'taskId');
  return taskId === undefined
    ? undefined
    : {
        taskId,
        extTaskId,
        state: { stage: 'queued', serviceName: String(body['serviceName']), priority: 9, order: 'fifo' },
      };
}

/** Ids that are equal as numbers are not equal as ids. The digits come from the id of the run, so that they are new. */
const numericIds = httpCase({
  id: 'id-numeric',
  title: 'external ids that look like one number are told apart',
  operation: 'queueTask',
  run: async (probe) => {
    const digits = String(
      Number.parseInt(probe.session.settings.runId.replace(/\W|^cc/g, ''), 16) % 1e9,
    ).padStart(9, '7');
    const first = await queueNamed(probe, 'numeric', digits);
    const second = first && (await queueTwin(probe, `00${digits}`));
    if (first === undefined || second === undefined) return;
    await probe.send(
      queryTask({ id: digits, external: true }),
      expectQuery(first.state, 'state-after-call', 'the other task has another id'),
    );
    await probe.send(
      queryTask({ id: second.extTaskId, external: true }),
      expectQuery(second.state, 'state-after-call', 'the other task has another id'),
    );
    await probe.send(
      queryTask({ id: `${digits}.0`, external: true }),
      expectRefusal(404, 8, 'no task has this external id'),
    );
  },
});

/** Whether ids are told apart by case is not published: either way is observed. */
const caseOfIds = httpCase({
  id: 'id-case',
  title: 'external ids that differ in case',
  operation: 'queueTask',
  run: async (probe) => {
    const lower = await queueNamed(probe, 'case-of-id', runName(probe.session, 'case-abc'));
    if (lower === undefined) return;
    await probe.send(
      queueTask({
        ...uniqueTask(probe.session, 'case-of-id'),
        extTaskId: runName(probe.session, 'case-ABC'),
      }),
      {
        accept: [{ statuses: [200] }, { statuses: [400], code: 5, reading: 'id-limits' }],
        because: 'the external id is new: it differs in case',
      },
    );
  },
});

/** A task whose external id is the internal id of another: the flag alone says which of the two is meant. */
const idTwin = httpCase({
  id: 'id-twin',
  title: 'an external id that is the internal id of another task',
  operation: 'queryTask',
  run: async (probe) => {
    const inner = await queueOwn(probe, 'twin-inner', { priority: 3 });
    const outer = await queueNamed(probe, 'twin-outer', inner.taskId);
    if (outer === undefined) return;
    const byFlag = (external: boolean): ApiRequest => queryTask({ id: inner.taskId, external });
    await probe.send(
      byFlag(false),
      expectQuery(inner.state, 'state-after-call', 'external=false names the internal id'),
    );
    await probe.send(
      byFlag(true),
      expectQuery(outer.state, 'state-after-call', 'external=true names the external id'),
    );
    const { query: _query, ...bare } = byFlag(false);
    await probe.send(
      bare,
      expectQuery(inner.state, 'state-after-call', 'without the flag the id is an internal one'),
    );
    await probe.send(updateTask({ id: inner.taskId, external: true }, { priority: 44 }), {
      accept: [{ statuses: [200] }],
      because: GOOD,
    });
    await expectUnchanged(probe, inner, 'the other task was updated', 'state-after-call');
    await probe.send(cancelTask({ id: inner.taskId, external: true }, {}), {
      accept: [{ statuses: [204] }],
      because: GOOD,
    });
    await expectUnchanged(probe, inner, 'the other task was canceled', 'state-after-call');
  },
});

const BIG = 2 * 1024 * 1024;

/** A body far beyond any sense: refused, or taken, but survived. Not sent over a distance. */
const oversize = httpCase({
  id: 'oversize',
  title: 'a body of two megabytes is survived',
  operation: 'queueTask',
  turn: 'alone',
  missing: (session: Session) =>
    session.settings.kind === 'remote'
      ? { reason: 'large bodies are not sent to remote servers' }
      : all(needsToken, needsService)(session),
  run: async (probe) => {
    const body = { ...uniqueTask(probe.session, 'oversize'), taskInfo: { subject: 'x'.repeat(BIG) } };
    await probe.send(queueTask(body), {
      accept: [{ statuses: [413] }, { statuses: [400, 200], reading: 'oversize' }],
      because: 'the body is two megabytes long',
      mayHangUp: true,
    });
    await probe.send(
      queryTask({ id: runName(probe.session, 'after-oversize'), external: true }),
      expectRefusal(404, 8, 'there is no such task'),
    );
  },
});

const repeatedRead = httpCase({
  id: 'repeated-read',
  title: 'reading changes nothing',
  operation: 'queryTask',
  run: async (probe) => {
    const task = await queueOwn(probe, 'repeated-read', { priority: 5 });
    for (let times = 0; times < 3; times += 1)
      await expectUnchanged(probe, task, 'the task was read before', 'repeat-changes-nothing');
    await probe.send(cancelTask(named(task), {}), {
      accept: [{ statuses: [204] }],
      because: 'reading leaves the task in the queue',
    });
    const gone: OwnTaskRef = {
      ...task,
      state: { ...task.state, stage: 'canceled', dispositionName: 'Abandoned' },
    };
    for (let times = 0; times < 2; times += 1)
      await expectUnchanged(probe, gone, 'the task was read before', 'repeat-changes-nothing');
  },
});

/** Names of header fields know no case, and the bearer scheme none either. */
const headerNames = httpCase({
  id: 'header-names',
  title: 'names of header fields in capitals',
  operation: 'queryTask',
  missing: all(needsToken, needsService),
  run: async (probe) => {
    const task = await queueOwn(probe, 'header-names', { priority: 5 });
    const request: ApiRequest = {
      ...queryTask(named(task)),
      credentials: { kind: 'none' },
      headers: { AUTHORIZATION: `Bearer ${probe.session.token ?? ''}` },
      via: 'wire',
    };
    await probe.send(
      request,
      expectQuery(task.state, 'state-after-call', 'the token is in the header, whatever its case'),
    );
  },
});
