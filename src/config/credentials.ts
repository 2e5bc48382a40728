import { z } from 'zod';
import type { SecretSchema } from './secret.ts';

const NONE = 'must hold at least one of appJwt, oauth1 and bearer';

const nameSchema = (description: string) => z.string().min(1).describe(description);

const appJwtSchema = (secret: SecretSchema) =>
  z
    .strictObject({ clientId: nameSchema('The client id.'), clientSecret: secret })
    .describe('OAuth 2.0 client credentials for an App JWT; preferred for Reporting and Configuration.');

const oauth1Schema = (secret: SecretSchema) =>
  z
    .strictObject({
      consumerKey: nameSchema('The App Key.'),
      consumerSecret: secret,
      token: nameSchema('The Access Token.'),
      tokenSecret: secret,
    })
    .describe('An OAuth 1.0a key set; the only credential that LiveDeflect takes.');

/** The `credentials` of an account: those for all its APIs, and those for a single API. */
export const credentialsSchema = (secret: SecretSchema) => {
  const reportingCredential = {
    appJwt: appJwtSchema(secret).optional(),
    oauth1: oauth1Schema(secret).optional(),
    bearer: secret.optional().describe('An LE Bearer token.'),
  };
  const ofApi = (api: string) =>
    z
      .strictObject(reportingCredential)
      .refine(hasAny, NONE)
      .optional()
      .describe(`Credentials for ${api} only, used instead of the account's own.`);
  return z
    .strictObject({
      ...reportingCredential,
      outboundReporting: ofApi('Outbound Reporting'),
      outboundConfiguration: ofApi('Outbound Configuration'),
      liveDeflect: z
        .strictObject({ oauth1: oauth1Schema(secret) })
        .optional()
        .describe("Credentials for LiveDeflect only, used instead of the account's own."),
    })
    .refine(hasAny, `${NONE}, for all APIs or for one of them`)
    .describe("Credentials of the account. Each API uses the best of its own, or else the best of the account's.");
};

function hasAny(credentials: object): boolean {
  return Object.keys(credentials).length > 0;
}
