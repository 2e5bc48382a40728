import { z } from 'zod';
import { shareSchema } from './traffic.ts';

/** Where spans go; undefined when none are recorded. */
export const tracingSchema = z
  .strictObject({
    otlpUrl: z
      .string()
      .refine(isCollectorUrl, 'must be an http or https URL without user, query or fragment')
      .describe('Where spans are sent by OTLP/HTTP, such as http://collector:4318/v1/traces.'),
    sampleShare: shareSchema
      .default(1)
      .describe('The share of the traces begun by the gateway that is recorded; for others their traceparent decides.'),
    serviceName: z
      .string()
      .min(1)
      .max(100)
      .default('liveperson-outbound-gateway')
      .describe('What the gateway is called in traces.'),
  })
  .optional()
  .describe('OpenTelemetry traces; without this section none are recorded.');

/** http is allowed everywhere: collectors mostly are beside the gateway, and a span holds no secret and no person. */
function isCollectorUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && `${search}${hash}${username}${password}` === '';
}
