import { z } from 'zod';
import { SCOPES } from '../callers/scope.ts';
import { ALGORITHMS } from '../callers/verification-key.ts';
import { KEY_SETTINGS, keyError } from './caller-key.ts';
import type { SecretSchema } from './secret.ts';
import { millisecondsSchema } from './traffic.ts';
import { documentUrlSchema } from './url.ts';
import { wholeNumber } from './whole-number.ts';

const textSchema = z.string().min(1);
const textsSchema = z.union([textSchema, z.array(textSchema).min(1)], 'must be a string or a list of strings');

const DAY_MS = 24 * 60 * 60_000;

const CLAIM_PATH = 'must be a path with dots, for example "realm_access.roles", or a list of keys';

/** The path of a claim, as a list of keys; may be written with dots if no key contains one. */
const claimPathSchema = z
  .union([z.string().regex(/^[^.]+(\.[^.]+)*$/, CLAIM_PATH), z.array(textSchema).min(1)], CLAIM_PATH)
  .transform((path) => (typeof path === 'string' ? path.split('.') : path));

const jwksSchema = z
  .strictObject({
    url: documentUrlSchema.describe('The URL of the key set.'),
    cooldownMs: millisecondsSchema
      .default(30_000)
      .describe('Milliseconds after a read of the key set before it may be read again.'),
    cacheMs: wholeNumber(1, DAY_MS, 600_000, 'Milliseconds for which its keys are used before it is read again.'),
    timeoutMs: millisecondsSchema.default(5000).describe('Milliseconds that one read may take.'),
    staleIfErrorMs: wholeNumber(
      0,
      7 * DAY_MS,
      3_600_000,
      'Milliseconds after cacheMs for which the last keys are still used while the key set cannot be read.',
    ),
  })
  .optional()
  .describe("The issuer's key set (JWKS).");

const claimsSchema = z
  .strictObject({
    subject: claimPathSchema.prefault('sub').describe('The claim that names the caller.'),
    accounts: claimPathSchema
      .prefault('accounts')
      .describe('The claim that lists account ids; "*" stands for all accounts that the gateway serves.'),
    scopes: claimPathSchema.prefault('scope').describe('The claim that lists scopes, roles or groups.'),
  })
  .prefault({})
  .describe('The paths of the claims in a token: a path with dots, or a list of keys.');

/** The `callers` of a configuration file in mode `jwt`. */
export const jwtCallersSchema = (secret: SecretSchema) =>
  z
    .strictObject({
      mode: z.literal('jwt').describe('Callers send a signed token (JWT).'),
      issuer: textsSchema.describe('The expected iss claim; if there are several, one of them must match.'),
      audience: textsSchema.describe('The expected aud claim; if there are several, one of them must match.'),
      algorithms: z
        .array(z.enum(ALGORITHMS))
        .min(1)
        .default(['RS256', 'ES256'])
        .describe('The algorithms that a token may be signed with.'),
      jwks: jwksSchema,
      key: secret
        .optional()
        .describe('A public key (PEM or JWK) instead of a key set; for HS* algorithms, the secret.'),
      clockToleranceSeconds: wholeNumber(0, 300, 30, "Seconds by which the issuer's clock may differ."),
      claims: claimsSchema,
      grants: z
        .record(textSchema, z.array(z.enum(SCOPES)))
        .default({})
        .describe(
          "The scopes that a value of the scopes claim gives, for example a role. A scope's own name needs no grant.",
        ),
    })
    .superRefine(
      (settings, { addIssue }) => {
        const error = keyError(settings);
        if (error !== null) addIssue({ code: 'custom', ...error });
      },
      // Runs even if other settings have errors, but not if these do.
      { when: ({ issues }) => !issues.some(({ path }) => KEY_SETTINGS.includes(path?.[0])) },
    );
