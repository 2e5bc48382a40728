import { z } from 'zod';
import { SCOPES } from '../callers/scope.ts';
import { ALGORITHMS } from '../callers/verification-key.ts';
import type { secretFrom } from './account.ts';
import { KEY_SETTINGS, keyFault } from './caller-key.ts';
import { Milliseconds } from './traffic.ts';
import { DocumentUrl } from './url.ts';

const Text = z.string().min(1);
const TextOrTexts = z.union([Text, z.array(Text).min(1)], 'must be a text or a list of texts');

const DAY_MS = 24 * 60 * 60_000;

const CLAIM_PATH = 'must be a path with dots, such as "realm_access.roles", or a list of keys';

/** Where a claim is, as a list of keys; written with dots where no key has one. */
const ClaimPath = z
  .union([z.string().regex(/^[^.]+(\.[^.]+)*$/, CLAIM_PATH), z.array(Text).min(1)], CLAIM_PATH)
  .transform((path) => (typeof path === 'string' ? path.split('.') : path));

const jwksFile = z
  .strictObject({
    url: DocumentUrl.describe('Where the key set is.'),
    cooldownMs: Milliseconds.default(30_000).describe('Milliseconds between two tries to read it.'),
    cacheMs: z
      .number()
      .int()
      .min(1)
      .max(DAY_MS)
      .default(600_000)
      .describe('Milliseconds that its keys are used without asking again.'),
    timeoutMs: Milliseconds.default(5000).describe('Milliseconds that reading it may take.'),
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

const claimsFile = z
  .strictObject({
    subject: ClaimPath.prefault('sub').describe('The claim that names the caller.'),
    accounts: ClaimPath.prefault('accounts').describe('The claim that lists accounts; "*" there stands for all.'),
    scopes: ClaimPath.prefault('scope').describe('The claim that lists scopes, roles or groups.'),
  })
  .prefault({})
  .describe('Where in a token its claims are: a path with dots, or a list of keys.');

/** The `callers` of a configuration file in the mode `jwt`. */
export const jwtCallersFile = (secret: ReturnType<typeof secretFrom>) =>
  z
    .strictObject({
      mode: z.literal('jwt').describe('Callers ask with a signed token (JWT).'),
      issuer: TextOrTexts.describe('What the claim iss must be; one of them where there are several.'),
      audience: TextOrTexts.describe('What the claim aud must have; one of them where there are several.'),
      algorithms: z
        .array(z.enum(ALGORITHMS))
        .min(1)
        .default(['RS256', 'ES256'])
        .describe('What a token may be signed by.'),
      jwks: jwksFile,
      key: secret.optional().describe('A public key (PEM or JWK) in place of a key set, or for HS* the secret.'),
      clockToleranceSeconds: z
        .number()
        .int()
        .min(0)
        .max(300)
        .default(30)
        .describe('Seconds by which clocks may differ.'),
      claims: claimsFile,
      grants: z
        .record(Text, z.array(z.enum(SCOPES)))
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
