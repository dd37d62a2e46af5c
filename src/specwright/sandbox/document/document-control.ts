import type { JsonObject } from '../../base/json.ts';
import { SandboxControl, type CommonState } from '../control/control.ts';
import { EFFECT_FIELDS, limitFields } from '../disturb/disturbance.ts';
import type { Engine } from '../engine.ts';
import { checkFields } from '../fields.ts';
import { checkLatency, type Latency } from '../latency.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { ApiDocument } from '../../openapi/api-document.ts';
import { STATUS_FIELD, type DocumentDisturbance, type DocumentExchange } from './document-api.ts';
import type { DocumentCore } from './document-steps.ts';
import { isDeletedSnapshot, isRecordsSnapshot, type Records } from './records.ts';
import { explain, type Binding, type Explanation } from '../../openapi/resources.ts';

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

/** What the control acts on beside the engine. */
export interface DocumentParts {
  readonly document: ApiDocument;
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly records: Records;
  /** Fills the records with the examples of the document. */
  seed(): void;
}

/** What no client of the API can do: time, trouble, records. */
export class DocumentControl extends SandboxControl<DocumentExchange, DocumentCore, DocumentDisturbance> {
  readonly #latency: Latency | undefined;
  readonly #parts: DocumentParts;

  /** Made by `createSandbox`. */
  constructor(engine: Engine<DocumentExchange, DocumentCore, DocumentDisturbance>, parts: DocumentParts) {
    super(engine, {
      effects: { ...STATUS_FIELD, ...EFFECT_FIELDS },
      limits: limitFields(parts.document.operations.map(({ id }) => id)),
    });
    this.#parts = parts;
    this.#latency = engine.core.settings.latency;
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

  /** Back to the examples of the document. */
  reset(): void {
    this.#parts.records.clear();
    this.#parts.seed();
    const { core, disturbances, faults } = this.engine;
    disturbances.clear();
    faults.set([]);
    core.log.clear();
    core.settings = { latency: this.#latency };
  }

  /** Changes the latency; `null` switches it off. @throws {SandboxError | RangeError} */
  set(change: { readonly latency?: Latency | null }): void {
    checkFields(change, {
      latency: [(value) => value === null || Boolean(checkLatency(value)), 'a latency'],
    });
    const { latency } = change;
    if (latency !== undefined) {
      this.engine.core.settings = { latency: latency === null ? undefined : checkLatency(latency) };
    }
  }
}
