import { z } from 'zod';

const originSchema = z
  .string()
  .refine(isOrigin, 'must be an origin as browsers send it, such as "https://app.example.com", or "*"');

const hostSchema = z
  .string()
  .refine(isHostName, 'must be a host name or address in lower case without a port, for example "gateway.example.com"');

const corsSchema = z
  .strictObject({
    origins: z
      .array(originSchema)
      .default([])
      .refine(standsAlone, { error: 'must hold "*" alone, or none', when: ({ value }) => Array.isArray(value) })
      .describe('The origins whose pages may ask, such as "https://app.example.com"; "*" for all.'),
    credentials: z
      .boolean()
      .default(false)
      .describe('Whether such a page may have the browser send cookies and TLS certificates along.'),
    maxAgeSeconds: z
      .number()
      .int()
      .min(0)
      .max(86_400)
      .default(600)
      .describe('Seconds for which a browser may remember that it was let through.'),
  })
  .prefault({})
  .refine(({ origins, credentials }) => !(credentials && origins.includes('*')), {
    path: ['credentials'],
    error: 'must be false where origins is "*": any page could ask in the name of whoever looks at it',
  })
  .describe('Which other origins may ask from a browser.');

/** What browsers and tools may do. */
export const webSchema = z
  .strictObject({
    graphiql: z.boolean().default(false).describe('Whether a browser that opens /graphql or / gets GraphiQL.'),
    introspection: z
      .boolean()
      .default(false)
      .describe('Whether the schema can be asked for, and errors suggest names of it.'),
    hosts: z
      .array(hostSchema)
      .min(1)
      .optional()
      .describe(
        'The names in the Host header, without a port, that requests are answered for; all of them if it is left out, except on loopback without callers.',
      ),
    cors: corsSchema,
  })
  .prefault({})
  .describe('What browsers and tools may do.');

/** Browsers send scheme, host and port as a URL writes them, and compare by the letter. */
function isOrigin(text: string): boolean {
  return text === '*' || (/^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text);
}

function isHostName(text: string): boolean {
  return URL.canParse(`http://${text}`) && new URL(`http://${text}`).host === text && !/:\d+$/.test(text);
}

function standsAlone(origins: readonly unknown[]): boolean {
  return origins.length === 1 || !origins.includes('*');
}
