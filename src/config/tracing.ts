import { z } from 'zod';
import { shareSchema } from './traffic.ts';

/** The `tracing` of a configuration file; undefined when no spans are recorded. */
export const tracingSchema = z
  .strictObject({
    otlpUrl: z
      .string()
      .refine(isCollectorUrl, 'must be an http or https URL without user, query or fragment')
      .describe('The URL to send spans to by OTLP/HTTP, for example http://collector:4318/v1/traces.'),
    sampleShare: shareSchema
      .default(1)
      .describe(
        'The share of the traces started by the gateway that is recorded. For other traces, their traceparent decides.',
      ),
    serviceName: z
      .string()
      .min(1)
      .max(100)
      .default('liveperson-outbound-gateway')
      .describe('The service name of the gateway in traces.'),
  })
  .optional()
  .describe('OpenTelemetry traces. Without this section, no traces are recorded.');

/** http is allowed for any host: a collector usually runs beside the gateway, and a span has no secret or personal data. */
function isCollectorUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && `${search}${hash}${username}${password}` === '';
}
