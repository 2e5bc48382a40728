import { randomUUID } from 'node:crypto';
import { readTraceContext, type TraceContext, traceHeaders } from './trace-context.ts';
import type { Tracer, TracingOptions } from './tracer.ts';

/**
 * A tracer that records spans, or, without options, one that only hands the trace on. OpenTelemetry is loaded when spans
 * are recorded and not before: it takes time and memory. `onLost` is told once per outage of the collector.
 */
export async function createTracer(
  options: TracingOptions | undefined,
  onLost: (reason: string) => void,
): Promise<Tracer> {
  if (options === undefined) return HANDING_ON;
  const { createOtlpTracer } = await import('./otlp-tracer.ts');
  return createOtlpTracer(options, onLost);
}

const HANDING_ON: Tracer = {
  begin(headers) {
    const { traceId, sampled, traceState } = readTraceContext(headers) ?? newTrace();
    return {
      traceId,
      attempt: () => ({
        headers: traceHeaders({ traceId, spanId: randomHex().slice(16), sampled }, traceState),
        end() {},
      }),
      end() {},
    };
  },
  async close() {},
};

function newTrace(): Omit<TraceContext, 'spanId'> {
  return { traceId: randomHex(), sampled: false, traceState: null };
}

/** 32 digits: Node.js makes UUIDs in advance, many at a time, and other random bytes when they are asked for. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}
