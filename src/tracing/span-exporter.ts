import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace';

/** What the exporter answers when a batch has arrived. */
const ARRIVED = 0;

/**
 * Sends batches of spans as OTLP over HTTP. One that does not arrive in `timeoutMs`, with its retries, is lost: `onLost`
 * is told why, once until a batch arrives again.
 */
export function createSpanExporter(url: string, timeoutMs: number, onLost: (reason: string) => void): SpanExporter {
  const otlp = new OTLPTraceExporter({ url, timeoutMillis: timeoutMs });
  let lost = false;
  return {
    export(spans, done) {
      otlp.export(spans, (result) => {
        if (result.code !== ARRIVED && !lost) onLost(reasonOf(result.error));
        lost = result.code !== ARRIVED;
        done(result);
      });
    },
    forceFlush: () => otlp.forceFlush(),
    shutdown: () => otlp.shutdown(),
  };
}

/** An HTTP status or a code such as `ECONNREFUSED`; the message may quote the collector's answer. */
function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'number') return `HTTP ${code}`;
  return typeof code === 'string' ? code : 'no answer';
}
