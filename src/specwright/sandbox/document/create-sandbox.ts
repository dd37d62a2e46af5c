import { ownString, type JsonObject } from '../../base/json.ts';
import { seededRandom } from '../../base/random.ts';
import { Clock } from '../clock.ts';
import { ControlPlane, type ControlAccess } from '../control/control-plane.ts';
import { commonRoutes, type ControlRoutes } from '../control/routes.ts';
import type { PageParts } from '../control/page/live-page.ts';
import { Engine } from '../engine.ts';
import type { ApiRequest } from '../exchange.ts';
import { FaultSwitch } from '../faults/fault-switch.ts';
import { checkLatency, type Latency } from '../latency.ts';
import { assertRateLimit, type RateLimit } from '../rate-limit.ts';
import { RequestLog } from '../request-log.ts';
import { SandboxError } from '../sandbox-error.ts';
import { createServer, type SandboxServer } from '../server.ts';
import { ApiDocument } from '../../openapi/api-document.ts';
import { DocumentApi, type DocumentDisturbance } from './document-api.ts';
import type { DocumentExchange } from './document-exchange.ts';
import { DocumentControl } from './document-control.ts';
import { documentSteps, type DocumentCore, type DocumentSteps } from './document-steps.ts';
import { faultsOf } from './faults/registry.ts';
import { DocumentedReplies } from './documented-reply.ts';
import { RecordMaker } from './record-maker.ts';
import { Records } from './records.ts';
import { ResourceMemory } from './resource-memory.ts';
import {
  inferActions,
  inferResources,
  type Action,
  type Binding,
  type Corrections,
} from '../../openapi/resources.ts';
import { RequestReader } from './read-request.ts';
import { SchemaChecker } from './schema-checker.ts';
import { fillStore, isFilled, type StartRecords } from './start-records.ts';
import { TokenEndpoint, type Credentials } from './token-endpoint.ts';

/** Options of {@link createSandbox}; all but the document have a default. */
export interface SandboxOptions {
  /** The parsed OpenAPI 3 document. */
  readonly document: JsonObject;
  /** Chance repeats itself for the same seed. Default: 1. */
  readonly seed?: number;
  /** How long answers are held back. Default: not at all. */
  readonly latency?: Latency;
  /** How many requests each caller may send; 429 beyond. Default: no limit. */
  readonly rateLimit?: RateLimit;
  /** Records to start with, by the filled-in paths of their collections; those of the document's examples stay. */
  readonly records?: StartRecords;
  /** Largest request body in bytes; a larger one is answered with 413. Default: 1 MiB. */
  readonly maxBodyBytes?: number;
  /** What people know better than the inference of resources, by operation. */
  readonly resources?: Corrections;
  /** Names of the faults that are on from the start; `sandbox.control.fault()` switches more on. */
  readonly faults?: readonly string[];
  /**
   * What callers must bring, by security scheme: the value of an API key or bearer token, `user:password` for basic,
   * `clientId:clientSecret` for OAuth2 client credentials. Default: whatever has the form of a credential.
   */
  readonly credentials?: Credentials;
  /** Who may use the control plane and the live page. Default: `loopback`. */
  readonly control?: ControlAccess;
}

/** A server made from a document, in this process. */
export interface Sandbox extends SandboxServer, AsyncDisposable {
  /** Time, trouble and records. */
  readonly control: DocumentControl;
  /** The address to hand to a client together with `fetch`; no name server knows it. */
  readonly url: string;
  /**
   * Serves another document from now on, on the same sockets. Time, tokens, settings and the records of collections
   * that it has too stay; records of its examples are added.
   *
   * @throws {SandboxError} as {@link createSandbox}; then nothing changes
   */
  replaceDocument(document: JsonObject): void;
}

const URL_IN_PROCESS = 'https://sandbox.invalid';
const DEFAULT_MAX_BODY_BYTES = 1_048_576;
const SHOWN_REQUESTS = 30;
const DEFAULT_SEED = 1;

const PAGE: PageParts = {
  title: 'Sandbox',
  sections: [['collections', 'Collections', 'tiles']],
  errors: [400, 401, 403, 404, 409, 429, 500, 503].map((status) => [`${status}`, { status }]),
  script: `
const draw = (state) => show('collections', Object.entries(state.collections), ([name, count]) => tile(count, name), 'No records.');`,
};

function readDocument(root: JsonObject): ApiDocument {
  if (ownString(root, 'openapi')?.startsWith('3.') !== true) {
    throw new SandboxError(
      'bad-document',
      'The document is not OpenAPI 3: its "openapi" field does not start with "3.". Convert it first.',
    );
  }
  const document = new ApiDocument(root);
  if (document.operations.length > 0) return document;
  throw new SandboxError('bad-document', 'The document has no operation under "paths": nothing to serve.');
}

