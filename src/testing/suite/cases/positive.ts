import {
  factorsOf,
  isObject,
  objectAt,
  own,
  ownObject,
  ownString,
  pairwise,
  seededRandom,
  withValue,
  type Factor,
  type Json,
  type JsonObject,
  type Row,
  type Vocabulary,
} from 'specwright/contract';
import type { Case, Probe } from '../tenant.ts';
import { requestSchema } from '../builtin-api.ts';
import { maybe, oneOf, status } from '../domain/expect.ts';
import { makeCase } from './make-case.ts';
import { runName, uniqueTask, type Naming } from '../domain/bodies.ts';
import { DEFAULT_PRIORITY, expectQuery } from '../domain/model.ts';
import { queryTask, queueTask } from '../domain/requests.ts';

const schema = requestSchema('queueTask');

/** What the target is known to take, where the schema says no more than "a text". */
function vocabulary({ profile, settings }: Naming): Vocabulary {
  const web = ['https://crm.example.com/cases/1', undefined];
  const known = new Map<string, readonly (Json | undefined)[]>([
    ['serviceName', (profile.services ?? []).slice(0, 2)],
    ['taskLaunchPointId', [...(profile.launchPoints ?? []).slice(0, 2).map(({ id }) => id), undefined]],
    ['extTaskId', ['own', undefined]],
    ['extCaseId', ['own', undefined]],
    ['extContactId', ['own', undefined]],
    ['screenpop', ['SHOW_OBJECT:192837465:task', ...web]],
    ['screenpopData.*.url', web.slice(0, 1)],
    ['contactInfo', [{}]],
    ['caseInfo', [{}]],
    ['taskInfo', [{}]],
    ['caseInfo.category', profile.categories ?? ['Technical Support']],
    ['caseInfo.priority', [1, undefined]],
    ['contactInfo.emails.*.address', [`${settings.runId}@example.com`]],
  ]);
  return (place) => known.get(place.replaceAll(/\.\d+(?=\.|$)/g, '.*').replace(/^\*\.\*\./, ''));
}

/** How many bodies the rows of the sandbox seed come to; a case each, so that ids are the same at every target. */
const MOST_ROWS = 40;

/** Valid bodies that together hold every pair of what the schema allows. */
export function positiveCases(): readonly Case[] {
  return Array.from({ length: MOST_ROWS }, (_, index) => positiveCase(index));
}

function positiveCase(index: number): Case {
  return makeCase(
    `positive/queueTask-${String(index + 1).padStart(2, '0')}`,
    `queueTask takes a valid body (combination ${index + 1})`,
    async (probe) => {
      const { factors, rows } = plan(probe.session);
      const row = rows[index];
      if (row !== undefined) await tryRow(probe, factors, row, `positive-${index}`);
    },
    { operation: 'queueTask' },
  );
}

interface Plan {
  readonly factors: readonly Factor[];
  readonly rows: readonly Row[];
}

const plans = new WeakMap<object, Plan>();

/** The rows of a run, made once: they follow from the schema, the profile and the seed. */
function plan(session: Probe['session']): Plan {
  const known = plans.get(session);
  if (known !== undefined) return known;
  const factors = allFactors(session);
  const made = {
    factors,
    rows: pairwise(
      factors.map(({ levels }) => levels.length),
      seededRandom(session.settings.seed),
    ),
  };
  plans.set(session, made);
  return made;
}

/** Info blocks are objects to fill: their own factors follow them. */
function allFactors(session: Naming): readonly Factor[] {
  const words = vocabulary(session);
  const blocks = ['contactInfo', 'caseInfo', 'taskInfo'].flatMap((block) => {
    const property = ownObject(own(schema, 'properties'), block);
    return property === undefined ? [] : factorsOf(property, words, [block]);
  });
  return [...factorsOf(schema, words), ...blocks];
}

async function tryRow(probe: Probe, factors: readonly Factor[], row: Row, name: string): Promise<void> {
  const trial = probe.apart();
  await sendBody(trial.probe, bodyOf(probe.session, factors, row, name));
  if (!trial.flawed() || !mayShrink(probe.session)) return trial.keep();
  await shrink(probe, factors, row, name);
}

