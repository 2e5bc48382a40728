import { z } from 'zod';
import { LE_BEARER_SCOPES, SCOPES } from '../callers/scope.ts';
import { jwtCallersSchema } from './jwt-callers.ts';
import type { SecretSchema } from './secret.ts';

const noneSchema = z.strictObject({
  mode: z.literal('none').describe('Whoever reaches the gateway may ask.'),
  scopes: z
    .array(z.enum(SCOPES))
    .default([...SCOPES])
    .describe('What everybody may.'),
});

const leBearerSchema = z.strictObject({
  mode: z
    .literal('leBearer')
    .describe("Callers ask with an LE bearer token of their own, which is LivePerson's to check."),
  scopes: z
    .array(
      z.enum(
        LE_BEARER_SCOPES,
        `must be one of ${LE_BEARER_SCOPES.join(', ')}: LiveDeflect takes OAuth 1 only, so a caller's own bearer cannot be checked there`,
      ),
    )
    .default(LE_BEARER_SCOPES.filter((scope) => scope !== 'pii:read'))
    .describe('What every caller may; nothing of LiveDeflect, which takes no bearer.'),
});

/** Who may ask: the `callers` of a configuration file. */
export const callersSchema = (secret: SecretSchema) =>
  z
    .discriminatedUnion(
      'mode',
      [jwtCallersSchema(secret), leBearerSchema, noneSchema],
      'must say who may ask: { "mode": "jwt" }, { "mode": "leBearer" } or { "mode": "none" }, with the settings of each',
    )
    .describe('Who may ask.');
