import type { JsonObject } from '../../base/json.ts';
import { SandboxControl, type CommonState } from '../control/control.ts';
import { EFFECT_FIELDS, limitFields } from '../disturb/disturbance.ts';
import type { Engine } from '../engine.ts';
import { checkFields } from '../fields.ts';
import { checkLatency, type Latency } from '../latency.ts';
import { assertRateLimit, type RateLimit } from '../rate-limit.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { ApiDocument } from '../../openapi/api-document.ts';
import { STATUS_FIELD, type DocumentDisturbance } from './document-api.ts';
import type { DocumentExchange } from './document-exchange.ts';
import type { DocumentCore } from './document-steps.ts';
import { isDeletedSnapshot, isRecordsSnapshot, type Records } from './records.ts';
import { explain, type Action, type Binding, type Explanation } from '../../openapi/resources.ts';

/** What is kept of a sandbox made from a document. */
export interface DocumentSnapshot {
  readonly format: 'specwright-sandbox';
  readonly version: 1;
  /** Sandbox time, milliseconds since 1970. */
  readonly now: number;
  /** Records by collection and id. */
  readonly records: readonly (readonly [string, readonly (readonly [string, JsonObject])[]])[];
  /** Collection and id of each deleted record: reads of it give 404. */
  readonly deleted: readonly (readonly [string, string])[];
}

/** How things are in a sandbox made from a document. */
export interface DocumentState extends CommonState {
  /** How many records each collection holds. */
  readonly collections: Readonly<Record<string, number>>;
}

/** What the control acts on in addition to the engine. */
export interface DocumentParts {
  readonly document: ApiDocument;
  readonly bindings: ReadonlyMap<string, Binding | Action>;
  readonly records: Records;
  /** Records to start with. */
  readonly start: unknown;
  /** Fills the records with the examples of the document and those to start with. */
  seed(start: unknown): void;
}

/** What no client of the API can do: time, trouble, records. */
export class DocumentControl extends SandboxControl<DocumentExchange, DocumentCore, DocumentDisturbance> {
  readonly #settings: DocumentCore['settings'];
  #start: unknown;
  readonly #parts: DocumentParts;

  /** Made by `createSandbox`. */
  constructor(engine: Engine<DocumentExchange, DocumentCore, DocumentDisturbance>, parts: DocumentParts) {
    super(engine, {
      effects: { ...STATUS_FIELD, ...EFFECT_FIELDS },
      limits: limitFields(parts.document.operations.map(({ id }) => id)),
    });
    this.#parts = parts;
    this.#start = parts.start;
    this.#settings = engine.core.settings;
  }

  /** What was inferred for each operation, and why. */
  explain(): Explanation[] {
    return explain(this.#parts.document, this.#parts.bindings);
  }

  state(): DocumentState {
    const { core, faults } = this.engine;
    const collections = this.#parts.records.counts();
    return {
      now: this.now.toISOString(),
      faults: faults.active,
      counts: { requests: core.log.count },
      collections,
    };
  }

  snapshot(): DocumentSnapshot {
    const records = structuredClone(this.#parts.records.snapshot());
    const deleted = this.#parts.records.deleted();
    return { format: 'specwright-sandbox', version: 1, now: this.engine.core.clock.now(), records, deleted };
  }

  /** Goes back to a snapshot. @throws {SandboxError} `bad-snapshot` */
  restore(snapshot: unknown): void {
    const sent = new Map<string, unknown>(Object.entries(Object(snapshot)));
    const now = sent.get('now');
    const records = sent.get('records');
    const deleted = sent.get('deleted') ?? [];
    const isOurs = sent.get('format') === 'specwright-sandbox' && sent.get('version') === 1;
    if (
      !isOurs ||
      typeof now !== 'number' ||
      !Number.isFinite(now) ||
      !isRecordsSnapshot(records) ||
      !isDeletedSnapshot(deleted)
    ) {
      throw new SandboxError(
        'bad-snapshot',
        'This is not a snapshot of the sandbox: expected the format specwright-sandbox, version 1, as GET /_sandbox/snapshot gives it.',
      );
    }
    this.engine.core.clock.set(now);
    this.#parts.records.clear();
    for (const [collection, key] of deleted) this.#parts.records.delete(collection, key);
    for (const [collection, entries] of structuredClone(records)) {
      for (const [key, record] of entries) this.#parts.records.set(collection, key, record);
    }
  }

  /**
   * Back to the examples of the document and the records to start with.
   *
   * @param start other records to start with, from now on
   * @throws {SandboxError} `bad-seed`; then nothing changes
   */
  reset(start: unknown = this.#start): void {
    this.#parts.seed(start);
    this.#start = start;
    const { core, disturbances, faults } = this.engine;
    disturbances.clear();
    faults.set([]);
    core.log.clear();
    core.settings = this.#settings;
  }

  /** Changes the latency or the rate limit; `null` switches it off. @throws {SandboxError | RangeError} */
  set(change: { readonly latency?: Latency | null; readonly rateLimit?: RateLimit | null }): void {
    const { latency, rateLimit } = change;
    checkFields(change, {
      latency: [(value) => value === null || Boolean(checkLatency(value)), 'a latency'],
      rateLimit: [(value) => value === null || typeof value === 'object', 'a rate limit'],
    });
    if (rateLimit !== undefined && rateLimit !== null) assertRateLimit(rateLimit);
    const { settings } = this.engine.core;
    this.engine.core.settings = {
      latency:
        latency === undefined ? settings.latency : latency === null ? undefined : checkLatency(latency),
      rateLimit: rateLimit === undefined ? settings.rateLimit : (rateLimit ?? undefined),
    };
  }
}
