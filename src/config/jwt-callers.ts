import { z } from 'zod';
import { SCOPES } from '../callers/scope.ts';
import { ALGORITHMS } from '../callers/verification-key.ts';
import { KEY_SETTINGS, keyFault } from './caller-key.ts';
import type { SecretSchema } from './secret.ts';
import { millisecondsSchema } from './traffic.ts';
import { documentUrlSchema } from './url.ts';

const textSchema = z.string().min(1);
const textsSchema = z.union([textSchema, z.array(textSchema).min(1)], 'must be a text or a list of texts');

const DAY_MS = 24 * 60 * 60_000;

const CLAIM_PATH = 'must be a path with dots, such as "realm_access.roles", or a list of keys';

/** Where a claim is, as a list of keys; written with dots where no key has one. */
const claimPathSchema = z
  .union([z.string().regex(/^[^.]+(\.[^.]+)*$/, CLAIM_PATH), z.array(textSchema).min(1)], CLAIM_PATH)
  .transform((path) => (typeof path === 'string' ? path.split('.') : path));

const jwksSchema = z
  .strictObject({
    url: documentUrlSchema.describe('Where the key set is.'),
    cooldownMs: millisecondsSchema.default(30_000).describe('Milliseconds between two tries to read it.'),
    cacheMs: z
      .number()
      .int()
      .min(1)
      .max(DAY_MS)
      .default(600_000)
      .describe('Milliseconds that its keys are used without asking again.'),
    timeoutMs: millisecondsSchema.default(5000).describe('Milliseconds that reading it may take.'),
    staleIfErrorMs: z
      .number()
      .int()
      .min(0)
      .max(7 * DAY_MS)
      .default(3_600_000)
      .describe('Milliseconds past cacheMs that its last keys are used while it cannot be read.'),
  })
  .optional()
  .describe("The issuer's key set (JWKS).");

const claimsSchema = z
  .strictObject({
    subject: claimPathSchema.prefault('sub').describe('The claim that names the caller.'),
    accounts: claimPathSchema.prefault('accounts').describe('The claim that lists accounts; "*" there stands for all.'),
    scopes: claimPathSchema.prefault('scope').describe('The claim that lists scopes, roles or groups.'),
  })
  .prefault({})
  .describe('Where in a token its claims are: a path with dots, or a list of keys.');

/** The `callers` of a configuration file in the mode `jwt`. */
export const jwtCallersSchema = (secret: SecretSchema) =>
  z
    .strictObject({
      mode: z.literal('jwt').describe('Callers ask with a signed token (JWT).'),
      issuer: textsSchema.describe('What the claim iss must be; one of them where there are several.'),
      audience: textsSchema.describe('What the claim aud must have; one of them where there are several.'),
      algorithms: z
        .array(z.enum(ALGORITHMS))
        .min(1)
        .default(['RS256', 'ES256'])
        .describe('What a token may be signed by.'),
      jwks: jwksSchema,
      key: secret.optional().describe('A public key (PEM or JWK) in place of a key set, or for HS* the secret.'),
      clockToleranceSeconds: z
        .number()
        .int()
        .min(0)
        .max(300)
        .default(30)
        .describe('Seconds by which clocks may differ.'),
      claims: claimsSchema,
      grants: z
        .record(textSchema, z.array(z.enum(SCOPES)))
        .default({})
        .describe('The scopes that a value of the claim gives, such as a role; scopes by name need none.'),
    })
    .superRefine(
      (settings, { addIssue }) => {
        const fault = keyFault(settings);
        if (fault !== null) addIssue({ code: 'custom', ...fault });
      },
      // Told together with faults elsewhere, but not on top of one in these settings themselves.
      { when: ({ issues }) => !issues.some(({ path }) => KEY_SETTINGS.includes(path?.[0])) },
    );
