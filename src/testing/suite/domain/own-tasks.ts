import {
  own,
  Skip,
  StopRun,
  toSentRequest,
  type ApiRequest,
  type Exchange,
  type Json,
} from 'specwright/contract';
import type { Session } from '../tenant.ts';
import { queryTask, taskPath, tokenPath, updateTask, type TaskName } from './requests.ts';
import { externalId } from './workspace.ts';

/*
 * Keeps a run off the tasks of others. A server may be as lenient as it likes: it may ignore a body that it cannot
 * read, cut an id at a slash, or take a missing id for "all". What it could do to a task of others under its most
 * lenient reading is sent only in the mode `full`.
 */

type Send = (request: ApiRequest) => Promise<Exchange>;

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Lets a request through that can reach only tasks of this run. A case that prepares the target for its request
 * calls this before: a proof sends requests of its own.
 */
export async function admit(
  session: Session,
  request: ApiRequest,
  send: Send = sender(session),
): Promise<void> {
  const { settings, workspace } = session;
  if (request.operation === 'queueTask') {
    const extTaskId = externalId(bodyOf(request));
    if (extTaskId !== undefined) workspace.expect(extTaskId);
  }
  if (settings.mode === 'full' || SAFE.has(request.method.toUpperCase()) || request.path === tokenPath)
    return;
  if (request.method === 'POST' && isTaskList(request.path)) return requireOwnId(session, request);
  const id = taskIn(request.path);
  if (id === undefined) throw outOfReach('the request could reach tasks of others');
  if (!isOurs(session, id)) await requireProof(session, id, send);
}

function bodyOf({ text, body }: ApiRequest): string | undefined {
  return text ?? (body === undefined ? undefined : JSON.stringify(body));
}

function isTaskList(path: string): boolean {
  return path === taskPath || path === `${taskPath}/`;
}

/** The id in the path of one task; `undefined` for every other path. */
function taskIn(path: string): string | undefined {
  const [start, id, ...rest] = [
    path.slice(0, taskPath.length),
    ...path.slice(taskPath.length + 1).split('/'),
  ];
  if (start !== taskPath || path.charAt(taskPath.length) !== '/' || id === undefined || id === '')
    return undefined;
  if (rest.some((part) => part !== '')) return undefined;
  try {
    return decodeURIComponent(id);
  } catch {
    // Not an id that this run has made.
    return undefined;
  }
}

/** Ids of this run begin with its name: whatever a server makes of them, they are not those of others. */
function isOurs({ settings }: Session, id: string): boolean {
  return id.startsWith(`${settings.runId}-`);
}

/**
 * A task without an external id of ours could not be found again, if its answer is lost. A server may pass over a
 * body that is broken or labeled as something else than JSON, and make a task all the same.
 */
function requireOwnId(session: Session, request: ApiRequest): void {
  const { contentType = 'application/json', headers = {} } = request;
  const isPlain =
    contentType?.startsWith('application/json') === true &&
    !Object.keys(headers).some((name) => /^(?:content-|x-http-method)/i.test(name));
  const id = externalId(bodyOf(request));
  if (!isPlain || id === undefined || !isOurs(session, id))
    throw outOfReach('the request could make a task that cannot be found again');
}

function outOfReach(reason: string): Skip {
  return new Skip(reason, '--mode full');
}

const proofs = new WeakMap<Session['workspace'], Map<string, Promise<void>>>();

/** Proves, once per id, that an internal id is that of a task of this run. */
export function requireProof(session: Session, taskId: string, send: Send = sender(session)): Promise<void> {
  if (session.settings.mode === 'full') return Promise.resolve();
  const known = proofs.get(session.workspace) ?? new Map<string, Promise<void>>();
  proofs.set(session.workspace, known);
  const proof = known.get(taskId) ?? prove(session, taskId, send);
  known.set(taskId, proof);
  return proof;
}

function sender({ settings, token, transport }: Session): Send {
  return (request) => transport(toSentRequest(request, settings.baseUrl, token), settings.timeout);
}

/** A task of ours may move between two looks at it. */
const LOOKS = 3;

async function prove(session: Session, taskId: string, send: Send): Promise<void> {
  const [extTaskId, ...others] = session.workspace.claimsOn(taskId);
  if (extTaskId === undefined) throw outOfReach('the id is not that of a task of this run');
  if (others.length > 0)
    throw foreign(`it answered with ${taskId} for ${extTaskId} and for ${others.join(', ')}`);
  const names = [
    { id: extTaskId, external: true },
    { id: taskId, external: false },
  ] as const;
  for (let look = 1; look <= LOOKS; look += 1) {
    const [byExternalId, byId] = await Promise.all(names.map((name) => read(send, name)));
    if (byId === undefined)
      throw new Skip(`${taskId} cannot be proven to be a task of this run: it is not found`);
    if (byExternalId !== undefined && same(byExternalId, byId)) return mark(send, names, byId);
  }
  throw foreign(`${taskId}, which it gave for ${extTaskId}, is another task`);
}

async function read(send: Send, name: TaskName): Promise<Json | undefined> {
  const { answer } = await send(queryTask(name));
  return answer?.status === 200 ? answer.json : undefined;
}

function same(a: Json, b: Json): boolean {
  return ['taskStatus', 'serviceName', 'priority', 'order'].every((name) => own(a, name) === own(b, name));
}

/** A priority that nobody else would choose, not twice in a run. */
let marks = 0;
function nextMark(): number {
  marks = (marks + 1) % 4_000;
  return 55 + (marks + 1) / 100;
}

/** Tasks of others may look the same: a change made by our external id must show under the internal id. */
async function mark(
  send: Send,
  [external, internal]: readonly [TaskName, TaskName],
  before: Json,
): Promise<void> {
  const priority = nextMark();
  await send(updateTask(external, { priority }));
  const shows = async (name: TaskName): Promise<boolean> =>
    own((await read(send, name)) ?? null, 'priority') === priority;
  const isProven = await shows(internal);
  const isMarked = isProven || (await shows(external));
  const old = own(before, 'priority');
  if (isMarked && typeof old === 'number') await send(updateTask(external, { priority: old }));
  if (isProven) return;
  if (isMarked) throw foreign(`${internal.id}, which it gave for ${external.id}, is another task`);
  throw new Skip(`${internal.id} cannot be proven to be a task of this run: its priority cannot be changed`);
}

function foreign(what: string): StopRun {
  return new StopRun(
    `Queue Task answers with the id of a task that this run did not make: ${what}. The run ended before it changed that task`,
  );
}