/**
 * Starts a sandbox for any OpenAPI 3 document: it checks credentials and requests, keeps what is
 * created, and answers as documented.
 *
 * @throws {SandboxError} `bad-document` where the document has no operation to serve, `bad-option` for a correction of
 * an operation that there is not, `bad-seed`, `unknown-fault`.
 * @throws {RangeError} for a latency that does not exist.
 * @example
 * const sandbox = createSandbox({ document: JSON.parse(await readFile('openapi.json', 'utf8')) });
 * const answer = await sandbox.fetch('/pets/1');
 * const { url } = await sandbox.listen();
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  let current = assemble(options);
  current.control.fault(...(options.faults ?? []));
  const engine = {
    handle: (request: ApiRequest) => current.engine.handle(request),
    maxBodyBytes: current.engine.maxBodyBytes,
  };
  const plane: Parameters<typeof createServer>[1] = {
    isWeb: (path) => current.plane.isWeb(path),
    fetch: (request) => current.plane.fetch(request),
    serve: (...web) => current.plane.serve(...web),
    close: () => current.plane.close(),
  };
  const server = createServer(engine, plane, URL_IN_PROCESS);
  return {
    ...server,
    get control() {
      return current.control;
    },
    url: URL_IN_PROCESS,
    replaceDocument(document) {
      const next = assemble({ ...options, document });
      carryOver(current, next);
      current.plane.close();
      current = next;
    },
    [Symbol.asyncDispose]: server.close,
  };
}

interface Parts {
  readonly engine: Engine<DocumentExchange, DocumentCore, DocumentDisturbance>;
  readonly control: DocumentControl;
  readonly plane: ControlPlane;
  readonly bindings: ReadonlyMap<string, Binding>;
}

/** Everything that is made from one document. */
function assemble(options: SandboxOptions): Parts {
  const document = readDocument(options.document);
  const checker = new SchemaChecker();
  const replies = new DocumentedReplies(document, checker, options.seed ?? DEFAULT_SEED);
  checkCorrections(document, options.resources);
  const bindings = inferResources(document, options.resources);
  const actions = inferActions(document, bindings, options.resources);
  const core = documentCore(document, options, new RequestReader(checker));
  const memory = new ResourceMemory(document, bindings, actions, core, replies);
  const seed = (start: unknown): void =>
    fillStore(document, bindings, core.records, () => replies.random(), start);
  seed(options.records);
  const faults = new FaultSwitch<DocumentExchange, DocumentCore>(
    () => faultsOf(document, bindings),
    core,
    () => core.sound,
  );
  const api = new DocumentApi(document, core, replies, memory);
  const engine = new Engine(core, api, faults, options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
  const control = new DocumentControl(engine, {
    document,
    bindings: new Map<string, Action | Binding>([...bindings, ...actions]),
    records: core.records,
    start: options.records ?? {},
    seed,
  });
  const describe = (): string =>
    JSON.stringify({ state: control.state(), requests: core.log.latest(SHOWN_REQUESTS) });
  const routes: ControlRoutes = {
    ...commonRoutes(control, engine),
    'GET /resources': [
      'what was inferred for each operation, and why',
      () => ({ operations: control.explain() }),
    ],
  };
  const hasRoot = document.operations.some(({ path }) => path === '/');
  const plane = new ControlPlane(routes, PAGE, describe, { access: options.control, hasRoot });
  return { engine, control, plane, bindings };
}

/** What stays when the document changes; a fault that the new one cannot have is off. */
function carryOver({ engine: { core: old, faults } }: Parts, { engine, bindings }: Parts): void {
  const { core } = engine;
  core.clock.set(old.clock.now());
  core.settings = old.settings;
  core.tokens.adopt(old.tokens);
  const templates = [...bindings.values()].map(({ resource }) => resource.collection);
  const isKept = (collection: string): boolean =>
    templates.some((template) => isFilled(template, collection));
  for (const [collection, key] of old.records.deleted())
    if (isKept(collection)) core.records.delete(collection, key);
  for (const [collection, records] of old.records.snapshot())
    if (isKept(collection)) for (const [key, record] of records) core.records.set(collection, key, record);
  const known = new Set(engine.faults.all.map(({ name }) => name));
  engine.faults.set(faults.active.filter((name) => known.has(name)));
}

/** What a sandbox consists of, with the steps of a server without faults. */
function documentCore(
  document: ApiDocument,
  { seed = DEFAULT_SEED, latency, rateLimit, credentials }: SandboxOptions,
  reader: RequestReader,
): DocumentCore & { readonly sound: DocumentSteps } {
  const clock = new Clock();
  const random = seededRandom(seed);
  const maker = new RecordMaker(document.root, random, clock);
  if (rateLimit !== undefined) assertRateLimit(rateLimit);
  const settings = { latency: latency === undefined ? undefined : checkLatency(latency), rateLimit };
  const parts = {
    clock,
    random,
    log: new RequestLog(),
    settings,
    records: new Records(),
    tokens: new TokenEndpoint(document, { clock, random, credentials }),
  };
  // Steps see what a fault makes of other steps: they are looked up in the core that holds them.
  const sound = documentSteps(document, parts, () => core.steps, reader, maker, credentials);
  const core = { ...parts, steps: sound, sound };
  return core;
}

/** A correction of an operation that is gone corrects nothing: better to know. */
function checkCorrections({ operations }: ApiDocument, corrections: Corrections = {}): void {
  const lost = Object.keys(corrections).filter((name) => !operations.some(({ id }) => id === name));
  if (lost.length === 0) return;
  const words = `no operation ${lost.join(', ').slice(0, 200)} to correct`;
  throw new SandboxError(
    'bad-option',
    `The document has ${words}. Remove the correction, or name another operation.`,
  );
}
