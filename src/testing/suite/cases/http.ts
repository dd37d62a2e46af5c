import type { ApiRequest, Expectation, JsonObject, ViolationKind } from 'specwright/contract';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { code, GOOD, maybe, NOT_FOUND, oneOf, status, violates } from '../domain/expect.ts';
import type { ReadingId } from '../domain/readings.ts';
import {
  cancelServiceTasks,
  cancelTask,
  NO_SERVICE,
  queryTask,
  queueTask,
  servicePath,
  taskPath,
  tokenPath,
  updateTask,
} from '../domain/requests.ts';
import { needsTasks, needsToken } from '../needs.ts';
import type { Case, Probe } from '../tenant.ts';
import { idCases } from './ids.ts';
import { makeCase } from './make-case.ts';
import { expectNothingQueued, expectQueued, expectUnchanged, queueOwn, type OwnTaskRef } from './own-task.ts';

/** What HTTP itself asks for: forms of the path, methods, media types, broken bodies, strange ids. */
export function httpCases(): readonly Case[] {
  return [
    ...slashes.map(slashCase),
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

const NO_SUCH_SERVICE = cancelServiceTasks({ serviceName: NO_SERVICE, dispositionName: 'Abandoned' });

/** Two forms of every path are published or in use; neither may be refused or redirected. */
const slashes: readonly {
  readonly operation: string;
  readonly missing?: Case['missing'];
  readonly calls: (probe: Probe) => Promise<readonly (readonly [ApiRequest, Expectation])[]>;
}[] = [
  {
    operation: 'queueTask',
    calls: async ({ session }) => [[queueTask(uniqueTask(session, 'slash-queue')), oneOf(GOOD, status(200))]],
  },
  {
    operation: 'queryTask',
    calls: async (probe) => {
      const task = await queueOwn(probe, 'slash-query', { priority: 5 });
      return [task.byId, task.byExternalId].map((name) => [queryTask(name), expectQueued(task)]);
    },
  },
  {
    operation: 'updateTask',
    calls: async (probe) => {
      const { byId } = await queueOwn(probe, 'slash-update', { priority: 5 });
      return [[updateTask(byId, { priority: 6 }), oneOf(GOOD, status(200), maybe('slash-form', 404, 405))]];
    },
  },
  {
    operation: 'cancelTask',
    calls: async (probe) => {
      const { byId } = await queueOwn(probe, 'slash-cancel', { priority: 5 });
      return [[cancelTask(byId, {}), oneOf(GOOD, status(204))]];
    },
  },
  {
    operation: 'cancelServiceTasks',
    missing: needsToken,
    calls: async () => [
      [NO_SUCH_SERVICE, oneOf('there is no such service', code(6), maybe('slash-form', 404, 405))],
    ],
  },
];

function slashCase({ operation, missing = needsTasks, calls }: (typeof slashes)[number]): Case {
  return makeCase(
    `http/slash-${operation}`,
    `${operation} with a trailing slash`,
    async (probe) => {
      for (const [request, expectation] of await calls(probe))
        await probe.send({ ...request, path: `${request.path}/` }, expectation);
    },
    { operation, missing },
  );
}

const NOT_ALLOWED = oneOf(
  'the path has no such method',
  status(405),
  maybe('method-status', 400, 401, 403, 404, 415, 501),
);

/** Methods that the contract has on none of its paths. */
const strayMethods = [
  ['GET', taskPath, 'reads'],
  ['PUT', taskPath, 'own'],
  ['PATCH', taskPath, 'own'],
  ['DELETE', taskPath, 'service'],
  ['GET', servicePath, 'reads'],
  ['POST', servicePath, 'service'],
  ['PUT', servicePath, 'service'],
  ['GET', tokenPath, 'reads'],
  ['PUT', tokenPath, 'reads'],
  ['DELETE', tokenPath, 'reads'],
] as const;

/** The task is looked at afterwards: a refused method does nothing. */
function methodCases(): readonly Case[] {
  const onOneTask = ['PUT', 'POST'].map((method) =>
    makeCase(`http/method-${method}-task`, `${method} on a task is refused`, async (probe) => {
      const task = await queueOwn(probe, `method-${method}`, { priority: 5 });
      await probe.send({ method, path: `${taskPath}/${task.taskId}`, body: { priority: 77 } }, NOT_ALLOWED);
      await expectUnchanged(probe, task, 'the method before was refused');
    }),
  );
  const elsewhere = strayMethods.map(([method, path, impact]) =>
    makeCase(
      `http/method-${method}-${path.split('/').at(-1) ?? ''}`,
      `${method} ${path} is refused`,
      (probe) => {
        const body = method === 'GET' ? {} : { body: NO_SUCH_SERVICE.body ?? {} };
        return probe.send({ method, path, ...body }, NOT_ALLOWED);
      },
      { impact, missing: needsToken },
    ),
  );
  return [...onOneTask, ...elsewhere];
}

const NOWHERE = oneOf('there is no such path', status(404), maybe('method-status', 400, 401, 403, 405, 501));

/** Harmless, and active where an error page shows it as it came. */
const MARKUP = '<script>contractCheck()</script>';

const pathCases = [
  '/taskroutingapi/v1/nosuch',
  '/taskroutingapi/v9/task/1',
  `${taskPath}/1/nosuch`,
  '/nosuch',
  `/nosuch/${encodeURIComponent(MARKUP)}`,
].map((path, index) =>
  makeCase(
    `http/unknown-path-${index + 1}`,
    `GET ${path} finds nothing`,
    (probe) => probe.send({ method: 'GET', path }, NOWHERE),
    { impact: 'reads', missing: needsToken },
  ),
);

/** Calls with a body, for what is wrong with the way the body is sent. */
interface BodyCall {
  readonly operation: string;
  /** Status of a good answer. */
  readonly good: number;
  /** Makes the request, and the look at what it must not change. */
  prepare(
    probe: Probe,
    name: string,
  ): Promise<{ readonly request: ApiRequest; readonly body: JsonObject; afterwards(): Promise<void> }>;
}

const REFUSED = 'the call before was refused for the way its body was sent';

const bodyCalls: readonly BodyCall[] = [
  {
    operation: 'queueTask',
    good: 200,
    prepare: async (probe, name) => {
      const body = uniqueTask(probe.session, name);
      const afterwards = (): Promise<void> => expectNothingQueued(probe, name, REFUSED);
      return { request: queueTask(body), body, afterwards };
    },
  },
  onTask('updateTask', 200, { priority: 9 }, ({ byId }, body) => updateTask(byId, body)),
  onTask('cancelTask', 204, { dispositionName: 'Abandoned', note: 'a note' }, ({ byId }, body) =>
    cancelTask(byId, body),
  ),
];

function onTask(
  operation: string,
  good: number,
  body: JsonObject,
  make: (task: OwnTaskRef, body: JsonObject) => ApiRequest,
): BodyCall {
  return {
    operation,
    good,
    prepare: async (probe, name) => {
      const task = await queueOwn(probe, name, { priority: 5 });
      return { request: make(task, body), body, afterwards: () => expectUnchanged(probe, task, REFUSED) };
    },
  };
}

interface WrongMedia {
  readonly id: string;
  readonly contentType: string | null;
  /** Default: the body in JSON, under a wrong label. */
  readonly text?: string;
}

const FORM = 'application/x-www-form-urlencoded';
const wrongMedia: readonly WrongMedia[] = [
  { id: 'text-plain', contentType: 'text/plain' },
  { id: 'form-label', contentType: FORM },
  { id: 'no-media-type', contentType: null },
  { id: 'xml', contentType: 'application/xml', text: '<task><subject>x</subject></task>' },
  { id: 'form', contentType: FORM, text: 'serviceName=x&priority=9' },
];

function mediaCases(): readonly Case[] {
  const wrong = bodyCalls.flatMap((call) =>
    wrongMedia.map((media) =>
      bodyCase(
        call,
        `media-${media.id}`,
        `a body sent as ${media.contentType ?? 'nothing in particular'}`,
        (body) => ({ text: media.text ?? JSON.stringify(body), contentType: media.contentType }),
        mediaExpectation(call, media),
      ),
    ),
  );
  return [...wrong, ...bodyCalls.map(charsetCase)];
}

function mediaExpectation({ operation }: BodyCall, { id, contentType, text }: WrongMedia): Expectation {
  const lax = operation === 'cancelTask' ? 'lax-body' : undefined;
  return {
    ...violates(
      'the media type is not documented',
      text === undefined ? 'lax-media-type' : lax,
      status(415),
      code(4),
      maybe('refusal-code', 400),
      maybe('refusal-status', 406, 422),
    ),
    because: `the body is sent as ${contentType ?? 'nothing in particular'}, not as application/json`,
    kinds: mediaKinds(operation, id),
    breach: { place: 'the media type', kind: id },
  };
}

/** JSON under two wrong labels is refused in one operation or taken in both cases; so is one label in two operations. */
function mediaKinds(operation: string, id: string): readonly ViolationKind[] {
  const labelled = id === 'text-plain' || id === 'form-label';
  return [
    ...(labelled ? [{ name: `wrong label ${operation}`, close: true }] : []),
    // Cancel Task needs no body, so a server may ignore its media type.
    ...(operation === 'cancelTask' ? [] : [{ name: `media type ${id}`, close: true }]),
  ];
}

/** A parameter of the media type changes nothing about the media type. */
function charsetCase({ operation, good, prepare }: BodyCall): Case {
  const name = `charset-${operation}` as const;
  return makeCase(
    `http/${name}`,
    `${operation} takes a media type with a charset`,
    async (probe) => {
      const { request } = await prepare(probe, name);
      await probe.send(
        { ...request, contentType: 'application/json; charset=utf-8' },
        oneOf('a parameter changes nothing about the media type', status(good)),
      );
    },
    { operation },
  );
}

interface BrokenBody {
  readonly title: string;
  readonly text: (body: JsonObject) => string;
  /** Set where the body is JSON after all, of another type: a server that wants nothing from it may not care. */
  readonly isJson?: true;
}

const brokenBodies: Readonly<Record<string, BrokenBody>> = {
  'cut-off': { title: 'JSON that is cut off', text: (body) => JSON.stringify(body).slice(0, -2) },
  'trailing-comma': {
    title: 'JSON with a comma too many',
    text: (body) => JSON.stringify(body).replace(/\}$/, ',}'),
  },
  'single-quotes': {
    title: 'JSON in single quotes',
    text: (body) => JSON.stringify(body).replaceAll('"', "'"),
  },
  words: { title: 'words instead of JSON', text: () => 'please do it' },
  'trailing-words': { title: 'JSON with words after it', text: (body) => `${JSON.stringify(body)} thanks` },
  'not-a-number': {
    title: 'NaN, which JSON does not know',
    text: (body) => JSON.stringify({ ...body, priority: 0 }).replace(/"priority":0/, '"priority":NaN'),
  },
  array: { title: 'a list instead of an object', text: (body) => JSON.stringify([body]), isJson: true },
  text: { title: 'a text instead of an object', text: () => '"a text"', isJson: true },
  number: { title: 'a number instead of an object', text: () => '42', isJson: true },
  null: { title: 'null instead of an object', text: () => 'null', isJson: true },
  empty: { title: 'no body at all', text: () => '' },
};

function brokenBodyCases(): readonly Case[] {
  return bodyCalls.flatMap((call) =>
    Object.entries(brokenBodies)
      // An empty body is as good as none, and Cancel Task needs none.
      .filter(([id]) => !(call.operation === 'cancelTask' && id === 'empty'))
      .map(([id, { title, text, isJson }]) =>
        bodyCase(call, `body-${id}`, title, (body) => ({ text: text(body) }), {
          ...violates(
            `the body is ${title}`,
            toleratedBody(call.operation, id, isJson === true),
            code(4),
            maybe('refusal-code', 400),
            maybe('refusal-status', 415, 422),
          ),
          breach: { place: 'the body', kind: isJson === true ? 'another type' : 'malformed' },
        }),
      ),
  );
}

function toleratedBody(operation: string, id: string, isJson: boolean): ReadingId | undefined {
  if (operation === 'cancelTask' && isJson) return 'lax-body';
  return operation === 'updateTask' && (id === 'empty' || id === 'null') ? 'empty-update' : undefined;
}

function bodyCase(
  { operation, prepare }: BodyCall,
  id: string,
  title: string,
  change: (body: JsonObject) => Pick<ApiRequest, 'text' | 'contentType'>,
  expectation: Expectation,
): Case {
  const name = `${id}-${operation}`;
  return makeCase(
    `http/${name}`,
    `${operation} is refused with ${title}`,
    async (probe) => {
      const { request, body, afterwards } = await prepare(probe, name);
      const { body: _body, ...bare } = request;
      const { answer } = await probe.send({ ...bare, ...change(body) }, expectation);
      if (answer !== undefined && answer.status >= 400) await afterwards();
    },
    { operation },
  );
}

const BIG = 2 * 1024 * 1024;

/** A body far beyond any sense: refused, or taken, but survived. Not sent over a distance. */
const oversize = makeCase(
  'http/oversize',
  'a body of two megabytes is survived',
  async (probe) => {
    const body = { ...uniqueTask(probe.session, 'oversize'), taskInfo: { subject: 'x'.repeat(BIG) } };
    await probe.send(queueTask(body), {
      ...oneOf('the body is two megabytes long', status(413), maybe('oversize', 400, 200)),
      mayHangUp: true,
    });
    const id = runName(probe.session, 'after-oversize');
    await probe.send(queryTask({ id, external: true }), NOT_FOUND);
  },
  {
    operation: 'queueTask',
    turn: 'alone',
    missing: (session) =>
      session.settings.kind === 'remote'
        ? { reason: 'large bodies are not sent to remote servers' }
        : needsTasks(session),
  },
);

const repeatedRead = makeCase(
  'http/repeated-read',
  'reading changes nothing',
  async (probe) => {
    const task = await queueOwn(probe, 'repeated-read', { priority: 5 });
    const read = (ref: OwnTaskRef): Promise<void> =>
      expectUnchanged(probe, ref, 'the task was read before', 'repeat-changes-nothing');
    for (let times = 0; times < 3; times += 1) await read(task);
    const cancel = oneOf('reading leaves the task in the queue', status(204));
    await probe.send(cancelTask(task.byId, {}), cancel);
    const state = { ...task.state, stage: 'canceled', dispositionName: 'Abandoned' } as const;
    for (let times = 0; times < 2; times += 1) await read({ ...task, state });
  },
  { operation: 'queryTask' },
);

/** Names of header fields know no case, and the bearer scheme none either. */
const headerNames = makeCase(
  'http/header-names',
  'names of header fields in capitals',
  async (probe) => {
    const task = await queueOwn(probe, 'header-names', { priority: 5 });
    const request: ApiRequest = {
      ...queryTask(task.byId),
      credentials: { kind: 'none' },
      headers: { AUTHORIZATION: `Bearer ${probe.session.token ?? ''}` },
      via: 'wire',
    };
    await probe.send(request, expectQueued(task, 'the token is in the header, whatever its case'));
  },
  { operation: 'queryTask' },
);
