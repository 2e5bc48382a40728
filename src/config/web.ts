import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

const originSchema = z
  .string()
  .refine(isOrigin, 'must be an origin as browsers send it, for example "https://app.example.com", or "*"');

const hostSchema = z
  .string()
  .refine(isHostName, 'must be a host name or address in lower case without a port, for example "gateway.example.com"');

/** Browsers take `*` for all headers except `Authorization`, and for a name of its own with credentials. */
const headerSchema = z.string().regex(/^[\w!#$%&'+.^`|~-]+$/, 'must be the name of a header, for example "X-Team"');

const corsSchema = z
  .strictObject({
    origins: z
      .array(originSchema)
      .default([])
      .refine(standsAlone, {
        error: 'must not combine "*" with other origins',
        when: ({ value }) => Array.isArray(value),
      })
      .describe('The origins whose pages may query the gateway, for example "https://app.example.com"; "*" for all.'),
    allowedHeaders: z
      .array(headerSchema)
      .default([])
      .describe('Request headers that such pages may send besides the usual ones of GraphQL clients and tracing.'),
    credentials: z
      .boolean()
      .default(false)
      .describe('Whether the browser may send cookies and TLS certificates with such requests.'),
    maxAgeSeconds: wholeNumber(0, 86_400, 600, 'Seconds for which a browser may cache the permission.'),
  })
  .prefault({})
  .refine(({ origins, credentials }) => !(credentials && origins.includes('*')), {
    path: ['credentials'],
    error: 'must be false if origins is "*": any page could query the gateway on behalf of its visitor',
  })
  .describe('Which pages of other origins may query the gateway.');

/** The `web` of a configuration file. */
export const webSchema = z
  .strictObject({
    graphiql: z.boolean().default(false).describe('Whether a browser that opens /graphql or / gets GraphiQL.'),
    introspection: z
      .boolean()
      .default(false)
      .describe('Whether introspection is allowed and errors suggest names from the schema.'),
    hosts: z
      .array(hostSchema)
      .min(1)
      .optional()
      .describe(
        'The names in the Host header, without a port, that the gateway accepts. By default it accepts all names, but only loopback names if it listens on a loopback address and callers.mode is none.',
      ),
    compression: z
      .boolean()
      .default(true)
      .describe(
        'Whether responses are compressed (zstd, br, gzip) for clients that accept it; false if a proxy does it.',
      ),
    cors: corsSchema,
  })
  .prefault({})
  .describe('Settings for browsers and tools.');

/** Browsers send scheme, host and port as a URL writes them, and compare origins character by character. */
function isOrigin(text: string): boolean {
  return text === '*' || (/^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text);
}

function isHostName(text: string): boolean {
  return URL.canParse(`http://${text}`) && new URL(`http://${text}`).host === text && !/:\d+$/.test(text);
}

function standsAlone(origins: readonly unknown[]): boolean {
  return origins.length === 1 || !origins.includes('*');
}
