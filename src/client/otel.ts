import * as api from '@opentelemetry/api';
import { openTelemetryHooks as hooksFor } from 'specwright/runtime';
import type { Hooks } from './events.ts';

/** Options of {@link openTelemetryHooks}. */
export interface OpenTelemetryOptions {
  /** Where spans come from. @default trace.getTracer('bpcc-task-routing') */
  readonly tracer?: api.Tracer;
  /** Send the trace context along (`traceparent`). @default true */
  readonly propagate?: boolean;
}

/**
 * Hooks that make spans: one for each call, and below it one for each attempt on the wire, with the
 * attribute names of the semantic conventions for HTTP clients. No body, header or credential is in
 * a span. Needs the peer dependency `@opentelemetry/api`.
 *
 * @example
 * const client = createTaskRoutingClient({ ...options, hooks: openTelemetryHooks() });
 */
export function openTelemetryHooks(options: OpenTelemetryOptions = {}): Hooks {
  const { tracer = api.trace.getTracer('bpcc-task-routing'), propagate = true } = options;
  return hooksFor(api, { name: 'bpcc', tracer, propagate });
}
