import { SandboxControl, type CommonState } from '../control/control.ts';
import { EFFECT_FIELDS, limitFields } from '../disturb/disturbance.ts';
import type { Engine, EngineCore } from '../engine.ts';
import { checkFields } from '../fields.ts';
import { checkLatency, type Latency } from '../latency.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { ApiDocument } from './api-document.ts';
import { STATUS_FIELD, type DocumentDisturbance, type DocumentExchange } from './document-api.ts';

/** What is kept of a sandbox made from a document. */
export interface DocumentSnapshot {
  readonly format: 'specwright-sandbox';
  readonly version: 1;
  /** Sandbox time, milliseconds since 1970. */
  readonly now: number;
}

/** What no client of the API can do: time, trouble, records. */
export class DocumentControl extends SandboxControl<DocumentExchange, EngineCore, DocumentDisturbance> {
  readonly #latency: Latency | undefined;

  /** Made by `createSandbox`. */
  constructor(
    engine: Engine<DocumentExchange, EngineCore, DocumentDisturbance>,
    { operations }: ApiDocument,
  ) {
    super(engine, {
      effects: { ...STATUS_FIELD, ...EFFECT_FIELDS },
      limits: limitFields(operations.map(({ id }) => id)),
    });
    this.#latency = engine.core.settings.latency;
  }

  state(): CommonState {
    const { core, faults } = this.engine;
    return { now: this.now.toISOString(), faults: faults.active, counts: { requests: core.log.count } };
  }

  snapshot(): DocumentSnapshot {
    return { format: 'specwright-sandbox', version: 1, now: this.engine.core.clock.now() };
  }

  /** Goes back to a snapshot. @throws {SandboxError} `bad-snapshot` */
  restore(snapshot: unknown): void {
    const sent = new Map<string, unknown>(Object.entries(Object(snapshot)));
    const now = sent.get('now');
    if (sent.get('format') !== 'specwright-sandbox' || sent.get('version') !== 1 || typeof now !== 'number') {
      throw new SandboxError(
        'bad-snapshot',
        'This is not a snapshot of the sandbox: expected the format specwright-sandbox, version 1, as GET /_sandbox/snapshot gives it.',
      );
    }
    this.engine.core.clock.set(now);
  }

  reset(): void {
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
