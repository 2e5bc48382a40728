import { randomHex } from './random-hex.ts';
import { readTraceContext, type TraceContext, traceHeaders } from './trace-context.ts';
import type { Tracer, TracingOptions } from './tracer.ts';

/**
 * A tracer that records spans or, without options, only propagates the trace context. OpenTelemetry takes time and memory,
 * so it is loaded only when spans are recorded. `onLost` is called once per outage of the collector.
 */
export async function createTracer(
  options: TracingOptions | undefined,
  onLost: (reason: string) => void,
): Promise<Tracer> {
  if (options === undefined) return PROPAGATING;
  const { createOtlpTracer } = await import('./otlp-tracer.ts');
  return createOtlpTracer(options, onLost);
}

const PROPAGATING: Tracer = {
  begin(headers) {
    const { traceId, sampled, traceState } = readTraceContext(headers) ?? newTrace();
    return {
      traceId,
      attempt: () => ({
        headers: traceHeaders({ traceId, spanId: randomHex(8), sampled }, traceState),
        end() {},
      }),
      end() {},
    };
  },
  async close() {},
};

function newTrace(): Omit<TraceContext, 'spanId'> {
  return { traceId: randomHex(16), sampled: false, traceState: null };
}
