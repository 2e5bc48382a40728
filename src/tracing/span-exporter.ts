import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace';

/** The exporter's result code for a batch that arrived. */
const ARRIVED = 0;

/**
 * Sends batches of spans by OTLP/HTTP. A batch that does not arrive within `timeoutMs`, retries included, is lost. `onLost`
 * is called with the reason for the first lost batch, and again only after another batch has arrived.
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

/** An HTTP status or a code such as `ECONNREFUSED`, because the message may quote the collector's response. */
function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'number') return `HTTP ${code}`;
  return typeof code === 'string' ? code : 'no answer';
}
