import { z } from 'zod';
import { LE_BEARER_SCOPES, SCOPES } from '../callers/scope.ts';
import { jwtCallersSchema } from './jwt-callers.ts';
import type { SecretSchema } from './secret.ts';

const noneSchema = z.strictObject({
  mode: z.literal('none').describe('Anyone who can reach the gateway can query it.'),
  scopes: z
    .array(z.enum(SCOPES))
    .default([...SCOPES])
    .describe('The scopes of every caller.'),
});

const leBearerSchema = z.strictObject({
  mode: z.literal('leBearer').describe('Callers send their own LE bearer token, which LivePerson checks.'),
  scopes: z
    .array(
      z.enum(
        LE_BEARER_SCOPES,
        `must be one of ${LE_BEARER_SCOPES.join(', ')}: LiveDeflect takes OAuth 1 only, so a caller's own bearer token cannot be checked there`,
      ),
    )
    .default(LE_BEARER_SCOPES.filter((scope) => scope !== 'pii:read'))
    .describe("The scopes of every caller. LiveDeflect's scopes are not available because it takes no bearer token."),
});

/** The `callers` of a configuration file. */
export const callersSchema = (secret: SecretSchema) =>
  z
    .discriminatedUnion(
      'mode',
      [jwtCallersSchema(secret), leBearerSchema, noneSchema],
      'must say who may query the gateway: { "mode": "jwt" }, { "mode": "leBearer" } or { "mode": "none" }, with the settings of that mode',
    )
    .describe('Who may query the gateway.');
