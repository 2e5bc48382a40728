import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Context,
  type Tracer as OtelTracer,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { maskWord } from '../log/masked.ts';
import type { RequestEnd, RequestFacts } from '../request/request-facts.ts';
import { serviceOf } from '../upstream/family.ts';
import type { CallObserver, UpstreamRequest } from '../upstream/http/request.ts';
import { createSpanExporter } from './span-exporter.ts';
import { readTraceContext, traceHeaders } from './trace-context.ts';
import type { Tracer, TracingOptions } from './tracer.ts';

/** Milliseconds that sending a batch, or shutting down, may take. */
const EXPORT_TIMEOUT_MS = 3000;
/** Milliseconds between two batches; a full batch is sent at once. */
const BATCH_EVERY_MS = 2000;

/** Records a span for each request and each attempt at an upstream call, and sends them to a collector in batches. See `createTracer`. */
export function createOtlpTracer(options: TracingOptions, onLost: (reason: string) => void): Tracer {
  const exporter = createSpanExporter(options.otlpUrl, EXPORT_TIMEOUT_MS, onLost);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.sampleShare) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        scheduledDelayMillis: BATCH_EVERY_MS,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('liveperson-outbound-gateway');
  return {
    begin(headers) {
      const remote = readTraceContext(headers);
      const parent =
        remote === null
          ? ROOT_CONTEXT
          : trace.setSpanContext(ROOT_CONTEXT, { ...spanContextOf(remote), isRemote: true });
      const span = tracer.startSpan('GraphQL', { kind: SpanKind.SERVER }, parent);
      const { attempt } = attemptSpans(tracer, trace.setSpan(ROOT_CONTEXT, span), remote?.traceState ?? null);
      return { traceId: span.spanContext().traceId, attempt, end: (facts, end) => endRequest(span, facts, end) };
    },
    async close() {
      const timer = new AbortController();
      const shutdown = provider.shutdown().catch(() => undefined);
      await Promise.race([
        shutdown,
        sleep(EXPORT_TIMEOUT_MS, undefined, { signal: timer.signal }).catch(() => undefined),
      ]);
      timer.abort();
    },
  };
}

function spanContextOf({ traceId, spanId, sampled }: { traceId: string; spanId: string; sampled: boolean }) {
  return { traceId, spanId, traceFlags: sampled ? 1 : 0 };
}

/** Attributes have no documents, variables or personal data. */
function endRequest(span: Span, facts: RequestFacts, { outcome, status }: RequestEnd): void {
  const { operationName, operationType, accountIds, cost } = facts;
  const name = operationName === null ? null : maskWord(operationName);
  span.updateName(name === null ? (operationType ?? 'GraphQL') : `GraphQL ${name}`);
  span.setAttributes({
    ...(name !== null && { 'graphql.operation.name': name }),
    ...(operationType !== null && { 'graphql.operation.type': operationType }),
    ...(status !== null && { 'http.response.status_code': status }),
    ...(cost !== null && { 'gateway.cost': cost }),
    'gateway.outcome': outcome,
    'gateway.accounts': [...accountIds].toSorted(),
  });
  if (outcome === 'failed' || outcome === 'refused') span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** A client span for each attempt, with the upstream's host but not its path and query. */
function attemptSpans(tracer: OtelTracer, parent: Context, traceState: string | null): CallObserver {
  return {
    attempt(request) {
      const attributes = attemptAttributes(request);
      const span = tracer.startSpan(
        `${request.method} ${request.family}`,
        { kind: SpanKind.CLIENT, attributes },
        parent,
      );
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        headers: traceHeaders({ traceId, spanId, sampled: (traceFlags & 1) === 1 }, traceState),
        end: (outcome) => endAttempt(span, outcome),
      };
    },
  };
}

function attemptAttributes({ method, url, family }: UpstreamRequest) {
  return {
    'gateway.service': serviceOf(family),
    'gateway.family': family,
    'http.request.method': method,
    'server.address': new URL(url).hostname,
  };
}

function endAttempt(span: Span, outcome: string): void {
  const status = /^\d{3}$/.test(outcome) ? Number(outcome) : null;
  if (status !== null) span.setAttribute('http.response.status_code', status);
  if (status === null || status >= 400)
    span.setAttribute('error.type', outcome).setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
