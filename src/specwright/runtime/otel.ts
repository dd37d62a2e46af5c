import type { CallInfo, Hooks, RequestEvent, ResponseEvent } from './events.ts';

/** What is used of a span. */
interface Span {
  setAttribute(name: string, value: string | number): unknown;
  setStatus(status: { code: number }): unknown;
  addEvent(name: string, attributes: Record<string, string | number>): unknown;
  end(): void;
}

/** What is used of a tracer. */
export interface SpanMaker {
  startSpan(name: string, options: { kind: number; attributes?: Record<string, string | number> }): Span;
  startActiveSpan<T>(name: string, options: { kind: number }, run: (span: Span) => T): T;
}

/** What is used of the module `@opentelemetry/api`. */
export interface OpenTelemetryApi {
  readonly trace: {
    getTracer(name: string): SpanMaker;
    setSpan(context: unknown, span: Span): unknown;
    getActiveSpan(): Span | undefined;
  };
  readonly context: { active(): unknown };
  readonly propagation: {
    inject(
      context: unknown,
      carrier: unknown,
      setter: { set(carrier: unknown, name: string, value: string): void },
    ): void;
  };
}

/** Options of {@link openTelemetryHooks}. */
export interface OpenTelemetryOptions {
  /** Where spans come from. @default that of `name` */
  readonly tracer?: SpanMaker;
  /** Of the tracer, and what attributes outside the conventions begin with. @default 'api' */
  readonly name?: string;
  /** Send the trace context along (`traceparent`). @default true */
  readonly propagate?: boolean;
}

/* Values of the enumerations of `@opentelemetry/api`, which is imported by the application only. */
const INTERNAL = 0;
const CLIENT = 2;
const ERROR = 2;

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

function finish(span: Span, prefix: string, { status, failure, errorCode }: ResponseEvent): void {
  if (status !== undefined) span.setAttribute('http.response.status_code', status);
  if (errorCode !== undefined) span.setAttribute(`${prefix}.error_code`, errorCode);
  const wrong = failure ?? (status !== undefined && status >= 400 ? String(status) : undefined);
  if (wrong !== undefined) {
    span.setAttribute('error.type', wrong);
    span.setStatus({ code: ERROR });
  }
  span.end();
}

function settle(span: Span, prefix: string, { ok, error, meta }: CallEnd): void {
  if (meta?.attempts !== undefined) span.setAttribute(`${prefix}.attempts`, meta.attempts);
  if (ok === false) {
    span.setAttribute('error.type', error?.code ?? '_OTHER');
    span.setStatus({ code: ERROR });
  }
}

/**
 * Hooks that make spans: one for each call, and below it one for each attempt on the wire, with the
 * attribute names of the semantic conventions for HTTP clients. No body, header or credential is in
 * a span.
 *
 * @param api - the module `@opentelemetry/api`
 * @example
 * import * as api from '@opentelemetry/api';
 * const client = createClient({ ...options, hooks: openTelemetryHooks(api) });
 */
export function openTelemetryHooks(
  { trace, context, propagation }: OpenTelemetryApi,
  { name = 'api', propagate = true, tracer = trace.getTracer(name) }: OpenTelemetryOptions = {},
): Hooks {
  const attempts = new WeakMap<CallInfo, Span>();
  return {
    aroundCall: (call, next) =>
      tracer.startActiveSpan(call.operation, { kind: INTERNAL }, async (span) => {
        try {
          const end = await next();
          settle(span, name, Object(end));
          return end;
        } finally {
          span.end();
        }
      }),
    onRequest(event) {
      const span = tracer.startSpan(event.method, { kind: CLIENT, attributes: attributesOf(event) });
      attempts.set(event.call, span);
      if (!propagate) return;
      const set = (_carrier: unknown, header: string, value: string): void => event.setHeader(header, value);
      propagation.inject(trace.setSpan(context.active(), span), undefined, { set });
    },
    onResponse(event) {
      const span = attempts.get(event.call);
      if (span) finish(span, name, event);
    },
    onRetry: ({ reason, delayMs, attempt }) =>
      void trace.getActiveSpan()?.addEvent('retry', { reason, delayMs, attempt }),
  };
}
