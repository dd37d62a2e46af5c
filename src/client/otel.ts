import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { CallInfo, Hooks, RequestEvent, ResponseEvent } from 'specwright/runtime';

/** Options of {@link openTelemetryHooks}. */
export interface OpenTelemetryOptions {
  /** Where spans come from. @default trace.getTracer('bpcc-task-routing') */
  readonly tracer?: Tracer;
  /** Send the trace context along (`traceparent`). @default true */
  readonly propagate?: boolean;
}

/** What ends a call: the part of a settled call that a span shows. */
interface CallEnd {
  readonly ok?: boolean;
  readonly error?: { readonly code?: string; readonly errorCode?: unknown };
  readonly meta?: { readonly attempts?: number };
}

function attributesOf({ method, url, attempt }: RequestEvent): Record<string, string | number> {
  const { hostname, port, protocol } = new URL(url);
  return {
    'http.request.method': method,
    'url.full': url,
    'server.address': hostname,
    'server.port': port ? Number(port) : protocol === 'http:' ? 80 : 443,
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
  };
}

function finish(span: Span, { status, failure, errorCode }: ResponseEvent): void {
  if (status !== undefined) span.setAttribute('http.response.status_code', status);
  if (errorCode !== undefined) span.setAttribute('bpcc.error_code', errorCode);
  const wrong = failure ?? (status !== undefined && status >= 400 ? String(status) : undefined);
  if (wrong !== undefined) {
    span.setAttribute('error.type', wrong);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

function settle(span: Span, { ok, error, meta }: CallEnd): void {
  if (meta?.attempts !== undefined) span.setAttribute('bpcc.attempts', meta.attempts);
  if (ok === false) {
    span.setAttribute('error.type', error?.code ?? '_OTHER');
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
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
  const tracer = options.tracer ?? trace.getTracer('bpcc-task-routing');
  const attempts = new WeakMap<CallInfo, Span>();
  return {
    aroundCall: (call, next) =>
      tracer.startActiveSpan(call.operation, { kind: SpanKind.INTERNAL }, async (span) => {
        try {
          const end = await next();
          settle(span, Object(end));
          return end;
        } finally {
          span.end();
        }
      }),
    onRequest(event) {
      const span = tracer.startSpan(event.method, { kind: SpanKind.CLIENT, attributes: attributesOf(event) });
      attempts.set(event.call, span);
      if (options.propagate === false) return;
      const set = (_carrier: unknown, name: string, value: string): void => event.setHeader(name, value);
      propagation.inject(trace.setSpan(context.active(), span), undefined, { set });
    },
    onResponse(event) {
      const span = attempts.get(event.call);
      if (span) finish(span, event);
    },
    onRetry: ({ reason, delayMs, attempt }) =>
      void trace.getActiveSpan()?.addEvent('retry', { reason, delayMs, attempt }),
  };
}
