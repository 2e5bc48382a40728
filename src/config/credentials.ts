import { z } from 'zod';
import type { SecretSchema } from './secret.ts';

const NONE = 'must hold at least one of appJwt, oauth1 and bearer';

const nameSchema = (description: string) => z.string().min(1).describe(description);

const appJwtSchema = (secret: SecretSchema) =>
  z
    .strictObject({ clientId: nameSchema('The client id.'), clientSecret: secret })
    .describe('OAuth 2 client credentials for an App JWT; preferred for Reporting and Configuration.');

const oauth1Schema = (secret: SecretSchema) =>
  z
    .strictObject({
      consumerKey: nameSchema('The App Key.'),
      consumerSecret: secret,
      token: nameSchema('The Access Token.'),
      tokenSecret: secret,
    })
    .describe('An OAuth 1.0a key set; the only credential that LiveDeflect takes.');

/** The `credentials` of an account: what all its APIs are asked with, and what one of them has of its own. */
export const credentialsSchema = (secret: SecretSchema) => {
  const anyOfThree = {
    appJwt: appJwtSchema(secret).optional(),
    oauth1: oauth1Schema(secret).optional(),
    bearer: secret.optional().describe('An LE Bearer token.'),
  };
  const ofApi = (api: string) =>
    z
      .strictObject(anyOfThree)
      .refine(hasAny, NONE)
      .optional()
      .describe(`What ${api} is asked with, in place of what the account has for all.`);
  return z
    .strictObject({
      ...anyOfThree,
      outboundReporting: ofApi('Outbound Reporting'),
      outboundConfiguration: ofApi('Outbound Configuration'),
      liveDeflect: z
        .strictObject({ oauth1: oauth1Schema(secret) })
        .optional()
        .describe('What LiveDeflect is asked with, in place of what the account has for all.'),
    })
    .refine(hasAny, `${NONE}, for all APIs or for one of them`)
    .describe('What the account has; each API takes the best of its own credentials, or else of those for all.');
};

function hasAny(credentials: object): boolean {
  return Object.keys(credentials).length > 0;
}
