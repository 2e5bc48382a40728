import { z } from 'zod';
import { SCOPES } from './callers/scope.ts';

const Scopes = z.array(z.enum(SCOPES));

/** Who may ask. */
export const callersFile = z
  .discriminatedUnion('mode', [
    z.strictObject({
      mode: z.literal('none').describe('Whoever reaches the gateway may ask.'),
      scopes: Scopes.default([...SCOPES]).describe('What everybody may.'),
    }),
  ])
  .describe('Who may ask.');
