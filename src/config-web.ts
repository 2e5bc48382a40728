import { z } from 'zod';

/** What browsers and tools may do. */
export const webFile = z
  .strictObject({
    graphiql: z.boolean().default(false).describe('Whether a browser that opens /graphql gets GraphiQL.'),
    introspection: z.boolean().default(false).describe('Whether the schema can be asked for.'),
    cors: z
      .strictObject({
        origins: z.array(z.string()).default([]).describe('The origins whose pages may ask; "*" for all.'),
      })
      .prefault({})
      .describe('Which other origins may ask from a browser.'),
  })
  .prefault({})
  .describe('What browsers and tools may do.');