/** Rows that are shrunk: what has one cause fails many of them, and the others would only repeat it. */
const MOST_SHRUNK = 2;
const shrunk = new WeakMap<object, number>();

function mayShrink(session: Probe['session']): boolean {
  const count = (shrunk.get(session) ?? 0) + 1;
  shrunk.set(session, count);
  return count <= MOST_SHRUNK;
}

/** Takes away what is not needed for the failure, and reports what is left. */
async function shrink(probe: Probe, factors: readonly Factor[], row: Row, name: string): Promise<void> {
  let smallest = row;
  let proof = probe.apart();
  await sendBody(proof.probe, bodyOf(probe.session, factors, smallest, `${name}-again`));
  for (const [index, { levels }] of factors.entries()) {
    const absent = levels.indexOf(undefined);
    if (absent < 0 || smallest[index] === absent) continue;
    const smaller = smallest.map((level, at) => (at === index ? absent : level));
    const trial = probe.apart();
    await sendBody(trial.probe, bodyOf(probe.session, factors, smaller, `${name}-without-${index}`));
    if (trial.flawed()) [smallest, proof] = [smaller, trial];
  }
  proof.keep();
}

function bodyOf(session: Naming, factors: readonly Factor[], row: Row, name: string): JsonObject {
  const base: Json = { contactInfo: {}, caseInfo: {}, taskInfo: {} };
  const filled = factors.reduce<Json>((body, { place, levels }, index) => {
    const level = levels[row[index] ?? 0];
    return level === undefined || isEmptyBlock(level) ? body : withValue(body, place, level);
  }, base);
  return isObject(filled) ? named(session, filled, name) : {};
}

function isEmptyBlock(level: Json): boolean {
  return isObject(level) && Object.keys(level).length === 0;
}

/** Gives the external ids texts of their own, and the body the marks of the run. */
function named(session: Naming, body: JsonObject, name: string): JsonObject {
  const plain = uniqueTask(session, name);
  const ownId = (key: string): JsonObject =>
    body[key] === 'own' ? { [key]: runName(session, `${name}-${key}`) } : {};
  return {
    ...body,
    ...ownId('extTaskId'),
    ...ownId('extCaseId'),
    ...ownId('extContactId'),
    taskInfo: { ...objectAt(body, 'taskInfo'), ...objectAt(plain, 'taskInfo') },
  };
}

const VALID = 'the body is as the document says';

/** Custom fields that nobody has set up at the target may be refused; the rest of the body must then be taken. */
async function sendBody(probe: Probe, body: JsonObject): Promise<void> {
  const plain = withoutCustom(body);
  const custom = JSON.stringify(plain) !== JSON.stringify(body);
  const refusal = maybe('unknown-custom', 400, 422);
  const { answer } = await probe.send(
    queueTask(body),
    oneOf(VALID, status(200), ...(custom ? [refusal] : [])),
  );
  if (custom && answer !== undefined && refusal.statuses.includes(answer.status))
    return sendBody(probe, plain);
  const taskId = ownString(answer?.json, 'taskId');
  if (taskId === undefined) return;
  await probe.send(
    queryTask({ id: taskId, external: false }),
    expectQuery(stateOf(probe, body), 'state-after-call', 'the task was queued like that'),
  );
}

function withoutCustom(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([block, value]) => [block, isObject(value) ? withoutPrefix(value) : value]),
  );
}

function withoutPrefix(block: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(block).filter(([name]) => !name.startsWith('custom_')));
}

function stateOf({ session }: Probe, body: JsonObject): Parameters<typeof expectQuery>[0] {
  const launchPoint = session.profile.launchPoints?.find(({ id }) => id === body['taskLaunchPointId']);
  return {
    stage: 'queued',
    serviceName: String(body['serviceName']),
    priority:
      typeof body['priority'] === 'number' ? body['priority'] : (launchPoint?.priority ?? DEFAULT_PRIORITY),
    unheededPriorities: [launchPoint?.priority ?? DEFAULT_PRIORITY, DEFAULT_PRIORITY],
    order: body['order'] === 'lifo' ? 'lifo' : 'fifo',
  };
}
