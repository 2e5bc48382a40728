import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Secret } from '../upstream/auth/secret.ts';
import { BaseUrl } from './url.ts';

/** The environment that secrets may name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const SecretSource = z
  .union(
    [
      z.string().min(1).describe('The secret itself; better kept out of the file.'),
      z.strictObject({ env: z.string().min(1) }).describe('The environment variable that holds it.'),
      z.strictObject({ file: z.string().min(1) }).describe('The file that holds it; white space around it is dropped.'),
    ],
    'must be a text, { "env": "NAME" } or { "file": "path" }',
  )
  .describe('A secret: its text, or where it is.');

/** Reads a secret from where it is; what cannot be read is a fault at its path, and its text is in no message. */
export function secretFrom(environment: Environment) {
  return SecretSource.transform((source, context) => {
    if (typeof source === 'string') return new Secret(source);
    const text = 'env' in source ? environment[source.env] : readFile(source.file);
    if (text?.trim()) return new Secret(text.trim());
    const where = 'env' in source ? `the environment variable ${source.env}` : `the file ${source.file}`;
    context.addIssue({ code: 'custom', message: `${where} holds no secret` });
    return z.NEVER;
  });
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const name = (description: string) => z.string().min(1).describe(description);

/** One account as it is written in the configuration file. */
export const accountFile = (secret: ReturnType<typeof secretFrom>) =>
  z.strictObject({
    accountId: z
      .string()
      .regex(/^\d{1,20}$/, 'must be the digits of a LivePerson account')
      .describe('The LivePerson account (site) id.'),
    region: z
      .enum(['va', 'lo', 'sy'])
      .optional()
      .describe('The data centre. Without it, and without endpoints, the Domain API is asked.'),
    reportingApi: z
      .enum(['documented', 'v2'])
      .default('documented')
      .describe('How transactions are asked for: GET with a body and offsets, or POST with v=2.0.'),
    readsWithBody: z
      .enum(['GET', 'POST'])
      .default('GET')
      .describe('The method of documented reads that carry a body; POST where a proxy drops the body of a GET.'),
    v2PageLength: z
      .number()
      .int()
      .min(1)
      .max(5000)
      .default(1000)
      .describe('Transactions asked for per call in the v2 dialect.'),
    credentials: z
      .strictObject({
        appJwt: z
          .strictObject({ clientId: name('The client id.'), clientSecret: secret })
          .optional()
          .describe('OAuth 2 client credentials for an App JWT; preferred for Reporting and Configuration.'),
        oauth1: z
          .strictObject({
            consumerKey: name('The App Key.'),
            consumerSecret: secret,
            token: name('The Access Token.'),
            tokenSecret: secret,
          })
          .optional()
          .describe('An OAuth 1.0a key set; the only credential that LiveDeflect takes.'),
        bearer: secret.optional().describe('An LE Bearer token.'),
      })
      .refine((all) => Object.keys(all).length > 0, 'must hold at least one of appJwt, oauth1 and bearer')
      .describe('What the account has; APIs take the best of it.'),
    endpoints: z
      .strictObject({
        domainApi: BaseUrl.prefault('https://api.liveperson.net'),
        reporting: BaseUrl.optional(),
        configuration: BaseUrl.optional(),
        liveDeflect: BaseUrl.optional(),
        sentinel: BaseUrl.optional(),
      })
      .prefault({})
      .describe('Base URLs that replace what region or Domain API would give.'),
  });
