import { objectAt, ownString, type JsonObject } from '../../src/specwright/base/json.ts';
import { documentSuite } from '../../src/specwright/contract/document-suite.ts';
import { verify, type Report } from '../../src/specwright/contract/index.ts';
import type { Source } from '../../src/specwright/contract/engine/case.ts';
import type { Suite } from '../../src/specwright/contract/suite.ts';
import { ApiDocument } from '../../src/specwright/openapi/api-document.ts';
import { createSandbox } from '../../src/specwright/sandbox/index.ts';

/** The share of faults that `verify` must find. */
const ENOUGH = 0.95;

/** Where the cases come from that mostly find a group of faults: they run first, and all others where these find nothing. */
const LIKELY: Readonly<Record<string, readonly Source[]>> = {
  schema: ['examples', 'positive'],
  status: ['examples', 'positive', 'auth', 'negative'],
  'media-type': ['examples', 'positive', 'auth'],
  auth: ['auth'],
  negative: ['negative', 'http'],
  boundary: ['negative', 'positive', 'examples'],
  state: ['workflow'],
  http: ['http', 'auth'],
};

/** A fault that was tried, and the checks that found it. */
interface Trial {
  readonly fault: string;
  readonly killers: readonly string[];
}

/** What the runs against one document found. */
export interface Proof {
  /** The verdict on the server without a fault. */
  readonly headline: string;
  /** What was found in the server without a fault, in words. */
  readonly falseFindings: readonly string[];
  /** How many faults the document can have. */
  readonly applicable: number;
  readonly trials: readonly Trial[];
}

interface ProofOptions {
  /** Faults to try; all where none is named. */
  readonly names?: readonly string[];
  /** Try so many of them at most, spread evenly over all groups. */
  readonly most?: number;
  /** Where the spread begins, so that several documents together try all kinds. */
  readonly offset?: number;
  readonly onTrial?: (trial: Trial) => void;
}

/** Serves a document without a fault and then with each one that it can have, and verifies each server. */
export async function proveDocument(
  stated: JsonObject,
  { names = [], most = Number.MAX_SAFE_INTEGER, offset = 0, onTrial }: ProofOptions = {},
): Promise<Proof> {
  const document = withOwnTokens(stated);
  const bench = new Bench(document);
  const sound = await bench.verify();
  const falseFindings = errorsOf(sound);
  const known = new Set(falseFindings.map(({ key }) => key));
  const available = createSandbox({ document }).control.allFaults();
  const wanted = available.filter(({ name }) => names.length === 0 || names.includes(name));
  const tried = wanted.filter((_fault, index) => ((index + offset) * most) % wanted.length < most);
  const trials: Trial[] = [];
  for (const { name: fault, group } of tried) {
    const find = async (sources?: readonly Source[]): Promise<Report['findings']> =>
      errorsOf(await bench.verify(fault, known, sources)).filter(({ key }) => !known.has(key));
    const likely = await find(LIKELY[group]);
    const errors = likely.length > 0 ? likely : await find();
    const trial = { fault, killers: [...new Set(errors.map(({ check }) => check))] };
    trials.push(trial);
    onTrial?.(trial);
  }
  return {
    headline: sound.headline,
    falseFindings: falseFindings.map(({ check, title }) => `${check}: ${title}`),
    applicable: available.length,
    trials,
  };
}

/** Whether the sound server has no finding, and nearly every fault is found. */
export function isProven({ falseFindings, trials }: Proof): boolean {
  return falseFindings.length === 0 && foundIn(trials) >= ENOUGH * trials.length;
}

export function foundIn(trials: readonly Trial[]): number {
  return trials.filter(({ killers }) => killers.length > 0).length;
}

/** The document with its tokens at the sandbox: the host that gives them out is not there. */
function withOwnTokens(document: JsonObject): JsonObject {
  const copy = structuredClone(document);
  const schemes = objectAt(objectAt(copy, 'components'), 'securitySchemes');
  for (const scheme of Object.values(schemes)) {
    const flow = objectAt(objectAt(scheme, 'flows'), 'clientCredentials');
    const url = ownString(flow, 'tokenUrl');
    if (url !== undefined) flow['tokenUrl'] = url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  }
  return copy;
}

/** Fresh sandboxes of one document, with the credentials that it asks for, and the suite that verifies them. */
class Bench {
  readonly #document: JsonObject;
  readonly #auth: Readonly<Record<string, string>>;
  readonly #suite: Suite;

  constructor(document: JsonObject) {
    const { schemes } = new ApiDocument(document);
    this.#document = document;
    this.#auth = Object.fromEntries([...schemes].map(([name]) => [name, `caller-7:of-${name}-7`]));
    this.#suite = documentSuite(document, { auth: this.#auth });
  }

  /** Verifies a sandbox without a fault, or with one: then the first finding that is not known ends the run. */
  async verify(
    fault?: string,
    known: ReadonlySet<string> = new Set(),
    sources?: readonly Source[],
  ): Promise<Report> {
    const faults = fault === undefined ? [] : [fault];
    await using sandbox = createSandbox({ document: this.#document, credentials: this.#auth, faults });
    const { url } = await sandbox.listen();
    const enough = new AbortController();
    return await verify({
      target: url,
      suite: this.#suite,
      sandbox: true,
      // No fault keeps answers back: what is slow here is this machine.
      timeout: 60_000,
      ...(sources && { sources }),
      signal: enough.signal,
      onEvent: (event) => {
        if (event.type !== 'exchange' || fault === undefined) return;
        if (event.findings.some(({ severity, key }) => severity === 'error' && !known.has(key)))
          enough.abort();
      },
    });
  }
}

function errorsOf({ findings }: Report): Report['findings'] {
  return findings.filter(({ severity }) => severity === 'error');
}
