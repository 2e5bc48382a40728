import { z } from 'zod';
import { MESSAGING_CHANNELS } from '../upstream/messaging-channel.ts';
import { credentialsSchema } from './credentials.ts';
import type { SecretSchema } from './secret.ts';
import { sendingSchema } from './sending.ts';
import { baseUrlSchema } from './url.ts';
import { wholeNumber } from './whole-number.ts';

const alertChannelCodesSchema = z
  .partialRecord(z.enum(MESSAGING_CHANNELS).exclude(['OTHER']), z.string().min(1))
  .default({})
  .describe(
    "LiveDeflect's codes for the channels that an alert can be forced onto, where they differ from the usual ones.",
  );

/** One account as it is written in the configuration file. */
export const accountSchema = (secret: SecretSchema) =>
  z.strictObject({
    accountId: z
      .string()
      .regex(/^\d{1,20}$/, 'must be the digits of a LivePerson account')
      .describe('The LivePerson account (site) id.'),
    region: z
      .enum(['va', 'lo', 'sy'])
      .optional()
      .describe('The data center. Without it, the Domain API gives each address that endpoints does not.'),
    reportingApi: z
      .enum(['documented', 'v2'])
      .default('documented')
      .describe('How transactions are requested: GET with a body and offsets, or POST with v=2.0.'),
    readsWithBody: z
      .enum(['GET', 'POST'])
      .default('GET')
      .describe('The HTTP method of documented reads that carry a body. Use POST if a proxy drops the body of a GET.'),
    v2PageLength: wholeNumber(1, 5000, 1000, 'Transactions requested per call in the v2 dialect.'),
    credentials: credentialsSchema(secret),
    alertChannelCodes: alertChannelCodesSchema,
    sending: sendingSchema,
    endpoints: z
      .strictObject({
        domainApi: baseUrlSchema.prefault('https://api.liveperson.net'),
        reporting: baseUrlSchema.optional(),
        configuration: baseUrlSchema.optional(),
        liveDeflect: baseUrlSchema.optional(),
        sentinel: baseUrlSchema.optional(),
      })
      .prefault({})
      .describe('Base URLs that replace those of the region or the Domain API.'),
  });
